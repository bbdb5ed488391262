"""What every template keeps to: nothing inline, texts translatable, components documented, icons in the sprite."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
ALL = sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt"})
PAGES = [path for path in ALL if path.suffix == ".html" and "email" not in path.parts]
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
#: The words of these are examples or names that stay as they are.
NOT_TRANSLATED = {"components/kit.html"}


def name(path):
    return str(path.relative_to(TEMPLATES))


def without_comments(text):
    text = re.sub(r"{% comment.*?%}.*?{% endcomment %}", "", text, flags=re.S)
    return re.sub(r"{#.*?#}", "", text)


def literal_text(text):
    """What is left of a template for the reader when every tag and variable is gone, and every translated text."""
    text = without_comments(text)
    text = re.sub(r"{% blocktrans.*?%}.*?{% endblocktrans(?:late)? %}", "", text, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.S)
    text = re.sub(r"<(style|script)\b.*?</\1>|<!--.*?-->|<!doctype[^>]*>", "", text, flags=re.S | re.I)
    attributes = re.findall(r"\b(?:aria-label|title|placeholder|alt)=\"([^\"]*)\"", text)
    text = re.sub(r"&#?\w+;", " ", re.sub(r"<[^>]*>", " ", text))
    return re.findall(r"[^\W\d_]{2,}", " ".join([text, *attributes]))


def test_the_scan_finds_what_it_looks_for():
    assert literal_text('<p title="Über">{% translate "x" %} Hello {{ name }}</p>') == ["Hello", "Über"]
    assert literal_text("{% blocktranslate %}Hello{% endblocktranslate %}&nbsp;{# note #}<p>{% if a > b %}</p>") == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_nothing_is_inline(path):
    """The policy blocks style attributes, style and script elements, and handlers; so they are not written."""
    text = without_comments(path.read_text())
    bare = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.S)
    assert re.findall(r"<[^>]*\sstyle\s*=[^>]*>", bare) == []
    assert re.findall(r"<style\b", bare, re.I) == []
    assert re.findall(r"<[^>]*\son\w+\s*=[^>]*>", bare) == []
    assert re.findall(r"javascript:", bare, re.I) == []
    for attributes, content in re.findall(r"<script\b(.*?)>(.*?)</script>", text, re.S):
        assert "src=" in attributes and not content.strip()


@pytest.mark.parametrize("path", [path for path in ALL if name(path) not in NOT_TRANSLATED], ids=name)
def test_every_text_can_be_translated(path):
    text = path.read_text()
    if path.suffix == ".txt":
        text = text.replace("<", " ").replace(">", " ")
    assert literal_text(text) == []


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_a_component_begins_with_what_it_is_and_takes(path):
    lines = [line for line in path.read_text().splitlines() if not re.match(r"{% (?:extends|load)\b", line)]
    assert lines[0].startswith("{# component: "), "first line: {# component: what it is. #}"
    assert "{#" in lines[1] or "Variables" in lines[0] or "field:" in lines[0], "second line: its variables"


def test_every_icon_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="i-([\w-]+)"', (ROOT / "static" / "icons.svg").read_text()))
    for path in ALL:
        asked = set(re.findall(r'{% icon "([\w-]+)"', path.read_text()))
        asked |= set(re.findall(r'icon_name="([\w-]+)"', path.read_text()))
        assert asked <= drawn, name(path)


def test_every_mark_is_in_the_sprite():
    drawn = re.findall(r'<symbol id="s-([\w-]+)"', (ROOT / "static" / "icons.svg").read_text())
    assert drawn == ["private", "public", "civil", "academia", "international", "bar"]


@pytest.mark.parametrize("path", [path for path in PAGES if "{% crispy " in path.read_text()], ids=name)
def test_what_is_wrong_in_a_form_is_summed_up_once(path):
    """`{% crispy %}` sums it up on top of its form already."""
    text = path.read_text()
    summed_up = re.findall(r"{% if (\w+)\.errors %}{% include \"components/error_summary.html\"", text)
    assert set(summed_up) & set(re.findall(r"{% crispy (\w+) %}", text)) == set()
