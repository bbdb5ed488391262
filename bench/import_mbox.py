"""How long an archive takes to come in, for each message, when it is ten times as large, and how much memory.

    .venv/bin/python bench/import_mbox.py [--small 2000] [--large 20000]

Makes an archive of each size, brings it into an empty portal on throw-away servers, and prints one line for each and
the ratio. Exits with 1 when a message of the large one took more than twice as long as one of the small.
"""

import argparse
import contextlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORDS = "who decides what is safe enough and by when do we ask each sector before the next call is open".split()
PEOPLE = 200
WORST = 2


def archive(path, count):
    """Write `count` messages: threads of a hundred, in trees and chains, each with a quote and text of its own."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            root = number - number % 100
            parent = root + (number - root) // 2 if number % 3 else number - 1
            text = "\n".join(
                " ".join(WORDS[(number + line + word) % len(WORDS)] for word in range(13)) for line in range(12)
            )
            quote = "".join(f"> {line}\n" for line in text.split("\n")[: number % 12])
            answers = (
                f"In-Reply-To: <{parent}@bench.invalid>\nReferences: <{root}@bench.invalid> <{parent}@bench.invalid>\n"
            )
            file.write(
                "From nobody Thu Jan  1 00:00:00 1970\n"
                f"From: Person {number % PEOPLE} <person{number % PEOPLE}@bench.invalid>\n"
                f"Date: Tue, {1 + number // 1440 % 28:02} Jul 2025 {number // 60 % 24:02}:{number % 60:02}:00 +0000\n"
                f"Message-ID: <{number}@bench.invalid>\n{answers if number > root else ''}"
                f"Subject: Question {root}\nContent-Type: text/plain; charset=utf-8\n\n"
                f"On Monday at 10:00, somebody wrote:\n{quote}\n{text}\n\nSee https://bench.invalid/{number}\n\n"
            )


def measure(path):
    """Bring the archive in, in this process, and print seconds, messages and the peak of memory in MB."""
    import django

    django.setup()
    from members.models import Member
    from workstreams.discussion import mbox
    from workstreams.discussion.actions import import_messages
    from workstreams.groups.models import PriorityArea, WorkingGroup

    Member.objects.exists()
    area = PriorityArea.objects.create(slug=path.stem, name=path.stem, summary="x")
    group = WorkingGroup.objects.create(area=area, slug=path.stem, name=path.stem, purpose="x", charter="x")
    begun = time.perf_counter()
    report = import_messages(group, mbox.read(path), by=None)
    seconds = time.perf_counter() - begun
    print(seconds, report.messages, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


@contextlib.contextmanager
def servers():
    """A throw-away PostgreSQL and Valkey with all tables, and the environment that names them."""
    from portal.embedded.folder import Folder
    from portal.embedded.servers import Servers
    from portal.embedded.sharing import arranged

    place = Path(tempfile.mkdtemp(prefix="portal-bench-", dir="/var/tmp"))  # noqa: S108 - its own folder
    both = Servers(arranged(Folder(place)), throwaway=True)
    try:
        both.start(os.environ)
        environment = {
            **os.environ,
            **both.environment,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "PORTAL_DEMO": "1",
        }
        environment.setdefault("SECRET_KEY", "for the bench only, and for nothing that lasts longer than it")
        environment["PYTHONPATH"] = str(ROOT)
        migrate = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=environment, check=True)
        yield environment, place
    finally:
        both.stop()
        shutil.rmtree(place, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=2000)
    parser.add_argument("--large", type=int, default=20_000)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if options.measure:
        return measure(options.measure)
    each = []
    with servers() as (environment, place):
        for name, count in (("small", options.small), ("large", options.large)):
            path = place / f"{name}.mbox"
            archive(path, count)
            command = [sys.executable, __file__, "--measure", str(path)]
            said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.split()
            seconds, messages, memory = map(float, said)
            each.append(1000 * seconds / messages)
            size = path.stat().st_size / 1e6
            took = f"{seconds:6.1f} s, {each[-1]:.2f} ms each, {memory:.0f} MB of memory"
            print(f"{messages:7.0f} messages, {size:5.1f} MB: {took}")
    ratio = each[1] / each[0]
    print(f"a message of the large one takes {ratio:.2f} times as long ({WORST} is the most)")
    return int(ratio > WORST)


if __name__ == "__main__":
    sys.exit(main())
