"""What 1,000 open pages of threads cost, each asking whether there is anything new as live.js has it.

    .venv/bin/python bench/live.py [--pages 1000] [--seconds 15]        prints what bench/live.md holds

On throw-away servers: members of one group, each with a page of a thread open, and gunicorn as in bench/forum.py. A
page asks after 15 seconds, more or less; after an answer that nothing is new it waits 1.2 times as long, up to a
minute; after news 15 seconds again. As behind a proxy that keeps no lines open, each question comes on a line of its
own. Two scenes: all pages stand in fifty threads, of which one gets a reply each second; all stand in one thread, with
a reply each two seconds, so that nearly each question has news. Each is measured after one round of questions has
passed, so a run loads the site for one minute. Exits with 1 when an answer is wrong, or takes a second.
"""

import argparse
import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

BENCH = Path(__file__).resolve().parent
sys.path[:0] = [str(BENCH), str(BENCH.parent)]

THREADS = 50
SHORTEST, SLOWEST = 15, 60  # seconds, as in static/js/live.js
WORST = 1000  # milliseconds


class Pages:
    """Open pages that ask, each a thread's address and a cookie; what each question came to."""

    def __init__(self, port, pages):
        self.port = port
        self.pages = pages
        self.answers = []

    async def stand(self, seconds):
        """Open for a while, begun at any moment of a page's first pause."""
        until = time.monotonic() + seconds
        await asyncio.gather(*(self._page(address, cookie, until) for address, cookie in self.pages))

    async def _page(self, address, cookie, until):
        etag, pause = "", SHORTEST
        wait = random.uniform(0, SHORTEST)  # noqa: S311 - no secret
        while time.monotonic() + wait < until:
            await asyncio.sleep(wait)
            begun = time.monotonic()
            status, tag = await self._ask(address, cookie, etag)
            self.answers.append((begun, status, 1000 * (time.monotonic() - begun), bool(etag)))
            pause = min(SLOWEST, pause * 1.2) if status == 304 else SHORTEST
            etag = tag or etag
            wait = pause * random.uniform(0.8, 1.2)  # noqa: S311 - as above

    async def _ask(self, address, cookie, etag):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nConnection: close\r\n"
        writer.write(f"{head}{f'If-None-Match: {etag}' if etag else 'X-First: 1'}\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        lines = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        tags = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("etag:")]
        return int(lines[0].split()[1]), tags[0] if tags else ""


def replying(threads, authors, every, until):
    """Post a reply in one of the threads in turn, so often, in a thread of this process."""
    from django.db import connection

    from workstreams.discussion import actions

    number = 0
    while time.monotonic() < until:
        thread = threads[number % len(threads)]
        root = thread.posts.get(parent=None)
        actions.post_reply(thread, by=authors[number % len(authors)], parent=root, body=f"News at {time.time_ns()}.")
        number += 1
        time.sleep(every)
    connection.close()


def scene(name, site, members, threads, *, every, seconds):
    """Let all pages stand in these threads, measured for so many seconds after a first round."""
    from stage.readers import sign_in

    cookies = sign_in([member.pk for member in members])["portal"]
    now = int(time.time() * 1_000_000)
    pages = [
        (f"{threads[number % len(threads)].get_absolute_url()}live/?after={now}", cookie)
        for number, cookie in enumerate(cookies)
    ]
    open_pages = Pages(site.port, pages)

    async def run():
        until = time.monotonic() + SHORTEST + seconds
        posting = asyncio.create_task(asyncio.to_thread(replying, threads, members, every, until))
        standing = asyncio.create_task(open_pages.stand(SHORTEST + seconds))
        await asyncio.sleep(SHORTEST)
        begun, work = time.monotonic(), site.work()
        await standing
        found = begun, time.monotonic() - begun, site.work() - work
        await posting
        return found

    begun, took, work = asyncio.run(run())
    return report(name, [answer for answer in open_pages.answers if answer[0] >= begun], took, work)


def report(name, answers, took, work):
    """A line of the table, and what is wrong."""
    times = sorted(one[2] for one in answers)
    kinds = Counter(one[1] for one in answers)
    p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
    print(
        f"| {name} | {len(answers) / took:.0f} | {kinds[304]} / {kinds[200]} | {p50:.1f} | {p99:.1f} |"
        f" {times[-1]:.0f} | {work / took:.2f} | {1000 * work / len(answers):.1f} |"
    )
    wrong = {status: count for status, count in kinds.items() if status not in {200, 304}}
    return bool(wrong) or times[-1] > WORST


def statements(member, thread):
    """How many SQL statements a question asks of the database: {answer: number}."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings

    found = {}
    with override_settings(ALLOWED_HOSTS=["*"]):
        for who, reader in (("member", member), ("visitor", None)):
            client = Client()
            if reader:
                client.force_login(reader, backend="members.backends.MemberBackend")
            address = f"{thread.get_absolute_url()}live/?after=0"
            etag = client.get(address, secure=True)["ETag"]
            for headers in ({"If-None-Match": etag}, {}):
                with CaptureQueriesContext(connection) as asked:
                    answer = client.get(address, headers=headers, secure=True)
                found[f"{who}, {answer.status_code}"] = len(asked)
    return found


def measure(options, site, place):
    import django

    django.setup()
    from people import Alliance, bring_in_organisations
    from stage import machine

    from members.models import Member
    from workstreams.discussion import actions

    others = machine.busy()
    bring_in_organisations()
    alliance = Alliance()
    alliance.grow(options.pages)
    members = list(Member.objects.filter(participations__group=alliance.group).order_by("pk"))
    threads = [
        actions.start_thread(alliance.group, by=members[number], title=f"Thread {number:02}", body=f"Words {number}.")
        for number in range(THREADS)
    ]
    site.await_answer("/healthz")
    for what, said in machine.facts():
        print(f"- {what}: {said}")
    print(
        f"- {options.pages} pages, {options.seconds} s of each scene; {others:.1f} cores were busy with others before"
    )
    print("- SQL statements: " + ", ".join(f"{n} ({what})" for what, n in statements(members[0], threads[0]).items()))
    print("\n| scene | questions/s | 304 / 200 | p50 ms | p99 ms | longest ms | cores | ms of processor each |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    wrong = [
        scene("fifty threads, a reply a second", site, members, threads, every=1, seconds=options.seconds),
        scene("one thread, a reply in two seconds", site, members, threads[:1], every=2, seconds=options.seconds),
    ]
    print(f"\nMemory of the web processes together: {site.memory():.0f} MB.")
    return any(wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=15, help="of each scene that are measured")
    options = parser.parse_args()
    from stage.sites import Site

    from portal.embedded.folder import Folder
    from portal.embedded.servers import Servers
    from portal.embedded.sharing import arranged

    folder = Path(tempfile.mkdtemp(prefix="portal-bench-", dir="/var/tmp"))  # noqa: S108 - its own folder
    place = arranged(Folder(folder))
    servers, site = Servers(place, throwaway=True), None
    try:
        servers.start(os.environ)
        environment = {**os.environ, **servers.environment, "DJANGO_SETTINGS_MODULE": "portal.settings"}
        environment |= {
            "PORTAL_DEMO": "0",
            "STATIC_MANIFEST": "0",
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": f"{BENCH}{os.pathsep}{BENCH.parent}",
        }
        environment.setdefault("SECRET_KEY", "for the bench only, and for nothing that lasts longer than it")
        migrate = [sys.executable, str(BENCH.parent / "manage.py"), "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=environment, check=True)
        os.environ.update(environment)
        web = {**environment, "DATABASE_POOL": "1"}
        site = Site("portal", "portal.wsgi:application", web, BENCH.parent, place.log("web"), servers)
        return int(measure(options, site, place))
    finally:
        if site:
            site.stop()
        servers.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
