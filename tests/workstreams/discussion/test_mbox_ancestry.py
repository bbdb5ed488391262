"""Which message answers which."""

from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest

from workstreams.discussion.mbox.ancestry import in_order, parents

START = datetime(2025, 8, 5, tzinfo=UTC)
One = namedtuple("One", "message_id answers date")


def said(message_id, *answers, minute=0):
    return One(message_id, answers, START + timedelta(minutes=minute))


def test_the_first_that_can_be_found_counts():
    assert parents([said("a"), said("b"), said("c", "b", "a")])["c"] == "b"
    assert parents([said("a"), said("b"), said("c", "lost", "b", "a")])["c"] == "b"


def test_a_parent_may_stand_later_in_the_file():
    assert parents([said("b", "a"), said("a")]) == {"b": "a", "a": None}


def test_who_answers_nothing_that_is_here_begins_a_thread():
    assert parents([said("a", "lost"), said("b")]) == {"a": None, "b": None}


def test_a_parent_may_be_here_from_before():
    assert parents([said("b", "a")], elsewhere={"a"}) == {"b": "a"}


def test_what_answers_a_message_that_was_left_out_answers_what_that_one_answered():
    assert parents([said("a"), said("c", "b")], left_out={"b": ("a",)})["c"] == "a"
    assert parents([said("a"), said("d", "c")], left_out={"c": ("b",), "b": ("c", "a")})["d"] == "a"


def test_of_messages_that_answer_each_other_in_a_circle_the_earliest_begins():
    found = parents([said("c", "b", minute=3), said("a", "c", minute=1), said("b", "a", minute=2), said("d", "c")])
    assert found == {"a": None, "b": "a", "c": "b", "d": "c"}


def test_nobody_answers_themselves():
    assert parents([said("a", "a")]) == {"a": None}


def test_each_comes_after_what_it_answers_and_else_by_date():
    messages = [
        said("late", "root", minute=9),
        said("early", "root", minute=1),
        said("root", minute=5),
        said("b", minute=6),
    ]
    assert [one.message_id for one in in_order(messages, parents(messages))] == ["root", "early", "b", "late"]


def test_messages_of_one_moment_come_in_the_order_of_the_file():
    messages = [said("a"), said("c"), said("b")]
    assert [one.message_id for one in in_order(messages, parents(messages))] == ["a", "c", "b"]


@pytest.mark.parametrize("backwards", [False, True])
def test_a_long_chain_and_a_wide_circle_cost_no_more_than_their_length(backwards, seconds):
    def work(count=100_000):
        chain = [said(number, number - 1, minute=number) for number in range(count)]
        circle = [said(f"x{number}", f"x{(number + 1) % count}", minute=number) for number in range(count)]
        messages = (chain + circle)[:: -1 if backwards else 1]
        assert len(list(in_order(messages, parents(messages)))) == 2 * count

    assert seconds(lambda *_: work(), 0) < 5


def test_whatever_the_answers_are_everybody_is_written_once_and_below_a_root(chance):
    for _ in range(300):
        names = [f"m{number}" for number in range(chance.randrange(1, 15))]
        messages = [said(name, *chance.choices([*names, "lost"], k=3), minute=chance.randrange(5)) for name in names]
        found = parents(messages)
        order = [one.message_id for one in in_order(messages, found)]
        assert sorted(order) == sorted(names)
        for name in names:
            assert found[name] is None or order.index(found[name]) < order.index(name)
