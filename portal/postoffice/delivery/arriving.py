"""What becomes of mail on its way, counted for each address until mail to it stops. Machines tell of it."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.postoffice import bounces
from portal.postoffice.models import Mailbox, Report

POINTS = {Report.Kind.SOFT: Mailbox.SOFT, Report.Kind.HARD: Mailbox.HARD, Report.Kind.COMPLAINT: Mailbox.ENOUGH}
# More than enough is as much: an address that works again begins at nothing.
MOST = 1000


def note_arrived(addresses):
    """Count that mail servers took mail for these addresses: one query, and no row touched where none had trouble."""
    if addresses:
        Mailbox.objects.of(addresses).filter(score__gt=0, stopped_at=None).update(
            score=Greatest(F("score") + Mailbox.ARRIVED, 0), changed_at=timezone.now()
        )


def note_refused(row, recipients):
    """Count that the mail server refused a row's mail for the last time: {address: (code, what it said)}, as smtplib
    tells it."""
    for address, (code, answer) in recipients.items():
        said = f"{code} {answer.decode('utf-8', 'replace') if isinstance(answer, bytes) else answer}"
        kind = Report.Kind.HARD if bounces.is_hard(said) else Report.Kind.SOFT
        report(kind, address, key=f"smtp:{row.own_message_id}", message_id=row.own_message_id, said=said)


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


def _held(address):
    """The address's row, made where there is none, and locked."""
    address = address.strip().lower()
    Mailbox.objects.bulk_create([Mailbox(address=address)], ignore_conflicts=True)
    return Mailbox.objects.of([address]).select_for_update().get()


def _why(kind, said):
    if kind == Report.Kind.COMPLAINT:
        return pgettext("why no mail goes out", "A mail of ours was marked as unwanted.")
    return _("Mail came back: %(said)s") % {"said": said[:400]} if said else _("Mail came back too often.")
