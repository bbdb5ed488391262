"""Sending letters so that each goes once.

A row is locked, the mail handed to the mail server and the row stamped in one transaction. Of the one moment that no
sender can make safe tells docs/decisions/0003-digests.md: a letter that goes twice for it has the same Message-ID.
"""

import logging
import smtplib

from django.core import mail
from django.db import transaction
from django.utils import timezone

from portal.mail import refused_for_good
from workstreams.moderation import emails
from workstreams.moderation.models import Letter, Statement
from workstreams.moderation.querysets import MOST_ATTEMPTS

log = logging.getLogger(__name__)


class NoMailServer(Exception):
    """The mail server does not answer, or lets nobody in. That is no letter's fault."""


def send_letter(letter_id):
    """Send a letter that waits and is in no other hands. Where the mail server does not take it, that is counted, and
    the clock has it tried again (see actions.telling); where it does not answer at all, nothing is counted."""
    try:
        _send(letter_id)
    except NoMailServer as problem:
        log.warning("The mail server does not answer; letter %s waits: %s", letter_id, problem)
    except Exception as problem:
        log.warning("Letter %s was not sent", letter_id, exc_info=not isinstance(problem, OSError))
        _note_trouble(letter_id, problem)


@transaction.atomic
def _send(letter_id):
    letter = Letter.objects.claimed(letter_id)
    if letter is None:
        return
    message = emails.of(letter)
    if message is None:
        _settle(letter, Letter.State.DROPPED)
        return
    connection = mail.get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as problem:
        raise NoMailServer(str(problem)) from problem
    try:
        # Stamped first, in the open transaction that nobody else sees: an error rolls it back.
        letter.attempts += 1
        _settle(letter, Letter.State.SENT)
        connection.send_messages([message])
    finally:
        connection.close()


def _settle(letter, state):
    letter.state, letter.settled_at, letter.trouble = state, timezone.now(), ""
    letter.save(update_fields=["state", "settled_at", "attempts", "trouble"])
    if letter.kind == Letter.Kind.STATEMENT and state == Letter.State.SENT:
        Statement.objects.filter(pk=letter.statement_id).update(sent_at=letter.settled_at)


@transaction.atomic
def _note_trouble(letter_id, problem):
    """Count an attempt that failed. The letter waits on, until there were too many or the answer was final."""
    letter = Letter.objects.claimed(letter_id)
    if letter is None:
        return
    letter.attempts += 1
    # The kind of error alone: what a mail server says repeats the address.
    letter.trouble = type(problem).__name__
    if refused_for_good(problem) or letter.attempts >= MOST_ATTEMPTS:
        letter.state, letter.settled_at = Letter.State.FAILED, timezone.now()
    letter.save(update_fields=["attempts", "trouble", "state", "settled_at"])
