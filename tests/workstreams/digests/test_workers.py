"""Exactly one digest each: real workers, a real queue, a real database, a mail server that counts, and kill -9."""

import datetime
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from portal.celery import app
from portal.postoffice import tasks
from tests import factories
from tests.workstreams.digests.sink import Sink
from workstreams.digests import actions, schedule
from workstreams.digests.models import Digest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(100)]

CHECKOUT = Path(__file__).resolve().parents[3]
AT_ONCE = datetime.timedelta(0)
PROCESSES = 2  # in each worker


class Worker:
    """A Celery worker of its own, as `make run` starts it, on the tests' database and queue."""

    def __init__(self, name, log, sink):
        place, _, _name = os.environ["DATABASE_URL"].rpartition("/")
        self.log = log
        self.process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "portal", "worker", "-c", str(PROCESSES), "-n", f"{name}@tests"],
            cwd=CHECKOUT,
            env={
                **os.environ,
                "DATABASE_URL": f"{place}/{connection.settings_dict['NAME']}",
                "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
                "CELERY_VISIBILITY_TIMEOUT": "4",
            },
            stdout=log.open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def wait_until_ready(self, patience=30):
        deadline = time.monotonic() + patience
        while " ready." not in self.log.read_text():
            assert self.process.poll() is None and time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)

    def kill(self):
        """The worker and its children at once, as a machine that loses power."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


@pytest.fixture
def workers(tmp_path):
    """Starts two workers that send to this sink; kills what is left of them at the end."""
    begun = []

    def start(sink):
        begun.extend(Worker(name, tmp_path / f"{name}.log", sink) for name in ("first", "second"))
        for worker in begun:
            worker.wait_until_ready()
        return begun

    app.control.purge()
    yield start
    for worker in begun:
        worker.kill()
    app.control.purge()


@pytest.fixture
def due(subscribed):
    """Addresses of members with a digest that is due, and something in it."""

    def members(count):
        group = factories.group()
        earlier = timezone.now() - datetime.timedelta(hours=1)
        factories.thread(group, factories.lead(group), body="What all of them shall read, once.", at=earlier)
        readers = [factories.participant(group) for _reader in range(count)]
        for reader in readers:
            subscribed(reader)
        return {reader.email for reader in readers}

    return members


def settle(patience=40):
    """Sweep until every digest is settled."""
    deadline = time.monotonic() + patience
    while Digest.objects.planned().exists():
        assert time.monotonic() < deadline, list(Digest.objects.values_list("state", "attempts", "reason"))
        actions.plan(stale_after=AT_ONCE)
        time.sleep(0.5)


def enqueue_all_again():
    """Each batch again, once for each process, so that all of them reach for the same digests at the same moment."""
    ids = list(Digest.objects.values_list("pk", flat=True))
    for start in range(0, len(ids), 20):
        for _process in range(2 * PROCESSES):
            tasks.send.delay(actions.OUTBOX, ids[start : start + 20])


def test_every_due_member_gets_one_and_nobody_two_though_a_worker_is_killed_in_the_middle(workers, due):
    """Two workers, the round run twice, each batch queued again and again; one is killed while two mails are in
    flight."""
    addresses = due(60)
    with Sink(hold_after=15) as sink:
        first, _second = workers(sink)
        assert actions.plan().planned == 60
        assert actions.plan().planned == 0
        enqueue_all_again()
        # Every process has given its mail to the server whole and waits for the answer.
        sink.wait_for(lambda sink: sink.held == 2 * PROCESSES)
        assert sink.count >= 15
        first.kill()
        sink.wait_for(lambda sink: sink.held == PROCESSES)  # the server has noticed, too
        sink.release()
        settle()
        assert sink.recipients == dict.fromkeys(addresses, 1)
    sent = Digest.objects.filter(state="sent")
    assert {(digest.subscription.member.email, digest.message_id) for digest in sent} == set(sink.accepted)


def test_a_mail_whose_acceptance_nobody_heard_is_known_by_its_message_id(workers, due):
    """The one moment that no sender can make safe: accepted, and killed before it could write that down. Such a mail
    goes out again under the same Message-ID, so that it is recognised; nobody is left without, and no other doubled."""
    addresses = due(12)
    with Sink(hold_after=4, accept_held=True) as sink:
        first, _second = workers(sink)
        # As the clock does it: the round itself is a task.
        schedule.plan_digests.delay()
        sink.wait_for(lambda sink: sink.count)
        enqueue_all_again()
        sink.wait_for(lambda sink: sink.held == 2 * PROCESSES)
        first.kill()
        sink.wait_for(lambda sink: sink.held == PROCESSES)  # the server has noticed, too
        sink.release()
        settle()
        assert {address for address, _message_id in sink.accepted} == addresses
        assert len(sink.accepted) == len(addresses)  # one Message-ID each
        assert sink.count == len(addresses) + PROCESSES
