"""Who tells the workers what to send, and how much at a time."""

import datetime

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.postoffice import actions, tasks
from portal.postoffice.actions import handing_out
from portal.postoffice.dispatches import OUTBOX
from portal.postoffice.models import Dispatch

NAME = "portal.postoffice.dispatches.OUTBOX"
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def queued(monkeypatch):
    """What goes into the queue: the numbers of each task."""
    given = []
    monkeypatch.setattr(tasks.send, "apply_async_on_commit", lambda told, **_how: given.append(told[1]))
    return given


def test_what_is_due_goes_out_with_the_next_round(waiting, run_tasks, mailoutbox):
    waiting(3)
    with run_tasks():
        assert actions.hand_out_all() == 3
    assert len(mailoutbox) == 3
    with run_tasks():
        assert actions.hand_out_all() == 0


def test_nothing_goes_before_its_time(waiting, run_tasks, mailoutbox):
    waiting(not_before=timezone.now() + MINUTE)
    assert actions.hand_out(NAME) == 0
    with run_tasks():
        assert actions.hand_out(NAME, now=timezone.now() + 2 * MINUTE) == 1
    assert len(mailoutbox) == 1


def test_what_nobody_settled_is_handed_out_again_one_by_one(waiting, queued, long_ago):
    rows = waiting(3, queued_at=long_ago)
    assert actions.hand_out(NAME) == 3
    assert queued == [[row.pk] for row in rows]
    assert actions.hand_out(NAME) == 0


def test_each_attempt_doubles_the_wait(waiting, queued):
    waiting(queued_at=timezone.now() - 15 * MINUTE, attempts=1)
    assert actions.hand_out(NAME) == 0
    assert actions.hand_out(NAME, now=timezone.now() + 6 * MINUTE) == 1


def test_no_more_is_in_the_workers_hands_than_they_can_send_before_they_are_late(
    waiting, queued, settings, monkeypatch
):
    settings.MAIL_PER_SECOND = 2
    monkeypatch.setattr(handing_out, "SECONDS_IN_HANDS", 2)
    waiting(6)
    assert actions.hand_out(NAME) == 4
    assert actions.hand_out(NAME) == 0


def test_whoever_has_sent_a_whole_batch_takes_the_next(waiting, run_tasks, mailoutbox):
    rows = waiting(OUTBOX.batch + 5)
    with run_tasks():
        tasks.send.delay(NAME, [row.pk for row in rows[: OUTBOX.batch]])
    assert len(mailoutbox) == OUTBOX.batch + 5
    assert not Dispatch.objects.planned().exists()


def test_digests_wait_for_what_is_urgent(settings):
    patient = {name: import_string(name).patient for name in settings.OUTBOXES}
    assert [name for name, waits in patient.items() if waits] == ["workstreams.digests.delivery.OUTBOX"]
