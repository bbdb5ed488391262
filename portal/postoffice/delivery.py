"""Sending so that each mail goes once, whatever is killed, restarted or run twice.

A row is locked and stamped, the mail handed to the mail server and the stamp committed, one transaction for each mail;
who finds the row locked or stamped passes on. Of the one moment that no sender can make safe tells
docs/decisions/0003-digests.md: what goes twice for it has the same Message-ID.
"""

import logging
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from django.core import mail
from django.db import InterfaceError, OperationalError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.mail import refused_for_good
from portal.postoffice import pace
from portal.postoffice.models import Mailbox
from portal.postoffice.querysets import MOST_ATTEMPTS

log = logging.getLogger(__name__)

# Seconds after which a batch is left to the next round, well below the task's time limit (CELERY_TASK_TIME_LIMIT).
BUDGET = 240
# Seconds for which what was composed still goes out; after that it is composed anew, with the rights of that moment.
FRESH = 5


class NoMailServer(Exception):
    """The mail server does not answer, or lets nobody in. That is no mail's fault."""


NOT_THE_MAILS_FAULT = (NoMailServer, pace.NoTurn, OperationalError, InterfaceError)


@dataclass(frozen=True)
class Skip:
    """That a mail is not to be sent, and why, in words for the secretariat."""

    reason: str


@dataclass(frozen=True)
class Outbox:
    """Where mail of one kind waits: rows of a model that is an `Outgoing`. Named by settings.OUTBOXES.

    `compose` takes rows and returns {row id: message, or Skip}: it reads with the rights of this moment, for all rows
    together. A row that it leaves out stays as it is. An exception counts against all of them, so it should be none of
    one row's. `batch`: how many are composed together. `settled`: called with each row in the transaction that settles
    it, for what else is to be written then.
    """

    model: type[models.Model]
    compose: Callable[[list], dict]
    batch: int = 50
    settled: Callable | None = None


class Line:
    """One connection to the mail server for a whole batch, opened when first needed, and again after it broke."""

    def __init__(self):
        self.connection = mail.get_connection()
        self.is_open = False

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.close()

    def open(self):
        """Raises NoMailServer."""
        if not self.is_open:
            try:
                self.connection.open()
            except (OSError, smtplib.SMTPException) as problem:
                raise NoMailServer(str(problem)) from problem
            self.is_open = True

    def send(self, message):
        """Raises what the mail server answers, or OSError. After trouble the next mail gets a fresh line."""
        try:
            self.connection.send_messages([message])
        except BaseException:
            self.close()
            raise

    def close(self):
        if self.is_open:
            self.is_open = False
            try:
                self.connection.close()
            except (OSError, smtplib.SMTPException):
                log.info("The mail server had hung up already", exc_info=True)


def send(outbox, numbers):
    """Send those of these rows that are still planned and in no other hands. None stops the others; a mail server or a
    database that does not answer stops all, and they stay planned for the next round."""
    deadline = time.monotonic() + BUDGET
    waiting = iter(numbers)
    with Line() as line:
        while some := list(islice(waiting, outbox.batch)):
            try:
                _send_some(outbox, some, line, deadline)
            except NOT_THE_MAILS_FAULT as problem:
                log.warning("%s waits for the next round: %s", outbox.model._meta.label, problem)
                return
            if time.monotonic() > deadline:
                log.warning("%s: out of time; the rest waits for the next round", outbox.model._meta.label)
                return


def _send_some(outbox, numbers, line, deadline):
    left = list(numbers)
    while left and time.monotonic() < deadline:
        rows, made_at = list(outbox.model.objects.planned().filter(pk__in=left)), time.monotonic()
        messages = _without_the_stopped(_composed(outbox, rows))
        left = []
        for row in rows:
            if row.pk not in messages:
                continue
            if time.monotonic() - made_at > FRESH:
                left.append(row.pk)
                continue
            try:
                _settle_one(outbox, row, messages[row.pk], line)
            except NOT_THE_MAILS_FAULT:
                raise
            except Exception as problem:
                log.warning("%s %s was not sent", row._meta.label, row.pk, exc_info=not isinstance(problem, OSError))
                _note_trouble(outbox, row.pk, problem)


def _composed(outbox, rows):
    """What is due to each row. Where one of them cannot be composed it alone is counted, and the others go."""
    try:
        return outbox.compose(rows)
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
def _settle_one(outbox, row, made, line):
    """Stamp the row, and send. Stamped first, in the open transaction that nobody else sees: between the mail server's
    word and ours then stands the commit alone. An error rolls the stamp back."""
    is_sent = not isinstance(made, Skip)
    if is_sent:
        pace.wait_for_turn()
        line.open()
        made.extra_headers["Message-ID"] = row.own_message_id
    stamp = {
        "state": outbox.model.State.SENT if is_sent else outbox.model.State.SKIPPED,
        "reason": "" if is_sent else made.reason,
        "settled_at": timezone.now(),
        "attempts": row.attempts + is_sent,
        "message_id": row.own_message_id if is_sent else "",
    }
    if not outbox.model.objects.filter(pk__in=outbox.model.objects.free(row.pk).values("pk")).update(**stamp):
        return
    for name, value in stamp.items():
        setattr(row, name, value)
    if outbox.settled:
        outbox.settled(row)
    if is_sent:
        line.send(made)


@transaction.atomic
def _note_trouble(outbox, number, problem):
    """Count an attempt that failed. The row stays planned, until there were too many or the answer was final."""
    row = outbox.model.objects.free(number).first()
    if row is None:
        return
    row.attempts += 1
    row.reason = in_short(problem)
    if refused_for_good(problem) or row.attempts >= MOST_ATTEMPTS:
        row.state, row.settled_at = row.State.FAILED, timezone.now()
    row.save(update_fields=["attempts", "reason", "state", "settled_at"])
    if row.settled_at and outbox.settled:
        outbox.settled(row)


def in_short(problem):
    """What went wrong, without the address that a mail server repeats: the kind of error, and the server's number."""
    codes = [getattr(problem, "smtp_code", None)]
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _answer in problem.recipients.values()]
    return " ".join([type(problem).__name__, *[str(code) for code in codes if code]])
