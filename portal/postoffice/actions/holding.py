"""What the secretariat does with single mails: hold one back, let it go, send it once more. Any row of any outbox."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.postoffice import delivery, tasks
from portal.postoffice.permissions import can_handle_mail


@transaction.atomic
def hold(row, *, by, reason):
    """Keep a planned mail from going out until somebody lets it. Raises PermissionDenied for others than the
    secretariat, ValidationError for a mail that does not wait, or goes out at this moment."""
    row = _in_hand(row, by, reason)
    if row.state != row.State.PLANNED:
        raise ValidationError(_("Only what is planned can be held back."))
    row.state, row.reason = row.State.HELD, reason
    row.save(update_fields=["state", "reason"])
    return row


@transaction.atomic
def resume(row, *, by):
    """Let a mail go that was held back: now, or when its time comes. What it says is read then. Raises as `hold`."""
    row = _in_hand(row, by)
    if row.state != row.State.HELD:
        raise ValidationError(_("Only what is held back can be let go."))
    return _plan(row, reason="")


@transaction.atomic
def resend(row, *, by, reason):
    """Send a mail once more that went out, was skipped or failed: under a name of its own, so that no mail system takes
    it for the first, and with what its reader may read now. Raises as `hold`."""
    row = _in_hand(row, by, reason)
    if row.settled_at is None:
        raise ValidationError(_("It still waits: it goes out by itself, or once it is let go."))
    row.copy += 1
    row.attempts, row.settled_at, row.message_id, row.not_before = 0, None, "", timezone.now()
    return _plan(row, reason=reason)


def _in_hand(row, by, reason=None):
    """The row, locked."""
    if not can_handle_mail(by):
        raise PermissionDenied(_("The secretariat decides on mail that waits."))
    if reason is not None and not reason.strip():
        raise ValidationError(_("Say why. It stands in the list."))
    locked = type(row).objects.filter(pk=row.pk).free().first()
    if locked is None:
        raise ValidationError(_("It goes out at this moment."))
    return locked


def _plan(row, *, reason):
    now = timezone.now()
    row.state, row.reason = row.State.PLANNED, reason
    row.queued_at = now if row.not_before <= now else None
    row.save(
        update_fields=[
            "state",
            "reason",
            "copy",
            "attempts",
            "settled_at",
            "message_id",
            "not_before",
            "queued_at",
        ]
    )
    if row.queued_at:
        tasks.queue(delivery.name_of(type(row)), [row.pk])
    return row
