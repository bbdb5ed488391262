"""What becomes of a planned digest: sent, skipped with a reason, put off, or failed."""

import datetime
import smtplib
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from members.models import Member
from portal.postoffice import delivery as postoffice
from portal.postoffice.actions import resend
from portal.postoffice.delivery import sending
from tests import factories
from tests.portal.postoffice.moods import server
from workstreams.digests import actions, delivery
from workstreams.digests.models import Digest, Subscription
from workstreams.discussion import actions as discussion

__all__ = ["server"]
pytestmark = pytest.mark.django_db

CANARY = "Xylophonkatze"
NEXT_DAY = datetime.timedelta(days=1)


@pytest.fixture
def planned(reader, group, later):
    """The reader's digest, planned with something in it, before any worker comes."""
    factories.thread(group, title="Before the worker comes", body=f"The {CANARY} runs.")
    actions.plan(now=later)
    return Digest.objects.get()


def test_a_digest_with_news_is_sent_and_stamped(send, reader, group, mailoutbox):
    factories.thread(group)
    (digest,) = send()
    assert (digest.state, digest.reason, digest.attempts) == ("sent", "", 1)
    assert digest.settled_at
    (message,) = mailoutbox
    assert message.to == [reader.email]
    assert message.message()["Message-ID"] == digest.message_id


def test_the_round_again_the_task_again_and_the_sweep_send_nothing_more(send, group, mailoutbox, run_tasks, later):
    factories.thread(group)
    (digest,) = send()
    send()
    postoffice.send(delivery.OUTBOX, [digest.pk, digest.pk])
    with run_tasks():
        actions.plan(now=later, stale_after=datetime.timedelta(0))
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_digest_in_other_hands_is_passed_over_without_waiting(planned, mailoutbox):
    claimed, done = threading.Event(), threading.Event()

    def other_worker():
        with transaction.atomic():
            assert Digest.objects.filter(pk=planned.pk).free().first()
            claimed.set()
            done.wait(10)
        connection.close()

    other = threading.Thread(target=other_worker)
    other.start()
    try:
        assert claimed.wait(10)
        postoffice.send(delivery.OUTBOX, [planned.pk])
        assert mailoutbox == []
    finally:
        done.set()
        other.join()
    postoffice.send(delivery.OUTBOX, [planned.pk])
    assert len(mailoutbox) == 1


def test_nothing_new_is_skipped_and_said_so(send, reader, mailoutbox):
    (digest,) = send()
    assert (digest.state, digest.reason) == ("skipped", "Nothing new.")
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda member: actions.stop_digest(member.digest_subscription, by=member), "no digest any more"),
        (lambda member: Member.objects.filter(pk=member.pk).update(is_active=False), "may not sign in"),
        (lambda member: _decline(member), "membership is not active"),
        (lambda member: member.emailaddress_set.update(verified=False), "not confirmed"),
        (lambda member: Member.objects.filter(pk=member.pk).update(email="new@example.org"), "not confirmed"),
    ],
)
def test_what_changed_since_planning_counts(planned, reader, mailoutbox, change, reason):
    change(reader)
    postoffice.send(delivery.OUTBOX, [planned.pk])
    planned.refresh_from_db()
    assert planned.state == "skipped"
    assert reason in planned.reason
    assert mailoutbox == []


def _decline(member):
    member.membership.state, member.membership.reason = "declined", "We were wrong."
    member.membership.admitted_through = ""
    member.membership.save()


def test_words_hidden_since_planning_are_not_sent(planned, group, mailoutbox):
    thread = group.threads.get()
    factories.reply(thread, body="Another word.", at=planned.window_to)
    discussion.hide_post(factories.root(thread), by=factories.lead(group), reason="Rule 2.1.")
    postoffice.send(delivery.OUTBOX, [planned.pk])
    (message,) = mailoutbox
    assert "Another word." in message.body
    assert CANARY not in message.body + message.alternatives[0][0]


def test_a_group_that_was_closed_since_planning_is_not_told_to_those_outside(planned, group, reader, mailoutbox):
    seat = reader.participations.get()
    seat.left_at = timezone.now()
    seat.save()
    group.visibility = "private"
    group.save()
    postoffice.send(delivery.OUTBOX, [planned.pk])
    planned.refresh_from_db()
    assert (planned.state, planned.reason) == ("skipped", "Nothing new.")
    assert mailoutbox == []


def test_the_next_digest_begins_where_the_last_one_ended(send, reader, group, mailoutbox, run_tasks, later):
    factories.thread(group, body="What was first.")
    send()
    week = datetime.timedelta(days=7)
    factories.thread(group, body="What came then.", at=later)
    with run_tasks():
        actions.plan(now=later + week)
    first, second = (message for message in mailoutbox if message.to == [reader.email])
    assert "What was first." in first.body
    assert "What came then." in second.body
    assert "What was first." not in second.body


def test_a_refused_recipient_fails_at_once_and_stops_nobody(send, reader, group, subscribed, server, mailoutbox):
    subscribed(factories.participant(group))
    factories.thread(group)
    server.trouble[reader.email] = smtplib.SMTPRecipientsRefused({reader.email: (550, b"No such user")})
    refused, other = send()
    assert (refused.state, refused.attempts) == ("failed", 1)
    assert refused.reason == "SMTPRecipientsRefused 550"  # what the server says repeats the address
    assert other.state == "sent"
    assert len(mailoutbox) == 1
    assert server.opened == 2  # a fresh line after the trouble


@pytest.mark.parametrize(
    "problem",
    [
        smtplib.SMTPRecipientsRefused({"a@example.org": (451, b"Try later")}),
        smtplib.SMTPDataError(452, b"Try later: no room"),
        smtplib.SMTPSenderRefused(550, b"Try later: who are you?", "portal@localhost"),
        smtplib.SMTPServerDisconnected("Try later: hung up"),
        TimeoutError("Try later: timed out"),
    ],
    ids=lambda problem: type(problem).__name__,
)
def test_trouble_that_passes_puts_a_digest_off_until_it_is_sent(
    send, reader, group, server, mailoutbox, problem, run_tasks, later
):
    factories.thread(group)
    server.trouble[reader.email] = problem
    (digest,) = send()
    assert (digest.state, digest.attempts, digest.settled_at, digest.message_id) == ("planned", 1, None, "")
    assert digest.reason.startswith(type(problem).__name__)
    del server.trouble[reader.email]
    with run_tasks():
        actions.plan(now=later, stale_after=datetime.timedelta(0))
    digest.refresh_from_db()
    assert (digest.state, digest.attempts, digest.reason) == ("sent", 2, "")
    assert len(mailoutbox) == 1


def test_after_five_attempts_it_failed_and_what_was_in_it_comes_with_the_next(
    planned, reader, group, server, mailoutbox, run_tasks, later
):
    server.trouble[reader.email] = smtplib.SMTPDataError(451, b"Try later")
    for _attempt in range(5):
        postoffice.send(delivery.OUTBOX, [planned.pk])
    planned.refresh_from_db()
    assert (planned.state, planned.attempts) == ("failed", 5)
    assert reader.digest_subscription.covered_until == planned.window_from
    server.trouble.clear()
    with run_tasks():
        actions.plan(now=later + datetime.timedelta(days=7))
    assert [CANARY in message.body for message in mailoutbox if message.to == [reader.email]] == [True]


def test_what_failed_is_not_told_twice_where_a_later_digest_is_planned_already(planned, reader, server, later):
    actions.plan(now=later + datetime.timedelta(days=7))
    until = Subscription.objects.get(member=reader).covered_until
    server.trouble[reader.email] = smtplib.SMTPDataError(554, b"No")
    postoffice.send(delivery.OUTBOX, [planned.pk])
    planned.refresh_from_db()
    assert planned.state == "failed"
    assert Subscription.objects.get(member=reader).covered_until == until


def test_a_mail_server_that_does_not_answer_counts_against_nobody(planned, server, mailoutbox):
    server.out_of_reach = ConnectionRefusedError(111, "Connection refused")
    for _attempt in range(9):
        postoffice.send(delivery.OUTBOX, [planned.pk])
    planned.refresh_from_db()
    assert (planned.state, planned.attempts) == ("planned", 0)
    server.out_of_reach = None
    postoffice.send(delivery.OUTBOX, [planned.pk])
    assert len(mailoutbox) == 1


def test_one_line_to_the_server_serves_a_batch_and_none_is_opened_for_nothing(
    send, group, subscribed, server, mailoutbox
):
    for _member in range(4):
        subscribed(factories.participant(group))
    send()
    assert server.opened == 0
    factories.thread(group, at=timezone.now() + datetime.timedelta(minutes=10))
    Digest.objects.update(state="planned", settled_at=None, window_to=timezone.now() + NEXT_DAY)
    postoffice.send(delivery.OUTBOX, list(Digest.objects.values_list("pk", flat=True)))
    assert len(mailoutbox) == 5
    assert server.opened == 1


def test_a_digest_that_cannot_be_written_stops_no_other(send, reader, group, subscribed, mailoutbox):
    """An address that no header takes, by whatever way it came in."""
    broken = "leilani\n@example.org"
    Member.objects.filter(pk=reader.pk).update(email=broken)
    reader.emailaddress_set.update(email=broken)
    subscribed(factories.participant(group))
    factories.thread(group)
    first, second = send()
    assert (first.state, first.attempts) == ("planned", 1)
    assert first.reason
    assert second.state == "sent"


def test_a_batch_ends_before_the_worker_is_stopped(planned, mailoutbox, monkeypatch):
    monkeypatch.setattr(sending, "BUDGET", -1)
    postoffice.send(delivery.OUTBOX, [planned.pk])
    planned.refresh_from_db()
    assert planned.state == "planned"


def test_what_failed_and_was_sent_once_more_does_not_come_again(planned, group, reader, server, mailoutbox, later):
    actions.choose_for_groups(reader, by=reader, choices={group: "weekly"})
    server.trouble[reader.email] = smtplib.SMTPDataError(554, b"No")
    postoffice.send(delivery.OUTBOX, [planned.pk])
    subscription = Subscription.objects.get(member=reader)
    assert subscription.covered_until == subscription.groups.get().covered_until == planned.window_from
    server.trouble.clear()
    planned.refresh_from_db()
    resend(planned, by=factories.staff(), reason="The address was mended.")
    postoffice.send(delivery.OUTBOX, [planned.pk])
    subscription.refresh_from_db()
    assert subscription.covered_until == subscription.groups.get().covered_until == planned.window_to
    assert len(mailoutbox) == 1
