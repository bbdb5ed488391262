"""Letters: each goes once, whatever is lost, refused or run twice."""

import datetime
import smtplib
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from portal.postoffice import delivery
from portal.postoffice.actions import hand_out
from portal.postoffice.querysets import MOST_ATTEMPTS
from tests import factories
from tests.portal.postoffice.moods import server
from workstreams.moderation import actions
from workstreams.moderation.actions.telling import OUTBOX as NAME
from workstreams.moderation.delivery import OUTBOX
from workstreams.moderation.models import Letter, Statement

__all__ = ["server"]

pytestmark = pytest.mark.django_db

LATER = datetime.timedelta(minutes=13)


@pytest.fixture
def letter():
    group = factories.group()
    post = factories.root(factories.thread(group))
    actions.hide(post, by=factories.lead(group), reason="Names a source.")
    return Letter.objects.get(kind="statement")


def test_a_letter_is_written_with_the_decision_and_sent_after_it(run_tasks, mailoutbox):
    group = factories.group()
    post = factories.root(factories.thread(group))
    with run_tasks():
        actions.hide(post, by=factories.lead(group), reason="Names a source.")
        assert Letter.objects.get().state == "planned" and mailoutbox == []
    letter = Letter.objects.get()
    assert letter.state == "sent" and letter.settled_at and len(mailoutbox) == 1
    assert Statement.objects.get().sent_at == letter.settled_at
    assert mailoutbox[0].extra_headers["Message-ID"] == letter.message_id == letter.own_message_id


def test_a_letter_goes_once_however_often_it_is_handed_out(letter, mailoutbox):
    for _n in range(3):
        delivery.send(OUTBOX, [letter.pk])
    assert len(mailoutbox) == 1


def test_what_the_broker_lost_is_handed_out_again(letter, run_tasks, mailoutbox):
    # The task that was queued with the decision never ran: no transaction of this test commits.
    with run_tasks():
        hand_out(NAME, now=timezone.now() + LATER)
    assert len(mailoutbox) == 1
    assert hand_out(NAME, now=timezone.now() + 2 * LATER) == 0


def test_a_mail_server_that_is_away_counts_against_no_letter(letter, server, mailoutbox):
    server.out_of_reach = ConnectionRefusedError("nobody there")
    for _n in range(20):
        delivery.send(OUTBOX, [letter.pk])
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("planned", 0) and Statement.objects.get().sent_at is None
    server.out_of_reach = None
    delivery.send(OUTBOX, [letter.pk])
    assert len(mailoutbox) == 1


def test_a_letter_that_is_refused_for_now_is_tried_again_and_at_last_given_up(letter, server, mailoutbox):
    server.trouble[letter.recipient.email] = smtplib.SMTPDataError(451, b"later")
    for attempt in range(1, MOST_ATTEMPTS):
        delivery.send(OUTBOX, [letter.pk])
        letter.refresh_from_db()
        assert (letter.state, letter.attempts, letter.reason) == ("planned", attempt, "SMTPDataError 451")
    delivery.send(OUTBOX, [letter.pk])
    letter.refresh_from_db()
    assert letter.state == "failed" and mailoutbox == []


def test_a_letter_that_is_refused_for_good_is_given_up_without_keeping_the_address(letter, server):
    address = letter.recipient.email
    server.trouble[address] = smtplib.SMTPRecipientsRefused({address: (550, b"no such user")})
    delivery.send(OUTBOX, [letter.pk])
    letter.refresh_from_db()
    assert letter.state == "failed" and address not in letter.reason


def test_who_was_erased_meanwhile_gets_nothing(letter, mailoutbox):
    type(letter.recipient).objects.filter(pk=letter.recipient_id).update(
        email=None, imported_address="", erased_at=timezone.now(), is_active=False, handle=""
    )
    delivery.send(OUTBOX, [letter.pk])
    letter.refresh_from_db()
    assert letter.state == "skipped" and letter.reason and mailoutbox == []


def test_a_suspended_member_is_told_all_the_same(letter, mailoutbox):
    letter.recipient.membership.state = "suspended"
    letter.recipient.membership.save(update_fields=["state"])
    delivery.send(OUTBOX, [letter.pk])
    assert len(mailoutbox) == 1


def test_nobody_is_owed_the_same_letter_twice(letter):
    with pytest.raises(IntegrityError, match="letter_once_for_a_statement"), transaction.atomic():
        Letter.objects.create(kind="statement", recipient=letter.recipient, statement=letter.statement)


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_letter_send_one(letter, mailoutbox):
    start = threading.Barrier(4)

    def work():
        start.wait(timeout=10)
        try:
            delivery.send(OUTBOX, [letter.pk])
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert len(mailoutbox) == 1
