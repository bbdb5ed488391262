"""What becomes of a mail that waits, of whatever kind."""

import smtplib

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from members.models import Member
from portal.postoffice import delivery
from portal.postoffice.delivery import sending
from portal.postoffice.dispatches import OUTBOX
from portal.postoffice.models import Dispatch, Mailbox

BUSY = smtplib.SMTPDataError(451, b"Later")


def test_it_goes_once_and_is_stamped_with_the_name_it_went_under(waiting, deliver, mailoutbox):
    (row,) = waiting()
    assert deliver(row)
    assert deliver(row)
    assert (row.state, row.attempts, row.reason) == ("sent", 1, "")
    (message,) = mailoutbox
    assert message.message()["Message-ID"] == row.message_id == row.own_message_id
    assert row.settled_at


def test_it_says_what_holds_when_it_goes(waiting, deliver, mailoutbox):
    (row,) = waiting()
    Member.objects.filter(pk=row.recipient_id).update(name="Leilani Kahale")
    deliver(row)
    assert mailoutbox[0].subject == "Hello Leilani Kahale"


def test_with_nothing_to_say_it_is_skipped_for_a_reason(waiting, deliver, mailoutbox):
    rows = waiting(3)
    Member.objects.filter(pk__in=[row.recipient_id for row in rows[:2]]).update(name="Nobody")
    deliver(*rows)
    assert [row.state for row in rows] == ["skipped", "skipped", "sent"]
    assert rows[0].reason == "There was nothing to say any more."
    assert rows[0].attempts == 0
    assert len(mailoutbox) == 1


def test_what_was_composed_too_long_ago_is_composed_anew(waiting, deliver, mailoutbox, monkeypatch):
    """Rights may have changed since: the second of two is written again before it goes."""
    first, second = waiting(2)
    moments = iter(range(1000))
    monkeypatch.setattr(sending.time, "monotonic", lambda: next(moments) / 1000)
    composed = []
    outbox = delivery.Outbox(model=Dispatch, compose=lambda rows: composed.append(len(rows)) or OUTBOX.compose(rows))
    monkeypatch.setattr(sending, "FRESH", 0.0015)
    delivery.send(outbox, [first.pk, second.pk])
    assert composed == [2, 1]
    assert len(mailoutbox) == 2


def test_one_that_cannot_be_written_is_counted_and_stops_no_other(waiting, deliver, mailoutbox, settings):
    rows = waiting(3)
    Dispatch.objects.filter(pk=rows[1].pk).update(kind="unknown")
    deliver(*rows)
    assert [(row.state, row.attempts) for row in rows] == [("sent", 1), ("planned", 1), ("sent", 1)]
    assert rows[1].reason == "KeyError"


def test_one_held_back_meanwhile_does_not_go(waiting, mailoutbox):
    """It was planned when the batch was read, and held back before its turn came."""
    (row,) = waiting()

    def compose(rows):
        Dispatch.objects.filter(pk=row.pk).update(state="held")
        return OUTBOX.compose(rows)

    delivery.send(delivery.Outbox(model=Dispatch, compose=compose), [row.pk])
    assert mailoutbox == []


def test_one_sent_once_more_meanwhile_does_not_go_under_its_old_name(waiting, mailoutbox):
    (row,) = waiting()

    def compose(rows):
        Dispatch.objects.filter(pk=row.pk).update(copy=1)
        return OUTBOX.compose(rows)

    delivery.send(delivery.Outbox(model=Dispatch, compose=compose), [row.pk])
    assert mailoutbox == []


def test_a_line_that_breaks_on_one_mail_counts_against_it_alone(waiting, deliver, server, mailoutbox):
    rows = waiting(3)
    server.trouble[rows[0].recipient.email] = smtplib.SMTPServerDisconnected("gone")
    assert deliver(*rows)
    assert [(row.state, row.attempts) for row in rows] == [("planned", 1), ("sent", 1), ("sent", 1)]


def test_a_line_that_breaks_on_one_after_the_other_is_the_mail_servers_fault(waiting, deliver, server, mailoutbox):
    rows = waiting(5)
    server.trouble = dict.fromkeys((row.recipient.email for row in rows), TimeoutError("silent"))
    assert not deliver(*rows)
    assert [row.attempts for row in rows] == [1, 0, 0, 0, 0]


@pytest.mark.parametrize(
    "problem",
    [
        smtplib.SMTPDataError(421, b"Closing"),
        smtplib.SMTPRecipientsRefused({"a@example.org": (421, b"Too many")}),
        OperationalError("the database went away"),
    ],
    ids=lambda problem: type(problem).__name__,
)
def test_what_is_no_mails_fault_stops_the_batch_and_counts_against_none(waiting, deliver, server, problem):
    rows = waiting(2)
    server.trouble[rows[0].recipient.email] = problem
    assert not deliver(*rows)
    assert [(row.state, row.attempts) for row in rows] == [("planned", 0)] * 2


def test_nothing_goes_to_an_address_from_which_too_much_came_back(waiting, deliver, mailoutbox):
    row, other = waiting(2)
    Mailbox.objects.create(
        address=row.recipient.email.upper(), score=40, stopped_at=row.planned_at, why="It came back."
    )
    deliver(row, other)
    assert (row.state, other.state) == ("skipped", "sent")


def test_a_mail_that_would_go_to_nobody_is_not_stamped_as_sent(waiting, deliver, mailoutbox, monkeypatch, server):
    (row,) = waiting()
    monkeypatch.setattr(server, "send_messages", lambda _self, _messages: 0)
    deliver(row)
    assert (row.state, row.reason) == ("planned", "ValueError")


def test_many_cost_no_more_statements_than_few_but_for_their_own(waiting, mailoutbox):
    few, many = waiting(2), waiting(12)
    counted = []
    for rows in (few, many):
        with CaptureQueriesContext(connection) as captured:
            delivery.send(OUTBOX, [row.pk for row in rows])
        # The claim, which Django cannot show, and what holds it together.
        own = [query for query in captured if "SAVEPOINT" in (query["sql"] or "SAVEPOINT")]
        counted.append(len(captured) - len(own))
    assert len(mailoutbox) == 14
    assert counted[0] == counted[1]


def test_a_batch_is_taken_by_one_worker_alone(waiting, long_ago):
    waiting(3)
    first = delivery.take(OUTBOX, 2, long_ago.replace(year=2100))
    second = delivery.take(OUTBOX, 2, long_ago.replace(year=2100))
    assert (len(first), len(second)) == (2, 1)
    assert not set(first) & set(second)


def test_so_many_that_they_are_stale_once_composed_go_in_smaller_parts(waiting, mailoutbox, monkeypatch):
    """Ten take longer to write than what was written still goes out; three do not."""
    rows = waiting(10)
    clock = [0.0]
    monkeypatch.setattr(sending.time, "monotonic", lambda: clock[0])

    def compose(some):
        clock[0] += len(some)
        return OUTBOX.compose(some)

    assert delivery.send(delivery.Outbox(model=Dispatch, compose=compose), [row.pk for row in rows])
    assert len(mailoutbox) == 10
    assert clock[0] < 30


def test_one_that_takes_too_long_to_write_goes_nevertheless(waiting, mailoutbox, monkeypatch):
    (row,) = waiting()
    clock = [0.0]
    monkeypatch.setattr(sending.time, "monotonic", lambda: clock[0])

    def compose(some):
        clock[0] += sending.FRESH + 1
        return OUTBOX.compose(some)

    delivery.send(delivery.Outbox(model=Dispatch, compose=compose), [row.pk])
    assert len(mailoutbox) == 1
