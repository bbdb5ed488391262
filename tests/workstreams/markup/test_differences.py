"""Differences by words: both texts can be read out of one, and nothing in them is taken for markup."""

import re

import pytest

from workstreams.markup.differences import Patience, difference

UNSEEN = re.compile(r'<span class="visually-hidden">[^<]*</span>')


def side(html, without):
    html = UNSEEN.sub("", str(html))
    return re.sub(r"</?(ins|del)>", "", re.sub(rf"<{without}>.*?</{without}>", "", html, flags=re.S))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We meet on Monday.", "We meet on Friday, mostly."),
        ("", "All is new."),
        ("All goes.", ""),
        ("one\n\ntwo\n", "one\n\nthree\n\ntwo\n"),
        ("字を書く。", "字を読む。"),
        ("", ""),
    ],
)
def test_both_texts_are_in_it(before, after):
    html = difference(before, after).html
    assert side(html, "ins") == before
    assert side(html, "del") == after


def test_words_change_whole():
    html = UNSEEN.sub("", difference("the cat sat", "the car sat").html)
    assert html == "the <del>cat</del><ins>car</ins> sat"


def test_words_are_counted():
    found = difference("a b c", "a x y c")
    assert (found.added, found.taken_out) == (2, 1)
    assert (difference("a", "a").added, difference("a", "a").taken_out) == (0, 0)


def test_nothing_written_is_markup():
    html = difference("<b>old</b> & so", "<script>new</script> & so").html
    assert "<b>" not in html and "<script>" not in html
    assert "&lt;" in html and "&amp; so" in html


def test_a_screen_reader_hears_what_is_added_and_what_is_gone():
    html = difference("old", "new").html
    assert "[added: " in html and "[taken out: " in html


def test_long_texts_that_share_nothing_take_little_time(seconds):
    before = " ".join(f"word{n}" for n in range(40_000))
    after = " ".join(f"other{n}" for n in range(40_000))
    assert seconds(lambda text: difference(text, after), before) < 6


def test_pairs_on_one_page_share_their_time_and_what_is_left_is_changed_whole():
    before, after = (" ".join(f"{word}{n}" for n in range(2000)) for word in ("word", "other"))
    patience = Patience(seconds=0)
    assert patience.difference(before, after).html.count("<del>") == 1
    assert patience.difference("old", "old and new").added == 2 and patience.left < 0
