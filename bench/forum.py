"""How fast the forum is, beside the fastest that a Django site on this machine can be.

    .venv/bin/python bench/forum.py                       all of it, into bench/RESULTS.md: about six minutes
    .venv/bin/python bench/forum.py --quick [PAGE ...]    the thread page, or those that are named: half a minute
    .venv/bin/python bench/forum.py --profile PAGE [--visitor]    where the time of a page goes

Pages: thread last list list200 search any large huge hugelast, and with --quick also reply.

bench/README.md says what is measured, against what, and why so. Exits with 1 when a page answered with an error under
load, or a reply was lost; targets that were missed are said in the tables.
"""

import argparse
import os
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent
sys.path[:0] = [str(BENCH), str(BENCH.parent)]

READERS = 200  # members who read in turn, so that no page is measured for the cache of one reader alone


def say(line):
    print(line, file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", nargs="*", metavar="PAGE", help="these pages and nothing else, by default: thread")
    parser.add_argument("--profile", metavar="PAGE", help="where the time of this page goes, and nothing else")
    parser.add_argument("--visitor", action="store_true", help="with --profile: for somebody who is not signed in")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="of each round of each page on each site")
    parser.add_argument("--rebuild", action="store_true", help="build the data set anew")
    options = parser.parse_args()

    from stage.data import Data, folder
    from stage.machine import busy

    from portal.embedded import sharing

    others = busy()
    place = sharing.arranged(folder())
    with sharing.claimed(place, purpose="bench/forum.py", said=say, hurry=lambda: False):
        with sharing.started(place, os.environ, said=say, quiet=True) as servers:
            data = Data(place, servers, int(os.environ.get("BENCH_SCALE", "1")))
            whole = options.quick is None and not options.profile
            data.prepare(say, anew=whole, rebuild=options.rebuild)
            os.environ.update(data.environment())
            wrong = measure(data, options, others)
            if whole:
                data.forget()
    for line in wrong:
        say(line)
    return int(bool(wrong))


def measure(data, options, others):
    """Start both sites and do what the options ask for. Returns what went wrong, as lines."""
    import django

    django.setup()
    from stage import sites
    from stage.bench import Bench
    from stage.pages import pages, shown

    portal, limit = sites.portal(data), None
    try:
        portal.await_answer("/healthz")
        # The limit's pages show as much as the portal's do.
        known = pages(data, portal, ["thread", "list"], say)
        posts, threads = (len(shown(portal, known[name].portal)) for name in ("thread", "list"))
        limit = sites.limit(data, posts, threads)
        limit.await_answer(known["thread"].limit)
        bench = Bench(data, portal, limit, rounds=options.rounds, seconds=options.seconds, readers=READERS, said=say)
        if options.profile:
            bench.profile(options.profile, visitor=options.visitor)
        elif options.quick is not None:
            bench.quick(options.quick or ["thread"])
        else:
            (BENCH / "RESULTS.md").write_text(bench.whole(others))
            say("Written to bench/RESULTS.md.")
        return bench.wrong
    finally:
        for site in (limit, portal):
            if site:
                site.stop()


if __name__ == "__main__":
    sys.exit(main())
