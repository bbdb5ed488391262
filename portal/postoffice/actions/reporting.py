"""What came back, and beginning again. How it is counted, the delivery says: see `delivery.arriving`."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.postoffice import bounces
from portal.postoffice.addresses import is_of_return_path
from portal.postoffice.delivery.arriving import report
from portal.postoffice.models import Mailbox, Report
from portal.postoffice.permissions import can_lift

REMEMBERED_FOR = timedelta(days=400)


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
