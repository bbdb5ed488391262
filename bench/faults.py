"""What becomes of mail when things go wrong: ten faults, each in twenty rounds over sixty digests.

    .venv/bin/python bench/faults.py [--rounds 20] [--mails 60] [FAULT ...]

On throw-away servers, with two workers of two processes and a mail server that counts (tests/portal/postoffice/). It
prints, for each fault, how many members got no mail that should have (lost), how many got one that they should not, or
two that differ (doubled), and how often the very same mail, with its one Message-ID, came again because nobody can know
whether a mail server took what was on the line (again; at most one for each process that died or lost its database).
Exits with 1 where anything was lost or doubled, or where more came again than can be.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINE = "{:34} {:>6} {:>8} {:>6} {:>16} {:>8}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--mails", type=int, default=60)
    parser.add_argument("faults", nargs="*", metavar="FAULT")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from mailing.servers import servers

    with servers() as (environment, _place, restart), tempfile.TemporaryDirectory() as logs:
        os.environ.update(environment)
        import django

        django.setup()
        from django.db import connection

        from tests.portal.postoffice import stage as staging
        from tests.portal.postoffice.sink import Sink

        def crash():
            restart()
            connection.close()

        processes = staging.PROCESSES
        # By name: what is done, and how many mails may come again for it.
        faults = {
            "worker killed at a random mail": (staging.killed_at_a_random_mail, processes),
            "killed while the answer is held": (staging.killed_while_the_answer_is_held, processes),
            "queue flushed": (staging.queue_flushed, 0),
            "job queued twice": (staging.queued_twice, 0),
            "two clocks": (staging.two_beats, 0),
            "database crashed": (lambda stage, chance: staging.database_gone(stage, chance, crash), 2 * processes),
            "mail server refuses some": (staging.refusing_some, 0),
            "mail server fails twice": (staging.failing_twice, 0),
            "line cut after the body": (staging.cut_after_the_body, 0),
            "mail server hangs": (staging.hanging, 0),
        }
        chosen = {name: fault for name, fault in faults.items() if not options.faults or name in options.faults}
        print(f"{options.rounds} rounds of {options.mails} mails each")
        print(
            f"{'fault':34} {'lost':>6} {'doubled':>8} {'again':>6} {'most in a round':>16} {'seconds':>8}", flush=True
        )
        good = True
        with Sink(delay=0.01) as sink, staging.Stage(sink, Path(logs)) as stage:
            stage.people(options.mails)
            for name, (fault, bearable) in chosen.items():
                if name == "mail server hangs":
                    stage.fire()
                    stage.timeout = 1
                begun, rounds = time.monotonic(), []
                for number in range(options.rounds):
                    not_to = fault(stage, random.Random(f"{name} {number}")) or ()
                    rounds.append(stage.outcome(not_to))
                lost, doubled, again = (sum(each) for each in zip(*rounds, strict=True))
                most, seconds = max(again for *_others, again in rounds), time.monotonic() - begun
                print(LINE.format(name, lost, doubled, again, most, round(seconds)), flush=True)
                good = good and not lost and not doubled and most <= bearable
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
