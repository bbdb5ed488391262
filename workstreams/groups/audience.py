"""Who sees a group, asked of everybody at once."""

from django.db.models import Exists, OuterRef, Q

from members.models import Member
from workstreams.groups.models import Participation, WorkingGroup


def who_see(group):
    """The members and the secretariat to whom a group exists, as `visible_to` says it of one person."""
    active = Q(Exists(Member.objects.active_in_alliance().filter(pk=OuterRef("pk"))))
    seated = Q(Exists(Participation.objects.current().filter(group=group, member=OuterRef("pk"))))
    who = active & seated if group.visibility == WorkingGroup.Visibility.PRIVATE else active
    return Member.objects.filter(is_active=True).filter(who | Q(is_staff=True))
