"""The words of what was rendered, for those who read them without its markup."""

import pytest

from workstreams.markup.rendering import render
from workstreams.markup.sanitising import paragraphs, words


def test_each_paragraph_heading_item_and_row_is_a_line():
    said = "# What\n\nOne line\nand its end.\n\n1. First\n2. Second\n\n| A | B |\n|---|---|\n| c | d |"
    assert paragraphs(render(said)) == ["What", "One line and its end.", "– First", "– Second", "A B", "c d"]


def test_items_that_hold_paragraphs_begin_with_a_dash_of_their_own():
    assert paragraphs(render("- One\n\n- Two\n\n  More of two.")) == ["– One", "– Two", "More of two."]


@pytest.mark.parametrize("quoted", [True, False])
def test_put_together_they_are_the_words(quoted):
    said = render("Before.\n\n> Quoted.\n> More.\n\nAfter & *more*.")
    assert " ".join(paragraphs(said, quoted=quoted)) == words(said, quoted=quoted)


def test_what_is_quoted_is_left_out_where_only_own_words_are_asked_for():
    assert paragraphs(render("Before.\n\n> Quoted.\n\nAfter."), quoted=False) == ["Before.", "After."]
