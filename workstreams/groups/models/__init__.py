"""Priority areas, their working groups, who sits in them, and what they promised."""

from workstreams.groups.models.areas import PriorityArea
from workstreams.groups.models.groups import RESERVED_SLUGS, CharterRevision, FormerAddress, WorkingGroup
from workstreams.groups.models.milestones import Milestone
from workstreams.groups.models.seats import InvitedSeat, JoinRequest, Participation

__all__ = [
    "RESERVED_SLUGS",
    "CharterRevision",
    "FormerAddress",
    "InvitedSeat",
    "JoinRequest",
    "Milestone",
    "Participation",
    "PriorityArea",
    "WorkingGroup",
]
