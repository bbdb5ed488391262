"""A Markdown text as its blocks."""

import pytest

from workstreams.markup.blocks import blocks_of, rewritten


def sources(text):
    return [block.source for block in blocks_of(text).blocks]


def test_a_text_is_its_blocks_in_their_order():
    text = "# Title\n\nOne,\nstill one.\n\n- a\n- b\n\n> said"
    assert sources(text) == ["# Title", "One,\nstill one.", "- a\n- b", "> said"]


def test_a_heading_has_its_level_and_its_words_in_either_way_of_writing_it():
    blocks = blocks_of("## Second *kind* ##\n\nFirst\n=====").blocks
    assert [(block.level, block.title) for block in blocks] == [(2, "Second *kind*"), (1, "First")]


@pytest.mark.parametrize(
    "text", ["", "   \n\n", "***", "\u200b", "<!-- nothing -->" * 0, "[a]: https://example.org", "\x00"]
)
def test_what_shows_nothing_is_no_block_or_never_fails(text):
    assert all(block.source.strip() for block in blocks_of(text).blocks)


def test_where_links_lead_is_kept_for_all_blocks():
    found = blocks_of("See [the rules][r].\n\n[r]: https://example.org/rules\n\nMore.")
    assert [block.source for block in found.blocks] == ["See [the rules][r].", "More."]
    assert found.definitions == "[r]: https://example.org/rules"


def test_lines_that_end_like_on_windows_read_the_same():
    assert sources("One.\r\n\r\nTwo.\r\n") == ["One.", "Two."]


def test_blocks_are_rewritten_where_they_stand():
    text = "First, see [it].\n\n---\n\n[it]: https://example.org\n\n- one\n- two\n\nLast."
    assert rewritten(text, [block.source for block in blocks_of(text).blocks]) == text
    changed = rewritten(text, ["First.", "- three", "Last.", "And more."])
    assert changed == "First.\n\n---\n\n[it]: https://example.org\n\n- three\n\nLast.\n\nAnd more."
