"""Real workers, a real queue, a real database and a mail server that counts, for the tests of faults and for
bench/faults.py, which does the same many times over."""

import datetime
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.db import connection
from django.utils import timezone

from portal.celery import app
from portal.postoffice import tasks
from portal.postoffice.models import Mailbox
from tests import factories
from workstreams.digests import actions
from workstreams.digests.models import Digest, DigestPart, Subscription

CHECKOUT = Path(__file__).resolve().parents[3]
AT_ONCE = datetime.timedelta(0)
WEEK = datetime.timedelta(days=7)
PROCESSES = 2  # in each worker


class Worker:
    """A Celery worker of its own, as `make run` starts it, on this process's database and queue."""

    def __init__(self, name, log, port, timeout):
        place, _, _name = os.environ["DATABASE_URL"].rpartition("/")
        self.log = log
        self.process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "portal", "worker", "-c", str(PROCESSES), "-n", f"{name}@stage"],
            cwd=CHECKOUT,
            env={
                **os.environ,
                "DATABASE_URL": f"{place}/{connection.settings_dict['NAME']}",
                "EMAIL_URL": f"smtp://127.0.0.1:{port}",
                "EMAIL_TIMEOUT": str(timeout),
                "CELERY_VISIBILITY_TIMEOUT": "4",
                "LOG_LEVEL": "INFO",
            },
            stdout=log.open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def wait_until_ready(self, patience=40):
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


class Stage:
    """Members with a digest that is due, two workers, and a mail server."""

    def __init__(self, sink, place, *, timeout=20):
        self.sink, self.place, self.timeout = sink, place, timeout
        self.workers = {}
        app.control.purge()

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        for worker in self.workers.values():
            worker.kill()
        app.control.purge()

    def people(self, count):
        """So many members of a group in which something was said."""
        group = factories.group()
        earlier = timezone.now() - datetime.timedelta(hours=1)
        factories.thread(group, factories.lead(group), body="What all of them shall read, once.", at=earlier)
        readers = [factories.participant(group) for _reader in range(count)]
        Subscription.objects.bulk_create(
            Subscription(
                member=reader,
                time_zone=reader.time_zone,
                covered_until=timezone.now() - WEEK,
                next_due_at=timezone.now() - datetime.timedelta(seconds=1),
            )
            for reader in readers
        )
        # The lead's own digest would be one more, and one that is skipped.
        Subscription.objects.get_or_create(member=group.threads.get().author, defaults=_never())
        self.addresses = {reader.email for reader in readers}
        return self.addresses

    def begin_anew(self, **wishes):
        """As before the last round: every digest due, the queue empty, the mail server as wished for."""
        app.control.purge()
        self.sink.begin_anew(**wishes)
        DigestPart.objects.all().delete()
        Digest.objects.all().delete()
        Mailbox.objects.all().delete()  # an address that is refused twice gets no more mail
        now = timezone.now()
        Subscription.objects.exclude(frequency="never").update(
            covered_until=now - WEEK, next_due_at=now - datetime.timedelta(seconds=1)
        )

    def hire(self):
        """Start those of the two workers that do not run."""
        new = [name for name in ("first", "second") if name not in self.workers]
        for name in new:
            self.workers[name] = Worker(name, self.place / f"{name}.log", self.sink.port, self.timeout)
        for name in new:
            self.workers[name].wait_until_ready()

    def fire(self):
        for name in list(self.workers):
            self.kill(name)

    def kill(self, name="first"):
        self.workers.pop(name).kill()

    def queue_again(self, times, together=10):
        """Each digest again, so many times, so that all processes reach for the same ones at the same moment."""
        numbers = list(Digest.objects.values_list("pk", flat=True))
        for start in range(0, len(numbers), together):
            for _time in range(times):
                tasks.send.delay(actions.OUTBOX, numbers[start : start + together])

    def settle(self, patience=60):
        """Let the clock's rounds go on until every digest is settled."""
        deadline = time.monotonic() + patience
        while Digest.objects.planned().exists():
            assert time.monotonic() < deadline, list(Digest.objects.values_list("state", "attempts", "reason"))
            time.sleep(0.3)
            actions.plan(stale_after=AT_ONCE)

    def rest(self, patience=20):
        """Wait until no worker is at work any more."""
        app.control.purge()
        deadline = time.monotonic() + patience
        others = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        while time.monotonic() < deadline:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {others}")
                if not cursor.fetchone()[0]:
                    return
            time.sleep(0.05)

    def outcome(self, not_to=()):
        """How many addresses got nothing, how many got two mails that differ or one too many, and how often the very
        same mail came again."""
        messages = {}
        for (address, message_id), times in self.sink.accepted.items():
            messages.setdefault(address, []).append((message_id, times))
        lost = self.addresses - set(not_to) - set(messages)
        doubled = {address for address, got in messages.items() if len(got) > 1}
        again = sum(times - 1 for got in messages.values() for _message_id, times in got)
        wrong = set(messages) & set(not_to)
        return len(lost), len(doubled) + len(wrong), again


def _never():
    return {"frequency": "never", "cadence": "never", "next_due_at": None}


# What goes wrong, each once. They return for whom there is to be no mail.


def killed_at_a_random_mail(stage, chance):
    stage.hire()
    stage.begin_anew()
    assert actions.plan().planned == len(stage.addresses)
    stage.queue_again(2)
    killed_at = chance.randrange(len(stage.addresses) * 2 // 3)
    stage.sink.wait_for(lambda sink: sink.count > killed_at)
    stage.kill()
    stage.settle()


def killed_while_the_answer_is_held(stage, chance):
    """The worst moment: every mail that is on the line was accepted, and nobody heard so."""
    stage.hire()
    stage.begin_anew(hold_after=chance.randrange(len(stage.addresses) // 2), accept_held=True)
    actions.plan()
    stage.queue_again(4)
    stage.sink.wait_for(lambda sink: sink.held == 2 * PROCESSES)
    stage.kill()
    stage.sink.wait_for(lambda sink: sink.held == PROCESSES)  # the server has noticed, too
    stage.sink.release()
    stage.settle()


def queue_flushed(stage, chance):
    stage.hire()
    stage.begin_anew()
    actions.plan()
    time.sleep(chance.random() / 10)
    app.control.purge()
    stage.settle()


def queued_twice(stage, chance):
    stage.hire()
    stage.begin_anew()
    actions.plan()
    stage.queue_again(2 * PROCESSES + chance.randrange(3))
    stage.settle()


def two_beats(stage, chance):
    stage.hire()
    stage.begin_anew()
    together, planned = threading.Barrier(2), []

    def beat():
        try:
            together.wait()
            planned.append(actions.plan(stale_after=AT_ONCE).planned)
        finally:
            connection.close()

    beats = [threading.Thread(target=beat) for _beat in range(2)]
    for each in beats:
        each.start()
    for each in beats:
        each.join()
    assert sum(planned) == len(stage.addresses), planned
    stage.settle()


def database_gone(stage, chance, restart):
    stage.hire()
    stage.begin_anew()
    actions.plan()
    stage.queue_again(2)
    gone_at = chance.randrange(len(stage.addresses) * 2 // 3)
    stage.sink.wait_for(lambda sink: sink.count > gone_at)
    restart()
    stage.settle()


def refusing_some(stage, chance):
    refused = chance.sample(sorted(stage.addresses), len(stage.addresses) // 10)
    _with_wrongs(stage, {address: ["550"] * 50 for address in refused})
    assert Digest.objects.filter(state="failed").count() == len(refused)
    return refused


def failing_twice(stage, chance):
    _with_wrongs(stage, {one: ["451", "451"] for one in chance.sample(sorted(stage.addresses), 12)})


def hanging(stage, chance):
    """Workers of a Stage with a short timeout."""
    _with_wrongs(stage, {one: ["hang"] for one in chance.sample(sorted(stage.addresses), 2)})


def cut_after_the_body(stage, chance):
    _with_wrongs(stage, {one: ["cut"] for one in chance.sample(sorted(stage.addresses), 6)})


def _with_wrongs(stage, wrongs):
    stage.hire()
    stage.begin_anew(wrongs=wrongs)
    actions.plan()
    stage.settle()


def chance(seed):
    return random.Random(seed)
