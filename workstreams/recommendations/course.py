"""How far a document came: the line of its steps, each with the day on which it was reached."""

from dataclasses import dataclass
from datetime import datetime

from workstreams.recommendations.steps import MAIN, NAMES, Step

PAST, NOW, AHEAD = "past", "now", "ahead"
#: In whose place on the line a document stands that left the line.
INSTEAD_OF = {
    Step.RETURNED: Step.ADOPTED,
    Step.SUPERSEDED: Step.PUBLISHED,
}


@dataclass(frozen=True)
class Stage:
    """One step on the line. `state` is PAST, NOW or AHEAD; `at`: since when it was reached, None where it was not."""

    step: Step
    name: str
    state: str
    at: datetime | None = None


@dataclass(frozen=True)
class Course:
    """`stages` in their order; `place`: where the document stands among them, from 1; `next_name`: of the step after
    it on the line, "" at its end and off the line."""

    stages: list
    place: int
    next_name: str

    @property
    def now(self):
        return self.stages[self.place - 1]


def course(recommendation, events):
    """The line of a document; `events`: what happened to it, in order. No query.

    What was reached in an earlier round (before a return, or by an earlier version) is ahead again. A document that
    left the line (parked, withdrawn) stands where it left it, by the name of what it is now.
    """
    reached = _reached(recommendation, events)
    here = recommendation.where
    stands = _on_the_line(recommendation, reached)
    place = MAIN.index(stands)
    stages = []
    for index, step in enumerate(MAIN):
        if index == place:
            stages.append(Stage(here, str(NAMES[here]), NOW, recommendation.step_since))
        elif index < place and step in reached:
            stages.append(Stage(step, str(NAMES[step]), PAST, reached[step]))
        else:
            stages.append(Stage(step, str(NAMES[step]), PAST if index < place else AHEAD))
    follows = here in MAIN and place + 1 < len(MAIN)
    return Course(stages, place + 1, str(NAMES[MAIN[place + 1]]) if follows else "")


def _reached(recommendation, events):
    """{step on the line: when it was reached in this round}."""
    reached = {}
    for event in events:
        if event.kind != "step":
            continue
        step = Step(event.after)
        if step in MAIN:
            place = MAIN.index(step)
            reached = {one: at for one, at in reached.items() if MAIN.index(one) < place}
            reached[step] = event.at
    return reached


def _on_the_line(recommendation, reached):
    here = recommendation.where
    if here in MAIN:
        return here
    if here in INSTEAD_OF:
        return INSTEAD_OF[here]
    left = (
        Step(recommendation.parked_from) if recommendation.parked_from else max(reached, key=MAIN.index, default=None)
    )
    return INSTEAD_OF.get(left, left) or MAIN[0]
