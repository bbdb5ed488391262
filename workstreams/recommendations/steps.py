"""The steps of a recommendation: which follows which, how long each takes, and who takes it. Words and numbers only.

After the working-group process of the IETF (RFC 2418, RFC 6174) and W3C, with a consultation between them.
"""

import datetime
import enum
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

WEEK = datetime.timedelta(weeks=1)


class Step(enum.StrEnum):
    """Where a document stands. Kept in the database by its value."""

    IDEA = "idea"
    ADOPTION_CALL = "adoption_call"
    DRAFT = "draft"
    LAST_CALL = "last_call"
    CONSULTATION = "consultation"
    ANSWERING = "answering"
    CONSENSUS_CALL = "consensus_call"
    ADOPTED = "adopted"
    RETURNED = "returned"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    PARKED = "parked"


class Who(enum.StrEnum):
    """Who takes a move: the editors of the document's group and its leads, or its leads alone."""

    EDITOR = "editor"
    LEAD = "lead"


NAMES = {
    Step.IDEA: _("Idea"),
    Step.ADOPTION_CALL: _("Call for adoption"),
    Step.DRAFT: _("Working draft"),
    Step.LAST_CALL: _("Last call in the group"),
    Step.CONSULTATION: _("Consultation"),
    Step.ANSWERING: _("Answering comments"),
    Step.CONSENSUS_CALL: _("Call for consensus"),
    Step.ADOPTED: _("Adopted"),
    Step.RETURNED: _("Returned"),
    Step.PUBLISHED: _("Published"),
    Step.SUPERSEDED: _("Superseded"),
    Step.WITHDRAWN: _("Withdrawn"),
    Step.PARKED: _("Parked"),
}

#: What a document goes through if nothing holds it up: what a page draws as a line.
MAIN = [
    *(Step.IDEA, Step.ADOPTION_CALL, Step.DRAFT, Step.LAST_CALL, Step.CONSULTATION, Step.ANSWERING),
    *(Step.CONSENSUS_CALL, Step.ADOPTED, Step.PUBLISHED),
]
#: Steps that end by themselves or by the clock's reminder, and how long they take.
LASTS = {
    Step.ADOPTION_CALL: 2 * WEEK,
    Step.LAST_CALL: 2 * WEEK,
    Step.CONSULTATION: 4 * WEEK,
    Step.CONSENSUS_CALL: 2 * WEEK,
}
#: Of these the end is moved here; of a consultation and a call, where they are kept.
MOVABLE = {Step.ADOPTION_CALL, Step.LAST_CALL}
#: A text in these steps stands for a while, and is looked at again on a day.
REVIEWED = {Step.ADOPTED, Step.PUBLISHED}
#: The text changes in these steps alone.
TEXT_CHANGES = {Step.IDEA, Step.ADOPTION_CALL, Step.DRAFT, Step.LAST_CALL, Step.ANSWERING, Step.RETURNED}
#: Nothing more happens to the document itself.
ENDED = {Step.SUPERSEDED, Step.WITHDRAWN}


@dataclass(frozen=True)
class Move:
    """From one step to another: who takes it, what it is called on a button, and whether it must say why."""

    before: Step
    after: Step
    who: Who
    verb: str
    needs_reason: bool = False


def _back(before, after, verb):
    return Move(before, after, Who.LEAD, verb, needs_reason=True)


MOVES = [
    Move(Step.IDEA, Step.ADOPTION_CALL, Who.EDITOR, _("Ask the group to adopt it")),
    Move(Step.ADOPTION_CALL, Step.DRAFT, Who.LEAD, _("Adopt it as a working draft")),
    _back(Step.ADOPTION_CALL, Step.IDEA, _("Not adopted: back to an idea")),
    Move(Step.DRAFT, Step.LAST_CALL, Who.LEAD, _("Open the last call")),
    Move(Step.LAST_CALL, Step.CONSULTATION, Who.LEAD, _("Open the consultation")),
    _back(Step.LAST_CALL, Step.DRAFT, _("Back to the draft")),
    Move(Step.CONSULTATION, Step.ANSWERING, Who.LEAD, _("Close the consultation")),
    Move(Step.ANSWERING, Step.CONSENSUS_CALL, Who.LEAD, _("Open the call for consensus")),
    _back(Step.ANSWERING, Step.DRAFT, _("Back to the draft")),
    Move(Step.CONSENSUS_CALL, Step.ADOPTED, Who.LEAD, _("State that it is adopted"), needs_reason=True),
    _back(Step.CONSENSUS_CALL, Step.RETURNED, _("Return it to the editors")),
    Move(Step.RETURNED, Step.DRAFT, Who.EDITOR, _("Take up the draft again")),
    Move(Step.ADOPTED, Step.PUBLISHED, Who.LEAD, _("Publish it")),
    Move(Step.PUBLISHED, Step.SUPERSEDED, Who.LEAD, _("Mark as superseded"), needs_reason=True),
    Move(Step.PUBLISHED, Step.DRAFT, Who.EDITOR, _("Begin the next version")),
    *[
        _back(step, Step.WITHDRAWN, _("Withdraw it"))
        for step in Step
        if step not in ENDED | {Step.PARKED, Step.CONSENSUS_CALL}
    ],
    *[
        _back(step, Step.PARKED, _("Park it"))
        for step in Step
        if step not in ENDED | {Step.PARKED, Step.PUBLISHED, Step.CONSENSUS_CALL}
    ],
]
#: Moves that keep more than the step: they are taken where that is kept, on upper floors, and nowhere else.
TAKEN_ABOVE = {
    (Step.LAST_CALL, Step.CONSULTATION),
    (Step.CONSULTATION, Step.ANSWERING),
    (Step.ANSWERING, Step.CONSENSUS_CALL),
    (Step.CONSENSUS_CALL, Step.ADOPTED),
    (Step.CONSENSUS_CALL, Step.RETURNED),
    (Step.ADOPTED, Step.PUBLISHED),
    (Step.PUBLISHED, Step.SUPERSEDED),
    (Step.PUBLISHED, Step.WITHDRAWN),
}
_BY_ENDS = {(move.before, move.after): move for move in MOVES}


def move(before, after, *, parked_from=None):
    """The move between two steps, or None. What is parked goes back to where it was parked, `parked_from`."""
    if before == Step.PARKED and parked_from and after == parked_from:
        return Move(Step.PARKED, after, Who.LEAD, _("Take it up again"), needs_reason=True)
    return _BY_ENDS.get((before, after))


def moves_from(step, *, parked_from=None):
    """What can come next, the likeliest first."""
    if step == Step.PARKED:
        return [found for found in [move(step, parked_from, parked_from=parked_from)] if found]
    return [one for one in MOVES if one.before == step]


def ends_at(step, begins):
    """When a step that begins then is to end, by rule; None for one that takes as long as it takes."""
    return begins + LASTS[step] if step in LASTS else None
