"""What members say about themselves."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from members.models import Member
from members.permissions import can_change_profile


@transaction.atomic
def change_profile(member, *, by, name, country, time_zone):
    """Change what a member says about themselves. Sector and organisation are affiliations, and change elsewhere."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    if not can_change_profile(by, member):
        raise PermissionDenied(_("Only the person can change this."))
    member.name, member.country, member.time_zone = name, country, time_zone
    member.save(update_fields=["name", "country", "time_zone"])
    return member
