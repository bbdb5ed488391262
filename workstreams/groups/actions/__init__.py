"""What can be done in a group. One transaction each; the actor is `by`."""

from workstreams.groups.actions.appointing import appoint, step_down
from workstreams.groups.actions.charters import revise_charter
from workstreams.groups.actions.dating import date_back
from workstreams.groups.actions.deciding import accept_join_request, decline_join_request
from workstreams.groups.actions.founding import create_area, create_group
from workstreams.groups.actions.inviting import (
    invite_several,
    invite_to_group,
    resend_group_invitation,
    revoke_group_invitation,
    take_invited_seat,
)
from workstreams.groups.actions.joining import ask_to_join, join_group, withdraw_join_request
from workstreams.groups.actions.leaving import give_up_seats
from workstreams.groups.actions.living import charter_group, conclude_group, rest_group, revive_group
from workstreams.groups.actions.milestones import (
    add_milestone,
    change_milestone,
    drop_milestone,
    finish_milestone,
    reopen_milestone,
)
from workstreams.groups.actions.parting import give_seat_back, leave_group, remove_from_group
from workstreams.groups.actions.renaming import change_group

__all__ = [
    "accept_join_request",
    "add_milestone",
    "appoint",
    "ask_to_join",
    "change_group",
    "change_milestone",
    "charter_group",
    "conclude_group",
    "create_area",
    "create_group",
    "date_back",
    "decline_join_request",
    "drop_milestone",
    "finish_milestone",
    "give_seat_back",
    "give_up_seats",
    "invite_several",
    "invite_to_group",
    "join_group",
    "leave_group",
    "remove_from_group",
    "reopen_milestone",
    "resend_group_invitation",
    "rest_group",
    "revise_charter",
    "revive_group",
    "revoke_group_invitation",
    "step_down",
    "take_invited_seat",
    "withdraw_join_request",
]
