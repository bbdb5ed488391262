"""Groups in which nobody may act as a lead, and what their texts ask of nobody: for the secretariat, which may. No
writes."""

from dataclasses import dataclass, field

from members.permissions import is_active_member
from workstreams.duties.due import due_of_nobody
from workstreams.groups.audience import standings
from workstreams.groups.models import Participation, WorkingGroup

Role = Participation.Role


@dataclass(frozen=True)
class Unled:
    """A group that works or rests, without a lead who may act. `has_leads`: some are appointed, and suspended or
    without a second factor."""

    group: WorkingGroup
    has_leads: bool


@dataclass(frozen=True)
class Unattended:
    """`groups` by name; `texts` is what waits for somebody who is not there, the soonest first: of concluded groups
    too, whose publications are looked at again."""

    groups: list = field(default_factory=list)
    texts: list = field(default_factory=list)


def unattended(user):
    """Read what this user may know of that nobody looks after. Five queries at most."""
    groups = {group.pk: group for group in WorkingGroup.objects.visible_to(user)}
    held = Participation.objects.current().filter(group__in=groups, role__in=[Role.LEAD, Role.EDITOR])
    seats = list(held.select_related("member__membership"))
    standing = standings(list({seat.member_id: seat.member for seat in seats}.values()))
    led = {group for one in standing.values() for group in one.desks}
    edited = {seat.group_id for seat in seats if seat.role == Role.EDITOR and is_active_member(seat.member)}
    appointed = {seat.group_id for seat in seats if seat.role == Role.LEAD}
    leaderless = set(groups) - led
    return Unattended(
        groups=[
            Unled(group, pk in appointed)
            for pk, group in sorted(groups.items(), key=lambda item: item[1].name)
            if pk in leaderless and group.state != WorkingGroup.State.CONCLUDED
        ],
        texts=due_of_nobody(leaderless, leaderless - edited),
    )
