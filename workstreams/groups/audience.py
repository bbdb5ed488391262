"""Who sees a group, asked of everybody at once."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from members.models import Member
from members.permissions import is_active_member
from members.second_factor import know_of, lacks_second_factor
from workstreams.groups.models import Participation, WorkingGroup


def who_see(group):
    """The members and the secretariat to whom a group exists, as `visible_to` says it of one person."""
    active = Q(Exists(Member.objects.active_in_alliance().filter(pk=OuterRef("pk"))))
    seated = Q(Exists(Participation.objects.current().filter(group=group, member=OuterRef("pk"))))
    who = active & seated if group.visibility == WorkingGroup.Visibility.PRIVATE else active
    return Member.objects.filter(is_active=True).filter(who | Q(is_staff=True))


@dataclass(frozen=True)
class Standing:
    """What a member may do where they sit: {group id: role} of those of their groups that they may see, and the ids of
    those whose desk is theirs."""

    roles: dict
    desks: frozenset


def standings(members):
    """{member id: Standing} of each of these, as `visible_to`, `joined_by` and `moderated_by` say it of one person. Two
    queries."""
    know_of(members)
    by_pk = {member.pk: member for member in members}
    roles = {pk: {} for pk in by_pk}
    seats = Participation.objects.current().filter(member__in=by_pk)
    for member, group, role, visibility in seats.values_list("member", "group", "role", "group__visibility"):
        if visibility == WorkingGroup.Visibility.PUBLIC or is_active_member(by_pk[member]):
            roles[member][group] = role
    return {pk: Standing(own, _desks(by_pk[pk], own)) for pk, own in roles.items()}


def _desks(member, roles):
    if not is_active_member(member) or lacks_second_factor(member):
        return frozenset()
    return frozenset(group for group, role in roles.items() if role == Participation.Role.LEAD)
