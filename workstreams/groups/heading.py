"""What stands on each of a group's pages: who leads it, how this reader stands to it, its parts, the next dates."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from members.models import Affiliation, Membership
from portal.prepared import Prepared
from portal.stencils import Shelf
from workstreams.groups.models import Milestone, Participation, WorkingGroup
from workstreams.groups.permissions import can_change, can_join, can_lead, can_open_matters, know_role

MILESTONES_IN_VIEW = 3

# The leads of a group and its next milestones, the same for all who read its pages.
_kept = Shelf(300)


@dataclass(frozen=True)
class Heading:
    """`leads` are seats with their people; `leads_are_away` says that none of them may lead now. `lone_sector` is the
    sector from which all leads come, None when they come from two or more. `role`, `asked_at` and `is_suspended` are
    this reader's own; `may_join` leaves out those with a seat, and a group that takes nobody; `may_open` is to open
    threads. `next` are the milestones that come first, late ones included; none of a concluded group, which promises
    nothing more."""

    group: WorkingGroup
    leads: list
    leads_are_away: bool
    lone_sector: object
    role: str
    asked_at: datetime | None
    is_suspended: bool
    may_join: bool
    may_open: bool
    may_lead: bool
    may_change: bool
    may_step_down: bool
    next: list
    tabs: list


def heading(group, user, *, tab):
    """Read the head of a page of `group`, fetched `for_heading()` or `for_listing()`, and `with_standing_of(user)`.
    Four queries at most, or none while the register is the same.

    `tab`: the url name of the page itself, or of the part that it belongs to.
    """
    know_role(user, group, group.own_role)
    leads, planned, seats = _kept.get((group.pk, group.register_version), lambda: _read(group))
    sectors = {seat.member.affiliation and seat.member.affiliation.sector for seat in leads}
    may_lead = can_lead(user, group)
    takes_people = group.takes_posts and group.joining != WorkingGroup.Joining.INVITATION
    return Heading(
        group=group,
        leads=leads,
        leads_are_away=bool(leads) and not any(seat.member.is_active_member for seat in leads),
        lone_sector=sectors.pop() if len(sectors) == 1 else None,
        role=Participation.Role(group.own_role).label if group.own_role else "",
        asked_at=group.asked_at,
        is_suspended=_is_suspended(user),
        may_join=takes_people and not group.own_role and can_join(user, group),
        may_open=group.takes_posts and can_open_matters(user, group),
        may_lead=may_lead,
        may_change=can_change(user, group),
        may_step_down=group.own_role in {Participation.Role.LEAD, Participation.Role.EDITOR},
        # A concluded group promises nothing more.
        next=[] if group.state == WorkingGroup.State.CONCLUDED else planned,
        tabs=_tabs(group, seats, tab, may_lead),
    )


def _is_suspended(user):
    membership = getattr(user, "membership", None) if user.is_authenticated else None
    return membership is not None and membership.state == Membership.State.SUSPENDED


def _read(group):
    """What stands in the head for all who read it: leads, the next milestones, how many have a seat."""
    seats = group.seat_count if hasattr(group, "seat_count") else group.participations.current().count()
    return _leads(group), _NEXT.ask("", group=group), seats


def _leads(group):
    """The seats of those who lead, as `with_people`."""
    speaking = {affiliation.member_id: affiliation for affiliation in _SPEAKING.ask("", group=group)}
    seats = _LEADS.ask("", group=group)
    for seat in seats:
        affiliation = speaking.get(seat.member_id)
        seat.member.current_affiliations = [affiliation] if affiliation else []
    return seats


_LEADS = Prepared(
    lambda group: Participation.objects.leads().filter(group=group).with_people().prefetch_related(None), one_plan=True
)
_SPEAKING = Prepared(
    lambda group: (
        Affiliation.objects.current()
        .filter(member__in=Participation.objects.leads().filter(group=group).values("member"))
        .select_related("sector", "organisation")
    ),
    one_plan=True,
)
_NEXT = Prepared(lambda group: Milestone.objects.planned().filter(group=group)[:MILESTONES_IN_VIEW], one_plan=True)


def _tabs(group, seats, tab, may_lead):
    parts = [
        ("group", _("Threads"), group.thread_count),
        ("recommendations", _("Texts"), None),
        ("group_people", _("People"), seats),
        ("group_charter", _("Charter"), None),
        ("group_milestones", _("Milestones"), None),
        ("group_balance", _("Balance"), None),
    ]
    if may_lead:
        parts.append(("desk", _("Desk"), None))
    return [(text, reverse(name, args=[group.slug]), count, name == tab) for name, text, count in parts]
