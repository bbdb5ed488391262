"""Clauses: how a text falls into them, how they are numbered, and that they stay who they are."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstreams.recommendations.clauses import clauses_of, matched

TEXT = """\
Why we write this.

# Access

A developer publishes the tiers of access, and the terms of each,
before release.

- academia
- civil society

## Audit

Access for audit is granted within thirty days of a request.

# Telling

Where a model is found to be unsafe, every holder of that tier is told.
"""


def numbers(text):
    return [clause.number for clause in clauses_of(text)]


def known(text):
    """The clauses of a text, each with its place as its identity."""
    return [replace(clause, identity=place) for place, clause in enumerate(clauses_of(text))]


def taken_over(before, after):
    return [clause.identity for clause in matched(known(before), clauses_of(after))]


def test_headings_count_in_levels_and_what_stands_below_counts_on():
    assert numbers(TEXT) == ["0.1", "1", "1.1", "1.2", "1.3", "1.3.1", "2", "2.1"]


def test_a_text_without_headings_counts_its_paragraphs():
    assert numbers("One.\n\nTwo,\nstill two.\n\nThree.") == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### Deep\n\ntext\n\n###### Deeper\n\ntext", ["1", "1.1", "1.2", "1.2.1"]),
        ("# One\n\n### Leapt over\n\n## Two below\n\ntext", ["1", "1.1", "1.2", "1.2.1"]),
        ("Title\n=====\n\ntext\n\n---\n\nmore", ["1", "1.1", "1.2"]),
        ("", []),
        ("[a]: https://example.org/", []),
    ],
)
def test_numbers_follow_the_text_whatever_levels_it_uses(text, expected):
    assert numbers(text) == expected


def test_a_clause_has_its_markdown_and_a_heading_its_words():
    clauses = clauses_of(TEXT)
    assert clauses[1].title == "Access"
    assert clauses[2].source.startswith("A developer publishes the tiers")
    assert clauses[3].source == "- academia\n- civil society"


def test_lists_tables_quotes_and_code_are_a_clause_each():
    text = "- a\n\n  b\n- c\n\n> quoted\n>\n> twice\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```\ncode\n\nmore\n```"
    assert [clause.source.split("\n")[0] for clause in clauses_of(text)] == ["- a", "> quoted", "| a | b |", "```"]


def test_what_was_kept_stays_the_same_clause_wherever_its_lines_break():
    again = TEXT.replace("each,\nbefore release", "each, before\nrelease")
    assert taken_over(TEXT, again) == list(range(8))


def test_a_clause_that_is_put_in_is_new_and_moves_no_other():
    after = "One clause about audits.\n\nA wholly different thing here.\n\nAnother clause about releases."
    assert taken_over("One clause about audits.\n\nAnother clause about releases.", after) == [0, None, 1]


def test_a_clause_that_was_rewritten_stays_itself_where_most_of_its_words_do():
    before = "Access for audit is granted by the developer within thirty days of a request."
    after = "Access for audit is granted by a panel within thirty days of a written request."
    assert taken_over(before, after) == [0]
    assert taken_over(before, "Whoever holds a tier is told at the same time, in every sector.") == [None]


def test_clauses_that_change_places_take_their_identity_along():
    assert taken_over("One thing.\n\nTwo more.\n\nThird, last.", "Third, last.\n\nOne thing.") == [
        2,
        0,
    ]


def test_of_a_clause_that_is_split_the_larger_part_is_the_old_one():
    before = "Developers publish the tiers of access before release, and tell each holder what changed since."
    after = "Developers publish the tiers of access before release.\n\nThey tell each holder."
    assert taken_over(before, after) == [0, None]


def test_a_heading_never_becomes_a_paragraph():
    assert taken_over("# Access for all", "Access for all") == [None]


def test_twins_keep_their_order():
    assert taken_over("Same.\n\nSame.\n\nSame.", "Same.\n\nSame.\n\nSame.") == [0, 1, 2]


words = st.sampled_from("access audit tier release model holder panel days request sector".split())
paragraphs = st.lists(st.lists(words, min_size=1, max_size=8).map(" ".join), max_size=8)


@given(st.text(max_size=300))
def test_no_text_is_lost_or_fails(text):
    clauses = clauses_of(text)
    assert len({clause.number for clause in clauses}) == len(clauses)
    assert all(clause.source.strip() for clause in clauses)
    assert [clause.identity for clause in matched(known(text), clauses)] == list(range(len(clauses)))


@given(paragraphs, paragraphs)
def test_an_identity_is_taken_over_once(before, after):
    kept = [one for one in taken_over("\n\n".join(before), "\n\n".join(after)) if one is not None]
    assert len(kept) == len(set(kept))


@given(st.lists(st.integers(0, 10**9), unique=True, min_size=1, max_size=8))
def test_wherever_clauses_move_they_stay_themselves(keys):
    before = [f"clause {key} says {key} and {key + 1}" for key in keys]
    order = list(range(len(before)))
    random.Random(3).shuffle(order)
    assert taken_over("\n\n".join(before), "\n\n".join(before[place] for place in order)) == order
