"""The steps of a recommendation: which follows which."""

import datetime

import pytest

from workstreams.recommendations.steps import (
    ENDED,
    LASTS,
    MAIN,
    MOVES,
    NAMES,
    Step,
    Who,
    ends_at,
    move,
    moves_from,
)


def test_every_step_has_a_name_and_the_main_line_is_a_way():
    assert set(NAMES) == set(Step)
    assert all(move(before, after) for before, after in zip(MAIN, MAIN[1:], strict=False))


def test_no_step_leads_nowhere_but_those_that_end():
    for step in set(Step) - ENDED - {Step.PARKED}:
        assert moves_from(step), step
    assert [moves_from(step) for step in ENDED] == [[], []]


def test_every_step_can_be_reached_from_an_idea():
    seen, todo = set(), [Step.IDEA]
    while todo:
        step = todo.pop()
        if step not in seen:
            seen.add(step)
            todo += [one.after for one in moves_from(step)]
    assert seen == set(Step)


def test_each_move_stands_once():
    assert len({(one.before, one.after) for one in MOVES}) == len(MOVES)


@pytest.mark.parametrize("step", sorted(set(Step) - ENDED - {Step.PARKED, Step.PUBLISHED, Step.CONSENSUS_CALL}))
def test_what_is_under_way_can_be_parked_and_goes_back_to_where_it_was(step):
    assert move(step, Step.PARKED).needs_reason
    assert move(Step.PARKED, step) is None
    back = move(Step.PARKED, step, parked_from=step)
    assert (back.after, back.who) == (step, Who.LEAD)
    assert moves_from(Step.PARKED, parked_from=step) == [back]


def test_nothing_is_published_that_was_not_adopted_and_nothing_adopted_without_a_call():
    assert {one.before for one in MOVES if one.after == Step.PUBLISHED} == {Step.ADOPTED}
    assert {one.before for one in MOVES if one.after == Step.ADOPTED} == {Step.CONSENSUS_CALL}


def test_editors_write_and_leads_decide():
    assert {(one.before, one.after) for one in MOVES if one.who == Who.EDITOR} == {
        (Step.IDEA, Step.ADOPTION_CALL),
        (Step.RETURNED, Step.DRAFT),
        (Step.PUBLISHED, Step.DRAFT),
    }


def test_the_calls_of_the_group_last_two_weeks_and_the_consultation_four():
    begun = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)
    assert {step: (ends_at(step, begun) - begun).days for step in LASTS} == {
        Step.ADOPTION_CALL: 14,
        Step.LAST_CALL: 14,
        Step.CONSULTATION: 28,
        Step.CONSENSUS_CALL: 14,
    }
    assert ends_at(Step.DRAFT, begun) is None
