"""What the pages of recommendations cost with thousands of comments and positions, beside what they cost with few.

    .venv/bin/python bench/recommendations.py [--rounds 40] [--write] [--profile PAGE] [--raw]

Two groups in one portal on throw-away servers, and in each the same texts of some ten pages: one in consultation, one
with an open call, one published. With 180 comments and 50 positions in one, 5,000 and 2,000 in the other. A small one
has a full page of everything too: what is drawn is the same, what stands behind it is not. Each page is asked for in
turn, one of the few and one of the many, in this process and through the whole application; what counts is the
processor time of it and of its database, which others at work on the machine hardly move.

`--write` puts the table into bench/recommendations.md; `--profile` says where the time of a page goes, of few and of
many. Exits with 1 when a page asks the database more than 15 times, or takes more than 1.5 times what it takes of few.
"""

import argparse
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median

BENCH = Path(__file__).resolve().parent
sys.path[:0] = [str(BENCH), str(BENCH.parent)]

from import_mbox import servers  # noqa: E402
from texts.world import LARGE, SMALL, World  # noqa: E402

MOST_QUERIES, WORST = 15, 1.5
WARM = 3


class Clock:
    """Processor seconds of this process and of the database's process that serves it."""

    def __init__(self):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.database = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def __call__(self):
        return time.process_time() + int(self.database.read_text().split()[0]) / 1e9


class Asked:
    """One page for one reader: how often it asks the database, how large it is, and what each answer cost."""

    def __init__(self, path, cookie):
        from stage import inside

        self.page = inside.Page(path, cookie)
        self.queries = len(inside.queries(path, cookie))
        self.size = len(self.page.ask())
        self.took = []

    def ask(self, clock):
        begun = clock()
        self.page.ask()
        self.took.append(1000 * (clock() - begun))

    @property
    def cost(self):
        return median(self.took)


def tidied():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the server does by itself after a while


def measure(few, many, rounds):
    """[(page, of few, of many)], each page of both asked for in turn, the first of a pair by turns too."""
    clock, found = Clock(), []
    for name, path in few.items():
        pair = Asked(*path), Asked(*many[name])
        for number in range(rounds + WARM):
            for one in pair if number % 2 else pair[::-1]:
                one.ask(clock)
        for one in pair:
            del one.took[:WARM]
        found.append((name, *pair))
    return found


def bench(options):
    """Build both groups in this process, and print a line for each page. Returns what is too much."""
    import django

    django.setup()
    from stage import inside, machine, report

    world = World()
    few, many = world.grown(SMALL), world.grown(LARGE)
    if not options.raw:
        tidied()
    if options.profile:
        for pages in (few, many):
            inside.profile(*pages[options.profile])
        return []
    wrong, rows = [], []
    for name, small, large in measure(few, many, options.rounds):
        ratio = large.cost / small.cost
        if large.queries > MOST_QUERIES:
            wrong.append(f"{name}: {large.queries} queries, {MOST_QUERIES} are the most")
        if ratio > WORST:
            wrong.append(f"{name}: {ratio:.2f} times as dear, {WORST} is the most")
        queries = f"{small.queries} / {large.queries}"
        sizes = f"{small.size / 1000:.0f} / {large.size / 1000:.0f}"
        rows.append([name, queries, sizes, f"{small.cost:.1f}", f"{large.cost:.1f}", f"**{ratio:.2f}**"])
    head = "page | SQL statements, few / many | kB of HTML, few / many | few, ms | many, ms | ratio"
    table = report.table(head, rows)
    print(table)
    if options.write:
        facts = "\n".join(f"- {what}: {value}" for what, value in machine.facts())
        (BENCH / "recommendations.md").write_text(
            "# What pages of recommendations cost\n\n"
            f"Written by `bench/recommendations.py --write` on {date.today():%-d %B %Y}; it says what is measured.\n\n"
            f"{facts}\n- commit: {machine.revision(BENCH)}\n"
            f"- {SMALL} in the one group, {LARGE} in the other\n"
            f"- milliseconds of processor time, of the portal and its database; the median of {options.rounds}\n\n"
            f"At most {MOST_QUERIES} statements and {WORST} times the time are wanted of each page.\n\n{table}\n"
        )
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--write", action="store_true", help="into bench/recommendations.md")
    parser.add_argument("--profile", metavar="PAGE", help="where the time of this page goes, and nothing else")
    parser.add_argument("--raw", action="store_true", help="before the server has looked at what was written")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        wrong = bench(options)
        print("\n".join(wrong) or "Every page is within its bounds.")
        return int(bool(wrong))
    with servers() as (environment, _place):
        # One connection for all that is asked, as web processes have it.
        environment |= {"DATABASE_POOL": "1"}
        return subprocess.run([sys.executable, __file__, "--here", *sys.argv[1:]], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
