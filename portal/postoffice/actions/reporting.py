"""Counting what came back, until mail to an address stops; and beginning again. What is told comes from machines."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.postoffice import bounces
from portal.postoffice.addresses import is_of_return_path
from portal.postoffice.models import Mailbox, Report
from portal.postoffice.permissions import can_lift

POINTS = {Report.Kind.SOFT: Mailbox.SOFT, Report.Kind.HARD: Mailbox.HARD, Report.Kind.COMPLAINT: Mailbox.ENOUGH}
# More than enough is as much: an address that works again begins at nothing.
MOST = 1000
REMEMBERED_FOR = timedelta(days=400)


@transaction.atomic
def report(kind, address, *, key, message_id="", said="", at=None):
    """Count what was told of an address: `kind` is one of Report.Kind. What has the same `key` counts once. From
    Mailbox.ENOUGH on, and after a complaint, mail to it stops. Returns the Mailbox."""
    mailbox = _held(address)
    told, is_new = Report.objects.get_or_create(
        key=key[:255],
        defaults={
            "mailbox": mailbox,
            "kind": kind,
            "message_id": message_id[:255],
            "said": said[:2000],
            "at": at or timezone.now(),
        },
    )
    if not is_new:
        return mailbox
    mailbox.score = min(mailbox.score + POINTS[kind], MOST)
    mailbox.changed_at = timezone.now()
    if mailbox.stopped_at is None and mailbox.score >= Mailbox.ENOUGH:
        mailbox.stopped_at, mailbox.why = mailbox.changed_at, _why(kind, said)
    mailbox.save(update_fields=["score", "changed_at", "stopped_at", "why"])
    return mailbox


def report_bounce(message, words):
    """Count what a parsed mail tells, if it came to an address that was made for a mail of ours, with one of these
    `words` in it (see `addresses`). Returns whether it did. A mail that is only late counts nothing."""
    bounce = bounces.read(message)
    for word in words:
        for address in bounce.addresses:
            if is_of_return_path(word, address):
                if bounce.is_final:
                    kind = Report.Kind.HARD if bounce.is_hard else Report.Kind.SOFT
                    report(kind, address, key=f"dsn:{word}", message_id=bounce.message_id, said=bounce.said)
                return True
    return False


@transaction.atomic
def work_again(mailbox, *, by):
    """Send mail to an address again that had stopped, from nothing on. Its reports stay. Raises PermissionDenied for
    anyone but its owner and the secretariat."""
    if not can_lift(by, mailbox):
        raise PermissionDenied(_("Whoever an address belongs to says that it works again, and the secretariat."))
    mailbox = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    mailbox.score, mailbox.stopped_at, mailbox.why, mailbox.changed_at = 0, None, "", timezone.now()
    mailbox.save(update_fields=["score", "stopped_at", "why", "changed_at"])
    return mailbox


def forget_addresses(addresses):
    """Delete what is known of addresses: inside the transaction of whoever erases their owner."""
    Mailbox.objects.of(addresses).delete()


def forget_old(*, now=None):
    """Delete what is known of addresses from which nothing came back for so long, but where mail has stopped."""
    Mailbox.objects.filter(stopped_at=None, changed_at__lt=(now or timezone.now()) - REMEMBERED_FOR).delete()


def _held(address):
    """The address's row, made where there is none, and locked."""
    address = address.strip().lower()
    Mailbox.objects.bulk_create([Mailbox(address=address)], ignore_conflicts=True)
    return Mailbox.objects.of([address]).select_for_update().get()


def _why(kind, said):
    if kind == Report.Kind.COMPLAINT:
        return pgettext("why no mail goes out", "A mail of ours was marked as unwanted.")
    return _("Mail came back: %(said)s") % {"said": said[:400]} if said else _("Mail came back too often.")
