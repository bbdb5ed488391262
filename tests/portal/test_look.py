"""The small parts: what they draw, that they escape, and how a moment is told."""

import datetime
import zoneinfo
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone

from portal.templatetags import look

NOW = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)
CIVIL = SimpleNamespace(pk=3, mark="civil", name="Civil <society>", code="Cs", short_name="Civil")
PUBLIC = SimpleNamespace(pk=2, mark="public", name="Public sector", code="Pu", short_name="Public")


def draw(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Rafael Quispe", "RQ"),
        ("Mei-Ling Chow", "MC"),
        ("Ana María de la Cruz", "AC"),
        ("Prince", "P"),
        ("李小龍", "李"),
        ("山田 太郎", "山"),
        ("김민준", "김"),
        ("élodie ångström", "ÉÅ"),
        ("  ", "?"),
        ("", "?"),
        (None, "?"),
        ('"Bob" (Robert) O\'Hara', "BO"),
    ],
)
def test_initials(name, expected):
    assert look.initials(name) == expected


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        ({"seconds": 20}, "just now"),
        ({"minutes": 18}, "18 min ago"),
        ({"hours": 2, "minutes": 50}, "2 h ago"),
        ({"hours": 11}, "11 h ago"),
        ({"hours": 13}, "yesterday"),
        ({"days": 6}, "Tue 17 Nov"),
        ({"days": 400}, "19 Oct 2025"),
        ({"days": -5}, "Sat 28 Nov"),
    ],
)
def test_ago(ago, expected):
    assert look.ago(NOW - datetime.timedelta(**ago), NOW) == expected


def test_a_moment_is_told_in_the_readers_time_zone():
    late = datetime.datetime(2026, 11, 20, 23, 30, tzinfo=datetime.UTC)
    assert look.ago(late, NOW) == "Fri 20 Nov"
    with timezone.override(zoneinfo.ZoneInfo("Asia/Tokyo")):
        assert look.ago(late, NOW) == "Sat 21 Nov"
        html = draw("{% when moment %}", moment=late)
    assert 'datetime="2026-11-21T08:30:00+09:00"' in html
    assert "Saturday 21 November 2026, 08:30 JST" in html


def test_nothing_is_drawn_for_no_moment_and_no_sector():
    assert draw("{% when moment %}{% sector_name sector %}", moment=None, sector=None) == ""


def test_a_date_has_no_time():
    assert 'datetime="2026-11-20"' in draw("{% when day %}", day=datetime.date(2026, 11, 20))


def test_names_are_escaped():
    parts = "{% sector_name s %}{% sector_name s code=True %}{% signature all spoken %}{% avatar n s.mark %}"
    html = draw(parts, s=CIVIL, all=[CIVIL], spoken=[3], n="<b> <i>")
    assert "Civil &lt;society&gt;" in html
    assert "<society>" not in html
    assert "<b>" not in html


def test_signature_says_who_spoke_and_keeps_the_order():
    html = draw("{% signature sectors spoken %}", sectors=[PUBLIC, CIVIL], spoken=[3])
    assert 'aria-label="1 of 2 sectors spoke: Civil &lt;society&gt;"' in html
    assert html.index("#s-public") < html.index("#s-civil")
    assert html.count("smark--silent") == 1
    assert draw("{% signature sectors spoken %}", sectors=[PUBLIC], spoken=["public"]).count("smark--silent") == 0
    assert "No sector spoke yet" in draw("{% signature sectors spoken %}", sectors=[PUBLIC], spoken=[])


def test_an_unknown_mark_is_a_bar():
    assert "#s-bar" in draw("{% mark 'hexagon' %}")
    assert '<span class="avatar bar"' in draw("{% avatar 'Ada' '' %}")


def test_icons_are_decorative():
    html = draw("{% icon 'reply' 'icon--turn' %}")
    assert 'class="icon icon--turn"' in html
    assert 'aria-hidden="true"' in html
    assert html.endswith('icons.svg#i-reply"/></svg>')


class ExampleForm(forms.Form):
    title = forms.CharField(label="Title", help_text="5 to 200 characters.")
    note = forms.CharField(label="A note", required=False)
    way = forms.ChoiceField(label="Way", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    secret = forms.CharField(widget=forms.HiddenInput)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"style": "position: absolute"}))


def test_the_summary_links_to_each_box():
    html = draw('{% include "components/error_summary.html" with id="" %}', form=ExampleForm({}))
    assert "3 things to put right" in html
    assert 'id="errors" tabindex="-1"' in html
    assert '<a href="#id_title">Fill in “Title”</a>' in html
    assert '<a href="#id_way_0">' in html, "a group: its first box"
    assert 'href=""' not in html and 'href="#"' not in html, "a hidden field cannot be gone to"


def test_a_field_has_help_and_error_above_its_box():
    html = draw("{% load crispy_forms_filters %}{{ form.title|as_crispy_field }}", form=ExampleForm({}))
    label, text, error, box = (html.index(x) for x in ("<label", "_helptext", "id_title_error", "<input"))
    assert label < text < error < box
    assert "field--wrong" in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert "*" not in html


def test_only_optional_fields_say_what_they_are():
    form = ExampleForm()
    assert "(optional)" in draw("{% load crispy_forms_filters %}{{ form.note|as_crispy_field }}", form=form)
    assert "(optional)" not in draw("{% load crispy_forms_filters %}{{ form.title|as_crispy_field }}", form=form)


def test_the_honeypot_is_hidden_without_a_style_attribute():
    html = draw("{% load crispy_forms_filters %}{{ form.website|as_crispy_field }}", form=ExampleForm())
    assert 'class="pot"' in html
    assert "style=" not in html


def test_signs_for_mail():
    assert look.signs([PUBLIC, CIVIL], [3], plain=True) == "△ ●"
    assert look.signs([PUBLIC, CIVIL], plain=True) == "▲ ●"
    assert '<span class="off">△</span>' in look.signs([PUBLIC], [])


def test_shares():
    assert look.percent_of(1, 3) == 33
    assert look.percent_of(0, 0) == 0
