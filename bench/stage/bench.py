"""The bench itself: what is measured, in which order."""

import time
from functools import cached_property

from stage import machine, report
from stage.comparing import MEMBER, VISITOR, Compared, compare
from stage.data import ROOT
from stage.load import CONNECTIONS, name
from stage.pages import Page, pages
from stage.replies import CLIENTS, reply
from stage.sites import THREADS, WORKERS

READ = ("thread", "last", "list", "list200", "search")
ALSO = ("any",)
ANSWERED = {"small": "a reply in the thread of 50", "large": "a reply in the thread of 10,000"}
SIZES = ("thread", "large", "huge"), ("last50", "last", "hugelast")


class Bench:
    """Both sites running, with members signed in to them. `wrong` gathers what must not happen."""

    def __init__(self, data, portal, limit, *, rounds, seconds, readers, said):
        from stage.readers import sign_in

        self.data, self.portal, self.limit = data, portal, limit
        self.rounds, self.seconds, self.said = rounds, seconds, said
        self.writers = sign_in(data.facts["readers"])
        self.cookies = {site: jar[:readers] for site, jar in self.writers.items()}
        self.wrong = []

    def pages(self, names):
        return pages(self.data, self.portal, names, self.said)

    def profile(self, name, *, visitor):
        from stage.inside import profile

        profile(self.pages([name])[name].portal, "" if visitor else self.cookies["portal"][0])

    def quick(self, names):
        """These pages alone, a line for each as it is known."""
        print(f"{self.rounds} rounds of {self.seconds} s by {name()}")
        self.compared([each for each in names if each != "reply"], out=print)
        if "reply" in names:
            self.replies(out=print)

    def whole(self, others):
        """Everything. Returns the text of RESULTS.md, which is also printed."""
        begun = time.monotonic()
        compared = self.compared([*READ, *ALSO])
        compared += self.replies()
        # While both have just worked, and before this process brings the whole portal into its own memory.
        memory = self.memory()
        parts = [
            ("Requests per second, beside the limit", report.speeds(compared)),
            ("What a page weighs", f"{self.weights()}\n\n{self.assets()}\n\n{memory}"),
            ("The size of a thread", f"{SIZE_NOTE}\n\n{self.sizes()}"),
            ("On a slow phone", self.paint()),
        ]
        if self.wrong:
            parts.insert(0, ("What went wrong", "\n".join(f"- {line}" for line in self.wrong)))
        facts = [
            *machine.facts(),
            ("commit", machine.revision(ROOT) or "unknown"),
            ("other work on the machine", f"{others:.1f} cores busy before, {machine.busy():.1f} after"),
        ]
        settings = (
            f"{CONNECTIONS} connections, {self.rounds} rounds of {self.seconds} s on each site in turn; both under "
            f"gunicorn with {WORKERS} processes of {THREADS} threads"
        )
        text = report.whole(facts=facts, data=self.data.facts, tool=name(), settings=settings, parts=parts)
        print(text)
        self.said(f"Measured in {time.monotonic() - begun:.0f} s.")
        return text

    def compared(self, names, out=None):
        def said(one):
            target = one.target or "none"
            (out or self.said)(
                f"{one.page.name:28} {one.reader:10} {one.middle('rate'):8.1f} / {one.middle('rate', 'theirs'):8.1f}"
                f" requests/s = {one.ratio:.2f} ({min(one.ratios):.2f} to {max(one.ratios):.2f}),"
                f" by work {one.middle('work'):.1f} / {one.middle('work', 'theirs'):.1f} ms = {one.by_work:.2f},"
                f" target {target}"
            )
            if one.wrong:
                self.wrong.append(f"{one.page.name}, {one.reader}: {one.wrong} answers were errors")
            if not one.same:
                self.said(f"{one.page.name}, {one.reader}: the two sites do not show the same on this page")

        every = self.pages(names).values()
        return compare(
            self.portal, self.limit, every, self.cookies, rounds=self.rounds, seconds=self.seconds, said=said
        )

    def replies(self, out=None):
        """Rounds of replies in two threads, on both sites in turn. Returns Compared, as for the pages."""
        from django.urls import reverse

        found = []
        for thread, title in ANSWERED.items():
            number, slug = self.data.facts["threads"][thread]
            paths = {"portal": reverse("thread_reply", args=[slug, number]), "limit": f"/thread/{number}/reply/"}
            rounds = {"portal": [], "limit": []}
            for turn in range(self.rounds):
                for site in (self.portal, self.limit) if turn % 2 else (self.limit, self.portal):
                    stamp = f"{title} {site.name} {turn} {time.time():.0f}"
                    count = self._counter(site.name, number)
                    one = reply(site, paths[site.name], self._turned(site.name), self.seconds, count, stamp)
                    rounds[site.name].append(one.load)
                    if one.lost:
                        self.wrong.append(f"{title}, {site.name}: {one.lost} of {one.shown} replies are not there")
                    if one.load.wrong:
                        self.wrong.append(f"{title}, {site.name}: {one.load.wrong} replies were refused or not shown")
            page = Page(f"{title}, {CLIENTS} clients", paths["portal"], paths["limit"])
            found.append(Compared(page, MEMBER, rounds["portal"], rounds["limit"], True))
            (out or self.said)(
                f"{page.name:42} {found[-1].middle('rate'):6.1f} / {found[-1].middle('rate', 'theirs'):6.1f} replies/s"
                f" = {found[-1].ratio:.2f}, by work {found[-1].by_work:.2f}, target {page.members}"
            )
        return found

    def _turned(self, site):
        """The writers, begun elsewhere each time: nobody answers twice within seconds."""
        jar = self.writers[site]
        self._place = (getattr(self, "_place", 0) + len(jar) // 7) % len(jar)
        return jar[self._place :] + jar[: self._place]

    @staticmethod
    def _counter(site, thread):
        from django.db import connection

        table = {"portal": "discussion_post", "limit": "limit_post"}[site]

        def count():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {table} WHERE thread_id = %s", [thread])  # noqa: S608
                return cursor.fetchone()[0]

        return count

    @cached_property
    def jars(self):
        return {MEMBER: self.cookies["portal"][0], VISITOR: ""}

    def weights(self):
        from stage.weighing import weight

        weighed = [
            (page.name, reader, *weight(self.portal, page.portal, cookie))
            for page in self.pages(READ).values()
            for reader, cookie in self.jars.items()
        ]
        return report.weights(weighed)

    def assets(self):
        from stage.weighing import assets

        path = self.pages(["thread"])["thread"].portal
        rows = []
        for reader, cookie in self.jars.items():
            found = assets(self.portal, path, cookie)
            size = sum(found.values())
            rows.append([reader, str(len(found)), f"{size / 1000:.1f}", report.verdict(size <= report.ASSETS)])
        head = (
            f"scripts and styles of the thread page | files | kB compressed, at most {report.ASSETS // 1000} | reached"
        )
        return report.table(head, rows)

    def memory(self):
        ours, theirs = self.portal.memory(), self.limit.memory()
        ratio = ours / theirs
        rows = [[f"{ours:.0f}", f"{theirs:.0f}", f"{ratio:.2f}", report.verdict(ratio <= report.MEMORY)]]
        head = f"web processes together, MB (PSS) | the limit's | ratio, at most {report.MEMORY} | reached"
        return report.table(head, rows)

    def sizes(self):
        from stage.weighing import sizes

        rows = []
        for names in SIZES:
            known = self.pages(names)
            measured = sizes({name: page.portal for name, page in known.items()}, self.jars[MEMBER])
            base = measured[names[0]][1]
            rows += [(known[name].name, *figures, figures[1] / base) for name, figures in measured.items()]
        return report.sizes(rows)

    def paint(self):
        from stage.browser import largest_paint

        address = f"http://localhost:{self.portal.port}{self.pages(['thread'])['thread'].portal}"
        rows = []
        for reader, cookie in self.jars.items():
            found = largest_paint(address, cookie)
            if found is None:
                return "Not measured: there is no Chromium here."
            rows.append([reader, f"{found[0]:.2f}", f"{found[1]:.2f}", report.verdict(found[0] <= report.PAINT)])
        head = (
            f"largest contentful paint of the thread page | seconds, at most {report.PAINT} | slowest of five | reached"
        )
        return report.table(head, rows)


SIZE_NOTE = (
    "Milliseconds of one page asked for by a member, in one process and through the whole application, the median of "
    "dozens; the three threads in turn. A last page stands beside the last page of the thread of 50."
)
