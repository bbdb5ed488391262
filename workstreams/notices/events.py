"""The events that lower floors report, and how each is told: of which kind its notice is, and whether it has a letter
of its own, so that nobody gets two mails of one event.

A new event, that a call closes for example, needs a line here, its words in rows.SAID, and a call of `happened` where
it happens. One that is not named here is something in a group.
"""

from dataclasses import dataclass

DECISION, GROUP, REPLY, TEXT, WAITING = "decision", "group", "reply", "text", "waiting"


@dataclass(frozen=True)
class Event:
    """`kind`: one of Notice.Kind. `has_letter`: whether a mail of its own tells it, with its reasons."""

    kind: str = GROUP
    has_letter: bool = False


EVENTS = {
    "admitted": Event(DECISION, has_letter=True),
    "declined": Event(DECISION, has_letter=True),
    "affiliation_confirmed": Event(DECISION, has_letter=True),
    "affiliation_declined": Event(DECISION, has_letter=True),
    "post_hidden": Event(DECISION, has_letter=True),
    "restricted": Event(DECISION, has_letter=True),
    "restriction_ended": Event(DECISION, has_letter=True),
    "appeal_decided": Event(DECISION, has_letter=True),
    "flag_upheld": Event(DECISION, has_letter=True),
    "flag_dismissed": Event(DECISION, has_letter=True),
    "flag_reversed": Event(DECISION, has_letter=True),
    "flag_reopened": Event(DECISION),
    "post_released": Event(DECISION),
    "text_given_back": Event(DECISION),
    "join_accepted": Event(DECISION, has_letter=True),
    "join_declined": Event(DECISION, has_letter=True),
    "role_given": Event(GROUP, has_letter=True),
    "removed": Event(GROUP, has_letter=True),
    "invited": Event(GROUP, has_letter=True),
    "applied": Event(WAITING),
    "comment_disposed": Event(DECISION),
    "comment_hidden": Event(DECISION),
    "comment_answered": Event(REPLY),
    "adoption_asked": Event(TEXT),
    "last_call_opened": Event(TEXT),
    "consultation_opened": Event(TEXT),
    "call_opened": Event(WAITING),
    "adopted": Event(TEXT),
    "returned": Event(TEXT),
    "published": Event(TEXT),
    "superseded": Event(TEXT),
    "withdrawn": Event(TEXT),
    "objection_raised": Event(WAITING),
    "objection_answered": Event(DECISION),
    "objection_resolved": Event(DECISION),
    "objection_overruled": Event(DECISION),
    "adoption_call_ends": Event(WAITING),
    "last_call_ends": Event(WAITING),
    "consultation_ends": Event(WAITING),
    "consensus_call_ends": Event(WAITING),
    "step_over": Event(WAITING),
    "review_due": Event(WAITING),
}


def event(name):
    return EVENTS.get(name, Event())
