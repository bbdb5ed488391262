"""Groups of a demonstration, as if they had met for a while. One transaction; the actor is `by`."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.groups.models import CharterRevision, JoinRequest, Milestone, Participation, WorkingGroup
from workstreams.groups.permissions import can_found


@transaction.atomic
def date_back(group, *, by, founded, came, changed):
    """Say of a group of invented people that it was founded at `founded`, that each came at their moment in `came`
    ({member: moment}), and that whatever followed came at `changed`: other roles, a second charter, the conclusion.

    Raises PermissionDenied for anyone but the secretariat, ValidationError outside demo mode, and where somebody real
    ever sat in the group.
    """
    if not can_found(by):
        raise PermissionDenied(_("The secretariat founds working groups."))
    group = WorkingGroup.objects.select_for_update().get(pk=group.pk)
    seats = Participation.objects.filter(group=group)
    if not settings.DEMO or seats.filter(member__is_fictitious=False).exists():
        raise ValidationError(_("Only what invented people did in a demonstration is dated back."))
    group.created_at, group.state_since = founded, founded
    if group.state == WorkingGroup.State.CONCLUDED:
        group.state_since = changed
    group.save(update_fields=["created_at", "state_since"])
    for member, moment in came.items():
        _date_seats(seats.filter(member=member), moment, changed)
        asked = JoinRequest.objects.filter(group=group, member=member).exclude(decided_at=None)
        asked.update(created_at=moment - timedelta(days=2), decided_at=moment)
    revisions = CharterRevision.objects.filter(group=group)
    revisions.filter(number=1).update(written_at=founded)
    revisions.filter(number__gt=1).update(written_at=changed)
    for milestone in Milestone.objects.filter(group=group):
        milestone.created_at = founded
        if milestone.settled_at:
            due = timezone.make_aware(datetime.combine(milestone.due_on, time(12)))
            milestone.settled_at = min(due, changed)
        milestone.save(update_fields=["created_at", "settled_at"])
    return group


def _date_seats(seats, moment, changed):
    """One seat after the other: the first began at that moment, and each further one where another role was given."""
    for number, seat in enumerate(seats.order_by("pk")):
        seat.joined_at = changed if number else moment
        if seat.left_at:
            seat.left_at = changed
        seat.save(update_fields=["joined_at", "left_at"])
