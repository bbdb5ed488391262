"""What members choose about their digests, and what the clock does. One transaction each; the actor is `by`."""

from workstreams.digests.actions.choosing import (
    choose_digest,
    choose_for_groups,
    resume_digest,
    resume_group,
    stop_digest,
    stop_for_good,
    stop_group,
)
from workstreams.digests.actions.erasing import erase_member
from workstreams.digests.actions.planning import MARGIN, OUTBOX, Round, plan
from workstreams.digests.actions.subscribing import (
    reckon_for_those_who_moved,
    resume_for_those_who_came,
    subscribe_newcomers,
)

__all__ = [
    "MARGIN",
    "OUTBOX",
    "Round",
    "choose_digest",
    "choose_for_groups",
    "erase_member",
    "plan",
    "reckon_for_those_who_moved",
    "resume_digest",
    "resume_for_those_who_came",
    "resume_group",
    "stop_digest",
    "stop_for_good",
    "stop_group",
    "subscribe_newcomers",
]
