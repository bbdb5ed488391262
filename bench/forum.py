"""How fast the forum is, beside the fastest that a Django site on this machine can be.

    .venv/bin/python bench/forum.py            the whole of it, into bench/RESULTS.md: six minutes
    .venv/bin/python bench/forum.py --quick    the thread page alone: half a minute
    .venv/bin/python bench/forum.py --profile thread [--visitor]    where the time of a page goes

bench/README.md says what is measured, against what, and why so.
"""

import argparse
import os
import sys
from pathlib import Path
from statistics import median

BENCH = Path(__file__).resolve().parent
sys.path[:0] = [str(BENCH), str(BENCH.parent)]

READERS = 200  # members who ask in turn, so that no page is measured for one reader's warm cache alone


def say(line):
    print(line, file=sys.stderr, flush=True)


def quick(data, portal, limit, pages, cookies, options):
    """The pages that are named, each in turn on both sites; prints the ratio of the medians."""
    from stage.load import load, name

    print(f"{options.rounds} rounds of {options.seconds} s by {name()}")
    print(f"{'page':32} {'reader':8} {'portal':>15} {'limit':>15} {'ratio':>6} {'target':>6} {'p50':>7} {'p99':>7}")
    for page in pages:
        for reader, target in (("member", page.members), ("visitor", page.visitors)):
            asked = {site: cookies[site] if reader == "member" else [""] for site in ("portal", "limit")}
            load(portal, page.portal, asked["portal"], 1)
            load(limit, page.limit, asked["limit"], 1)
            ours, theirs = [], []
            for _ in range(options.rounds):
                ours.append(load(portal, page.portal, asked["portal"], options.seconds))
                theirs.append(load(limit, page.limit, asked["limit"], options.seconds))
            rate, best = (median(one.rate for one in rounds) for rounds in (ours, theirs))
            wrong = sum(one.wrong for one in [*ours, *theirs])
            print(
                f"{page.name:32} {reader:8} {rate:11.1f} r/s {best:11.1f} r/s {rate / best:6.2f} {target:6.1f}"
                f" {median(one.p50 for one in ours):7.1f} {median(one.p99 for one in ours):7.1f}"
                + (f"  {wrong} WRONG" if wrong else ""),
                flush=True,
            )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", nargs="*", metavar="PAGE", help="only these pages: thread, unless others are named")
    parser.add_argument("--profile", metavar="PAGE", help="where the time of this page goes, and nothing else")
    parser.add_argument("--visitor", action="store_true", help="with --profile: for somebody who is not signed in")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="of each round of each page")
    parser.add_argument("--rebuild", action="store_true", help="build the data set anew")
    options = parser.parse_args()

    from stage import sites
    from stage.data import Data, folder

    from portal.embedded import sharing

    place = sharing.arranged(folder())
    with sharing.claimed(place, purpose="bench/forum.py", said=say, hurry=lambda: False):
        with sharing.started(place, os.environ, said=say, quiet=True) as servers:
            data = Data(place, servers, int(os.environ.get("BENCH_SCALE", "1")))
            whole = options.quick is None and not options.profile
            data.prepare(say, anew=whole, rebuild=options.rebuild)
            os.environ.update(data.environment())
            return measure(data, sites, options)


def measure(data, sites, options):
    import django

    django.setup()
    from stage.pages import pages
    from stage.readers import sign_in

    from workstreams.discussion import tree
    from workstreams.discussion.views.reading import THREADS_A_PAGE

    cookies = sign_in(data.facts["readers"][:READERS])
    portal = sites.portal(data)
    limit = None
    try:
        portal.await_answer("/healthz")
        known = pages(data, portal, [options.profile] if options.profile else options.quick or ["thread"], say)
        if options.profile:
            from stage.inside import profile

            profile(known[options.profile].portal, "" if options.visitor else cookies["portal"][0])
            return 0
        limit = sites.limit(data, tree.PAGE_SIZE, THREADS_A_PAGE)
        limit.await_answer(next(iter(known.values())).limit)
        quick(data, portal, limit, known.values(), cookies, options)
    finally:
        for site in (portal, limit):
            if site:
                site.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
