"""Giving seats and roles. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.groups.models import Participation, WorkingGroup
from workstreams.groups.permissions import can_appoint


@transaction.atomic
def appoint(member, group, *, by, role):
    """Give a member a seat with this role from now on; an earlier seat in another role ends, with its dates kept."""
    if not can_appoint(by, group):
        raise PermissionDenied(_("The secretariat appoints leads."))
    if not member.is_active_member:
        raise ValidationError(_("%(name)s is not an active member.") % {"name": member})
    WorkingGroup.objects.select_for_update().get(pk=group.pk)
    seat = Participation.objects.select_for_update().current().filter(group=group, member=member).first()
    if seat and seat.role == role:
        return seat
    now = timezone.now()
    if seat:
        seat.left_at = now
        seat.save(update_fields=["left_at"])
    return Participation.objects.create(group=group, member=member, role=role, joined_at=now)
