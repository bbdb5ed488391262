"""What can be done in a group. One transaction each; the actor is `by`."""

from workstreams.groups.actions.appointing import appoint
from workstreams.groups.actions.deciding import accept_join_request, decline_join_request
from workstreams.groups.actions.founding import create_area, create_group
from workstreams.groups.actions.joining import ask_to_join, join_group
from workstreams.groups.actions.parting import leave_group

__all__ = [
    "accept_join_request",
    "appoint",
    "ask_to_join",
    "create_area",
    "create_group",
    "decline_join_request",
    "join_group",
    "leave_group",
]
