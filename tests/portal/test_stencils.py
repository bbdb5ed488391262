"""Templates drawn once and filled many times."""

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from portal.stencils import Kept, Stencil, hole


def drawn(source, **context):
    return Stencil(engines["django"].from_string(source).render(context))


def test_values_come_where_the_template_prints_them():
    stencil = drawn("{% if name %}<b title='{{ name }}'>{{ name }}</b>{% endif %} {{ count }}", name=hole("n"), count=3)
    assert stencil.fill({"n": "Ada"}) == "<b title='Ada'>Ada</b> 3"
    assert stencil.fill({"n": "Mei", "unused": "x"}) == "<b title='Mei'>Mei</b> 3"


def test_what_is_not_safe_is_escaped_and_what_is_safe_is_not():
    stencil = drawn("{{ text }}", text=hole("t"))
    assert stencil.fill({"t": "<script>&\"'"}) == "&lt;script&gt;&amp;&quot;&#x27;"
    assert stencil.fill({"t": mark_safe("<p>&amp;</p>")}) == "<p>&amp;</p>"
    assert hasattr(stencil.fill({"t": "x"}), "__html__")


def test_a_value_that_looks_like_a_hole_is_text():
    stencil = drawn("{{ a }} {{ b }}", a=hole("a"), b=hole("b"))
    assert stencil.fill({"a": str(hole("b")), "b": "secret"}).count("secret") == 1


def test_a_missing_value_is_an_error_and_no_gap():
    with pytest.raises(KeyError):
        drawn("{{ a }}", a=hole("a")).fill({})


def test_what_is_kept_is_drawn_once_and_the_least_asked_for_is_forgotten():
    kept, made = Kept(2), []

    def ask(key):
        return kept.get(key, lambda: made.append(key) or f"<{key}>").fill({})

    assert [ask(key) for key in "aabab"] == ["<a>", "<a>", "<b>", "<a>", "<b>"]
    assert made == ["a", "b"]
    ask("a"), ask("c")
    assert ("a" in kept, "b" in kept, "c" in kept) == (True, False, True)
