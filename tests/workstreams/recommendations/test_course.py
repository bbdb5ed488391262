"""The line of steps: what is past, where a document stands, what is ahead."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from workstreams.recommendations.course import AHEAD, NOW, PAST, course
from workstreams.recommendations.steps import MAIN, Step


def went(*steps, parked_from=""):
    """A document that took these steps, the last of which it is in."""
    since = timezone.now()
    events = [SimpleNamespace(kind="step", after=step, at=since) for step in steps]
    document = SimpleNamespace(where=Step(steps[-1]), step_since=since, parked_from=parked_from)
    return course(document, events)


def states(line):
    return [stage.state for stage in line.stages]


def test_a_document_on_the_line_has_what_it_passed_behind_it():
    line = went("idea", "adoption_call", "draft")
    assert states(line) == [PAST, PAST, NOW] + [AHEAD] * 6
    assert (line.place, line.now.name, line.next_name) == (3, "Working draft", "Last call in the group")
    assert all(stage.at for stage in line.stages[:3]) and line.stages[3].at is None


def test_what_was_reached_before_a_step_back_is_ahead_again():
    line = went("idea", "adoption_call", "draft", "last_call", "draft")
    assert line.place == 3 and line.stages[3].at is None


def test_the_next_version_begins_the_line_at_its_draft():
    line = went(*[step.value for step in MAIN], "draft")
    assert (line.place, line.next_name) == (3, "Last call in the group")


@pytest.mark.parametrize(
    ("steps", "parked_from", "place", "name"),
    [
        (["idea", "adoption_call", "parked"], "adoption_call", 2, "Parked"),
        (["idea", "adoption_call", "draft", "withdrawn"], "", 3, "Withdrawn"),
        ([*[step.value for step in MAIN[:7]], "returned"], "", 8, "Returned"),
        ([*[step.value for step in MAIN[:7]], "returned", "parked"], "returned", 8, "Parked"),
        ([*[step.value for step in MAIN], "superseded"], "", 9, "Superseded"),
        (["idea", "adoption_call", "draft", "last_call", "draft", "withdrawn"], "", 3, "Withdrawn"),
        (["withdrawn"], "", 1, "Withdrawn"),
    ],
)
def test_what_left_the_line_stands_where_it_left_it(steps, parked_from, place, name):
    line = went(*steps, parked_from=parked_from)
    assert (line.place, line.now.name, line.next_name) == (place, name, "")
