"""Sending digests so that each member gets one, whatever is killed, restarted or run twice.

A digest's row is locked, the mail given to the mail server and the row stamped in one transaction; who finds the row
locked or stamped passes on. See docs/decisions/0003-digests.md for the one moment that no sender can make safe.
"""

import logging
import smtplib
import time

from django.core import mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.mail import refused_for_good
from workstreams.digests import audience, contents, emails
from workstreams.digests.models import Digest, Subscription

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
# Seconds after which a batch is left to the next round, well below the task's time limit (CELERY_TASK_TIME_LIMIT).
BUDGET = 240


class NoMailServer(Exception):
    """The mail server does not answer, or lets nobody in. That is no digest's fault."""


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


def send(digest_ids):
    """Send those of these digests that are still planned and in no other hands. No digest stops the others; a mail
    server that does not answer stops all, and they stay planned."""
    deadline = time.monotonic() + BUDGET
    with Line() as line:
        for digest_id in digest_ids:
            if time.monotonic() > deadline:
                log.warning("Out of time; the rest of %s digests waits for the next round", len(digest_ids))
                return
            try:
                _send_one(digest_id, line)
            except NoMailServer as problem:
                log.warning("The mail server does not answer; digests wait: %s", problem)
                return
            except Exception as problem:
                log.warning("Digest %s was not sent", digest_id, exc_info=not isinstance(problem, OSError))
                _note_trouble(digest_id, problem)


@transaction.atomic
def _send_one(digest_id, line):
    digest = Digest.objects.claimed(digest_id)
    if digest is None:
        return
    if reason := audience.why_not(digest.subscription):
        _settle(digest, Digest.State.SKIPPED, reason)
        return
    news = contents.collect(digest.subscription.member, digest.window_from, digest.window_to)
    if news.is_empty:
        _settle(digest, Digest.State.SKIPPED, _("Nothing new."))
        return
    message = emails.digest(digest, news)
    line.open()
    # Stamped first, in the open transaction that nobody else sees: between the mail server's word and ours then
    # stands the commit alone. An error rolls the stamp back.
    digest.message_id = message.extra_headers["Message-ID"]
    digest.attempts += 1
    _settle(digest, Digest.State.SENT, "")
    line.send(message)


def _settle(digest, state, reason):
    digest.state = state
    digest.reason = reason
    digest.settled_at = timezone.now()
    digest.save(update_fields=["state", "reason", "settled_at", "attempts", "message_id"])


@transaction.atomic
def _note_trouble(digest_id, problem):
    """Count an attempt that failed. The digest stays planned, until there were too many or the answer was final."""
    digest = Digest.objects.claimed(digest_id)
    if digest is None:
        return
    digest.attempts += 1
    reason = str(problem)[:1000] or type(problem).__name__
    if refused_for_good(problem) or digest.attempts >= MOST_ATTEMPTS:
        _settle(digest, Digest.State.FAILED, reason)
        # What never arrived comes with the next digest, unless that is planned already.
        Subscription.objects.filter(pk=digest.subscription_id, covered_until=digest.window_to).update(
            covered_until=digest.window_from
        )
    else:
        digest.reason = reason
        digest.save(update_fields=["attempts", "reason"])
