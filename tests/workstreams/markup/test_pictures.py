"""Files of this site in a text: shown where they are pictures, and nothing from elsewhere."""

import pytest

from workstreams.markup.pictures import keys_in, picture_at, without, written
from workstreams.markup.rendering import plain, render
from workstreams.markup.sanitising import clean

KEY = "0a1b2c3d-1111-4222-8333-abcdefabcdef"
PLACE = f"/workstreams/files/{KEY}/"


def test_an_own_picture_is_shown_with_its_size_and_leads_to_itself():
    shown = render(f"![A chart]({PLACE}#640x480)")
    assert f'<img src="{PLACE}" alt="A chart" width="640" height="480" loading="lazy">' in shown
    assert f'<a href="{PLACE}" ' in shown


def test_an_own_picture_without_words_is_no_link_without_a_name():
    assert "<a " not in render(f"![]({PLACE}#640x480)")


@pytest.mark.parametrize(
    "address",
    [
        PLACE,
        f"{PLACE}#0x480",
        f"{PLACE}#640x99999",
        f"{PLACE}?x#640x480",
        f"https://portal.example{PLACE}#640x480",
        f"//portal.example{PLACE}#640x480",
        f"/workstreams/files/../x/{KEY}/#640x480",
        f"/workstreams/files/{KEY.upper()}/#640x480",
        "/static/favicon.svg#640x480",
        "https://x.example/pixel.gif",
    ],
)
def test_whatever_else_calls_itself_a_picture_stays_a_link(address):
    assert picture_at(address) is None
    assert "<img" not in render(f"![x]({address})") and "<a href=" in render(f"![x]({address})")


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="https://x.example/pixel.gif" alt="x">',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="/accounts/logout/">',
        f'<img src="{PLACE}?next=1">',
        f'<img alt="x" src="https://x.example{PLACE}">',
    ],
)
def test_no_other_source_passes_the_sanitiser(markup):
    assert "src=" not in clean(markup)


def test_a_picture_carries_no_other_attribute():
    assert clean(f'<img src="{PLACE}" style="x" onload="y" srcset="z" loading="eager">') == f'<img src="{PLACE}">'


def test_a_picture_says_its_words_where_only_words_are():
    assert plain(f"See ![the “a > b” chart]({PLACE}#6x4).") == "See the “a > b” chart ."


@pytest.mark.parametrize("name", ["a]b[c.png", "a\\b.png", "*_~`<i>.png", "![x](y).png", "report.png"])
def test_a_file_is_written_so_that_its_name_stays_its_name(name):
    assert plain(written(name, PLACE, width=6, height=4)) == name
    assert plain(written(name, PLACE)) == name
    assert keys_in(written(name, PLACE)) == [KEY]


def test_every_file_of_a_text_is_found_once():
    other = KEY.replace("0a", "0b")
    assert keys_in(f"![x]({PLACE}#6x4) {PLACE}\n[y](/workstreams/files/{other}/)") == [KEY, other]
    assert keys_in("/workstreams/files/not-a-key/") == []


def test_a_file_is_taken_out_of_a_text_and_its_words_stay():
    text = f"One {written('a]b.png', PLACE, width=6, height=4)} two [it]({PLACE}), bare {PLACE} and ![x](https://x.example/)."
    assert KEY not in without(text, [KEY])
    assert "![x](https://x.example/)" in without(text, [KEY]) and "two it, bare" in without(text, [KEY])
