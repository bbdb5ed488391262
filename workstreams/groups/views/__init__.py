"""Pages about groups and the people in them. A group's own first page is its list of threads: see discussion."""

from workstreams.groups.views.charter import (
    charter,
    charter_changes,
    charter_edit,
    charter_revision,
    charter_revisions,
)
from workstreams.groups.views.founding import group_new
from workstreams.groups.views.inviting import (
    invitation_resend,
    invitation_revoke,
    invitations,
    invite,
    invite_list,
)
from workstreams.groups.views.listing import groups
from workstreams.groups.views.milestones import milestone, milestone_settle, milestones
from workstreams.groups.views.people import people, people_before, people_table
from workstreams.groups.views.roles import seat, seat_remove, step_down
from workstreams.groups.views.running import group_edit, group_life
from workstreams.groups.views.seats import join, join_withdraw, leave

__all__ = [
    "charter",
    "charter_changes",
    "charter_edit",
    "charter_revision",
    "charter_revisions",
    "group_edit",
    "group_life",
    "group_new",
    "groups",
    "invitation_resend",
    "invitation_revoke",
    "invitations",
    "invite",
    "invite_list",
    "join",
    "join_withdraw",
    "leave",
    "milestone",
    "milestone_settle",
    "milestones",
    "people",
    "people_before",
    "people_table",
    "seat",
    "seat_remove",
    "step_down",
]
