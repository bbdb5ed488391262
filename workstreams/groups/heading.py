"""What stands on top of each of a group's pages: who leads it, how this reader stands to it, and its parts."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from workstreams.groups.models import Participation, WorkingGroup
from workstreams.groups.permissions import can_join, can_lead, can_take_part, know_role


@dataclass(frozen=True)
class Heading:
    """`leads` are seats with their people. `lone_sector` is the sector from which all leads come, None when they come
    from two or more. `role` and `asked_at` are this reader's own; `may_join` leaves out those with a seat."""

    group: WorkingGroup
    leads: list
    lone_sector: object
    role: str
    asked_at: datetime | None
    may_join: bool
    may_take_part: bool
    may_lead: bool
    tabs: list


def heading(group, user, *, tab):
    """Read the head of a page of `group`, fetched `for_listing()` and `with_standing_of(user)`. Two queries.

    `tab`: the url name of the page itself.
    """
    know_role(user, group, group.own_role)
    leads = list(Participation.objects.leads().filter(group=group).with_people())
    sectors = {seat.member.affiliation and seat.member.affiliation.sector for seat in leads}
    may_lead = can_lead(user, group)
    return Heading(
        group=group,
        leads=leads,
        lone_sector=sectors.pop() if len(sectors) == 1 else None,
        role=Participation.Role(group.own_role).label if group.own_role else "",
        asked_at=group.asked_at,
        may_join=not group.own_role and can_join(user, group),
        may_take_part=can_take_part(user, group),
        may_lead=may_lead,
        tabs=_tabs(group, tab, may_lead),
    )


def _tabs(group, tab, may_lead):
    parts = [
        ("group", _("Threads"), group.thread_count),
        ("group_people", _("People"), group.seat_count),
        ("group_charter", _("Charter"), None),
    ]
    if may_lead:
        parts.append(("desk", _("Desk"), None))
    return [(text, reverse(name, args=[group.slug]), count, name == tab) for name, text, count in parts]
