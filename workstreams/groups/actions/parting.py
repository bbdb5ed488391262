"""Giving up a seat. One transaction each; the actor is `by`."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.groups.models import Participation, WorkingGroup


@transaction.atomic
def leave_group(group, *, by):
    """Give up the own seat. What was said there stays. Raises ValidationError for the group's only lead."""
    WorkingGroup.objects.select_for_update().get(pk=group.pk)
    seat = Participation.objects.select_for_update().current().filter(group=group, member=by).first()
    if seat is None:
        raise ValidationError(_("You have no seat in this group."))
    leads = Participation.objects.leads().filter(group=group)
    if seat.role == Participation.Role.LEAD and not leads.exclude(pk=seat.pk).exists():
        raise ValidationError(_("You are the only lead. Ask the secretariat to appoint another first."))
    seat.left_at = timezone.now()
    seat.save(update_fields=["left_at"])
    return seat
