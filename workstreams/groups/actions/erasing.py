"""What groups keep of somebody who is erased. In the transaction of whoever erases; their seats have ended before."""

from django.utils.translation import gettext as _

from members.effacing import shared_by_enough
from members.models import Affiliation, Member
from workstreams.groups.models import JoinRequest, Participation


def erase_member(member, efface):
    """Clear what the member wrote to leads, and what leads answered. Seats keep their dates and roles."""
    erased = _("Erased.")
    JoinRequest.objects.filter(member=member).update(note="")
    JoinRequest.objects.filter(member=member).exclude(reason="").update(reason=erased)
    Participation.objects.filter(member=member).exclude(removed_reason="").update(removed_reason=erased)


def sector_is_shared(group_id, sector_id, member):
    """Whether enough others of this sector sit in the group, so that it names nobody beside a former member's words."""
    seated = Participation.objects.current().filter(
        group=group_id, member__in=Member.objects.active_in_alliance().exclude(pk=member.pk)
    )
    of_sector = Affiliation.objects.current().filter(sector=sector_id, member__in=seated.values("member"))
    return shared_by_enough(of_sector.count())
