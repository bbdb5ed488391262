"""Sending so that each mail goes once, whatever is killed, restarted or run twice.

A row is locked and stamped, the mail handed to the mail server and the stamp committed, one transaction for each mail;
who finds the row locked or stamped passes on. Of the one moment that no sender can make safe tells
docs/decisions/0003-digests.md: what goes twice for it has the same Message-ID.
"""

import logging
import smtplib
import time
from itertools import islice

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.mail import refused_for_good
from portal.postoffice import pace
from portal.postoffice.addresses import return_path
from portal.postoffice.delivery.arriving import note_arrived, note_refused
from portal.postoffice.delivery.outboxes import Skip
from portal.postoffice.delivery.stamping import claim_as_sent
from portal.postoffice.line import Line, NoMailServer
from portal.postoffice.models import Mailbox
from portal.postoffice.querysets import MOST_ATTEMPTS

log = logging.getLogger(__name__)

# Seconds after which a batch is left to the next round, well below the task's time limit (CELERY_TASK_TIME_LIMIT).
BUDGET = 240
# Seconds for which what was composed still goes out; after that it is composed anew, with the rights of that moment.
FRESH = 5

NOT_THE_MAILS_FAULT = (NoMailServer, pace.NoTurn, OperationalError, InterfaceError)


@transaction.atomic
def take(outbox, count, now):
    """Mark the next rows that are due as given to a worker. Returns the numbers of `count` at most; never those that
    another takes at this moment."""
    rows = outbox.model.objects
    numbers = rows.never_queued(now).free_numbers(count)
    if numbers:
        rows.filter(pk__in=numbers).update(queued_at=now)
    return numbers


def send(outbox, numbers):
    """Send those of these rows that are still planned and in no other hands. None stops the others; a mail server or a
    database that does not answer stops all, and they stay planned for a later round. Returns whether all had their
    turn."""
    deadline = time.monotonic() + BUDGET
    waiting = iter(numbers)
    with Line() as line:
        while some := list(islice(waiting, outbox.batch)):
            try:
                _send_some(outbox, some, line, deadline)
            except NOT_THE_MAILS_FAULT as problem:
                log.warning("%s waits for a later round: %s", outbox.model._meta.label, problem)
                return False
            if time.monotonic() > deadline:
                log.warning("%s: out of time; the rest waits for a later round", outbox.model._meta.label)
                return False
    return True


def _send_some(outbox, numbers, line, deadline):
    left, at_once = list(numbers), len(numbers)
    while left and time.monotonic() < deadline:
        some, left = left[:at_once], left[at_once:]
        rows, made_at = list(outbox.model.objects.planned().filter(pk__in=some).order_by("pk")), time.monotonic()
        messages = _without_the_stopped(_composed(outbox, rows))
        _skip(outbox, {number: made.reason for number, made in messages.items() if isinstance(made, Skip)})
        stale, arrived, tried = [], [], False
        for row in rows:
            made = messages.get(row.pk)
            if made is None or isinstance(made, Skip):
                continue
            # One alone goes, however long it took: it would never be fresher.
            if time.monotonic() - made_at > FRESH and len(rows) > 1:
                stale.append(row.pk)
                continue
            tried = True
            try:
                _send_one(outbox, row, made, line)
                arrived += made.to
            except NOT_THE_MAILS_FAULT:
                raise
            except Exception as problem:
                log.warning("%s %s was not sent", row._meta.label, row.pk, exc_info=not isinstance(problem, OSError))
                _note_trouble(outbox, row.pk, problem)
        note_arrived(arrived)
        left = stale + left
        if stale and not tried:
            # To compose so many took too long for even the first of them.
            at_once = max(1, len(rows) // 4)


def _composed(outbox, rows):
    """What is due to each row. Where one of them cannot be composed it alone is counted, and the others go."""
    try:
        return outbox.compose(rows) if rows else {}
    except (OperationalError, InterfaceError):
        raise
    except Exception as problem:
        log.warning("%s could not be composed", outbox.model._meta.label, exc_info=True)
        if len(rows) == 1:
            _note_trouble(outbox, rows[0].pk, problem)
            return {}
    made = {}
    for row in rows:
        made |= _composed(outbox, [row])
    return made


def _without_the_stopped(messages):
    """Nothing goes to an address from which too much came back."""
    to = {address for made in messages.values() if not isinstance(made, Skip) for address in made.to}
    stopped = {mailbox.address.lower() for mailbox in Mailbox.objects.of(to).stopped()} if to else set()
    if not stopped:
        return messages
    skip = Skip(_("Mail to this address came back too often."))
    return {
        number: skip if not isinstance(made, Skip) and made.to[0].lower() in stopped else made
        for number, made in messages.items()
    }


@transaction.atomic
def _skip(outbox, reasons):
    """Settle those that are not to be sent, {number: why}. A fixed number of queries for each reason."""
    rows = outbox.model.objects.planned().filter(pk__in=reasons).free() if reasons else ()
    by_reason = {}
    for row in rows:
        row.state, row.reason, row.settled_at = row.State.SKIPPED, reasons[row.pk], timezone.now()
        by_reason.setdefault(row.reason, []).append(row)
    for reason, skipped in by_reason.items():
        outbox.model.objects.filter(pk__in=[row.pk for row in skipped]).update(
            state=outbox.model.State.SKIPPED, reason=reason, settled_at=skipped[0].settled_at
        )
        for row in skipped if outbox.settled else ():
            outbox.settled(row)


def _send_one(outbox, row, made, line):
    """Stamp the row, and send. Stamped first, in the open transaction that nobody else sees: between the mail server's
    word and ours then stands the commit alone. An error rolls the stamp back."""
    pace.wait_for_turn()
    line.open()
    _address(row, made)
    with transaction.atomic():
        if claim_as_sent(row, timezone.now()):
            if outbox.settled:
                outbox.settled(row)
            line.send(made)


def _address(row, made):
    """The name that every attempt at this row has, and an envelope that tells us of it should it come back."""
    made.extra_headers["Message-ID"] = row.own_message_id
    made.extra_headers.setdefault("From", made.from_email)
    made.from_email = return_path(row, made.to[0])


@transaction.atomic
def _note_trouble(outbox, number, problem):
    """Count an attempt that failed. The row stays planned, until there were too many or the answer was final."""
    row = outbox.model.objects.planned().filter(pk=number).free().first()
    if row is None:
        return
    row.attempts += 1
    row.reason = in_short(problem)
    if refused_for_good(problem) or row.attempts >= MOST_ATTEMPTS:
        row.state, row.settled_at = row.State.FAILED, timezone.now()
    row.save(update_fields=["attempts", "reason", "state", "settled_at"])
    if row.settled_at and isinstance(problem, smtplib.SMTPRecipientsRefused):
        note_refused(row, problem.recipients)
    if row.settled_at and outbox.settled:
        outbox.settled(row)


def in_short(problem):
    """What went wrong, without the address that a mail server repeats: the kind of error, and the server's number."""
    codes = [getattr(problem, "smtp_code", None)]
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _answer in problem.recipients.values()]
    return " ".join([type(problem).__name__, *[str(code) for code in codes if code]])
