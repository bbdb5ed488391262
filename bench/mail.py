"""How fast digests go out, beside the fastest that Django can build and send mails: `make bench-mail`.

    .venv/bin/python bench/mail.py [--members 5000] [--rounds 3] [--profile]

On throw-away servers: members of three groups whose digest is due, with a week of 2,000 posts to tell of. Each round
lets three send as many mails to a mail server that takes them at once (mailing/sink.py): the limit (mailing/limit.py:
plain Django, one connection, no database, texts as long as ours and ready made), a worker of one process, and a worker
of two, the first of them another each time. Rates are from the moment at which the clock hands the digests out to the
last mail; ratios are those of one round, and the median of all is told.

`--profile`: sends in this process, and prints the statements for each mail, the dearest functions, and how many queries
planning and contents take for 50 members and for all. Exits with 1 where a target of the issue is missed.
"""

import argparse
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

from mailing.servers import servers

ROOT = Path(__file__).resolve().parents[1]
OF_THE_LIMIT, TWO_OF_ONE = 0.7, 1.7
PATIENCE = 600  # seconds


class Sink:
    """mailing/sink.py in a process of its own."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def __enter__(self):
        command = [sys.executable, str(ROOT / "bench/mailing/sink.py"), str(self.port)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.process.stdout.readline()
        return self

    def __exit__(self, *_exception):
        self.process.kill()
        self.process.wait()

    def ask(self, what="count"):
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


class Worker:
    """A Celery worker of so many processes, as a deployment starts it."""

    def __init__(self, processes, place):
        self.log = place / f"worker{processes}.log"
        self.command = [sys.executable, "-m", "celery", "-A", "portal", "worker", "-c", str(processes)]

    def __enter__(self):
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**os.environ, "LOG_LEVEL": "INFO"},  # it says when it is ready
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + 60
        while " ready." not in self.log.read_text():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(self.log.read_text())
            time.sleep(0.05)
        return self

    def __exit__(self, *_exception):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


def plan_all():
    """Plan every digest. Returns how many."""
    from workstreams.digests.actions import planning

    handed, planning.hand_out = planning.hand_out, lambda *_any, **_more: 0
    try:
        return planning.plan().planned
    finally:
        planning.hand_out = handed


def forget_all():
    """As before anything was sent, and as tidy as the server would make it after a while."""
    from django.db import connection

    from workstreams.digests.models import Digest

    Digest.objects.update(
        state="planned", reason="", settled_at=None, queued_at=None, attempts=0, message_id="", copy=0
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE digests_digest")


def by_workers(processes, sink, count, place):
    """Seconds in which a worker of so many processes sent all."""
    from portal.postoffice.actions import hand_out
    from workstreams.digests.actions import OUTBOX

    forget_all()
    with Worker(processes, place):
        sink.ask("clear")
        begun = clock = time.time()
        hand_out(OUTBOX)
        while (told := sink.ask())["mails"] < count:
            if time.time() - begun > PATIENCE:
                raise SystemExit(f"{told} of {count} after {PATIENCE} s; see {place}")
            if time.time() - clock > 20:  # the clock's rounds, which this bench has none of
                clock = time.time()
                hand_out(OUTBOX)
            time.sleep(0.02)
        time.sleep(0.2)
        told = sink.ask()
    if (told["mails"], told["addresses"]) != (count, count):
        raise SystemExit(f"Not one each: {told}")
    return told["last"] - begun


def by_the_limit(sink, count, written):
    sink.ask("clear")
    command = [sys.executable, str(ROOT / "bench/mailing/limit.py"), str(sink.port), str(count)]
    said = subprocess.run(command, input=json.dumps(written), capture_output=True, text=True, check=True)
    return float(said.stdout)


def send_here(sink):
    """Send all in this process. Returns seconds, mails, and the subject, text and HTML of some."""
    from portal.postoffice import delivery
    from workstreams.digests.delivery import OUTBOX
    from workstreams.digests.models import Digest

    forget_all()
    sink.ask("clear")
    numbers = list(Digest.objects.order_by("pk").values_list("pk", flat=True))
    some = OUTBOX.compose(list(Digest.objects.filter(pk__in=numbers[:: max(1, len(numbers) // 50)])))
    written = [(made.subject, made.body, made.alternatives[0][0]) for made in some.values() if hasattr(made, "body")]
    begun = time.perf_counter()
    for start in range(0, len(numbers), OUTBOX.batch):
        delivery.send(OUTBOX, numbers[start : start + OUTBOX.batch])
    return time.perf_counter() - begun, sink.ask()["mails"], written


def profile(sink):
    import cProfile
    import pstats

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from workstreams.digests.delivery import OUTBOX
    from workstreams.digests.models import Digest

    with CaptureQueriesContext(connection) as captured:
        _seconds, mails, _written = send_here(sink)
    # The statement that claims and stamps goes past Django's own cursors, and so past this count.
    print(
        f"{len(captured) / mails:.2f} statements a mail of what the batch reads; and claim, begin and commit for each"
    )
    for count in (50, 200):
        rows = list(Digest.objects.order_by("pk")[:count])
        with CaptureQueriesContext(connection) as captured:
            OUTBOX.compose(rows)
        print(f"{len(captured)} queries for the contents of {count}")
    profiler = cProfile.Profile()
    profiler.enable()
    send_here(sink)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(30)
    pstats.Stats(profiler).sort_stats("cumtime").print_stats(45)


def compare(sink, count, written, rounds, place):
    """Print each round and the medians; returns whether the targets are met."""
    ways = {
        "limit": lambda: by_the_limit(sink, count, written),
        "one": lambda: by_workers(1, sink, count, place),
        "two": lambda: by_workers(2, sink, count, place),
    }
    names, ratios = list(ways), []
    for number in range(rounds):
        turn = names[number % 3 :] + names[: number % 3]
        rates = {name: count / ways[name]() for name in turn}
        ratios.append((rates["one"] / rates["limit"], rates["two"] / rates["one"]))
        told = ", ".join(f"{name} {rates[name]:.0f}/s" for name in names)
        print(f"  round {number + 1}: {told}; one of the limit {ratios[-1][0]:.2f}, two of one {ratios[-1][1]:.2f}")
    one, two = (statistics.median(each) for each in zip(*ratios, strict=True))
    print(f"one process: {one:.2f} of the limit (wanted {OF_THE_LIMIT}); two: {two:.2f} of one (wanted {TWO_OF_ONE})")
    return one >= OF_THE_LIMIT and two >= TWO_OF_ONE


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with Sink() as sink, servers() as (environment, place, _restart):
        os.environ.update(environment | {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}", "LOG_LEVEL": "WARNING"})
        import django

        django.setup()
        from django.utils import timezone
        from mailing.data import build

        build("mail", options.members, timezone.now())
        begun = time.perf_counter()
        planned = plan_all()
        print(f"{planned} digests planned in {time.perf_counter() - begun:.1f} s")
        seconds, count, written = send_here(sink)
        size = sink.ask()["bytes"] / count
        print(f"{count} mails of {size / 1000:.1f} kB, {count / seconds:.0f}/s in this process, without a queue")
        if options.profile:
            return profile(sink)
        return int(not compare(sink, count, written, options.rounds, place))


if __name__ == "__main__":
    sys.exit(main())
