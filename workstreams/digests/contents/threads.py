"""What is new in the groups of a batch of readers.

Readers of one group mostly have the same window. What was said in it is counted once, by thread, sector and author; a
reader's own posts and what they muted are taken off in memory. Never in it: hidden and withdrawn posts.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import OuterRef, Subquery

from workstreams.digests.contents.shape import GroupNews, Said, ThreadNews
from workstreams.digests.contents.words import excerpt
from workstreams.discussion.models import Post, Thread

THREADS = 5  # in each group
POSTS = 3  # in each thread

_COUNTED = """
    SELECT w.n, p.thread_id, p.sector_id, CASE WHEN p.author_id = ANY(%s) THEN p.author_id END AS own,
        count(*), count(*) FILTER (WHERE p.parent_id IS NULL), max(p.created_at)
    FROM unnest(%s::int[], %s::bigint[], %s::timestamptz[], %s::timestamptz[]) AS w (n, group_id, since, until)
    JOIN discussion_thread t ON t.group_id = w.group_id AND t.last_post_at > w.since
    JOIN discussion_post p ON p.thread_id = t.id AND p.created_at > w.since AND p.created_at <= w.until
    WHERE p.hidden_at IS NULL AND p.withdrawn_at IS NULL
    GROUP BY w.n, p.thread_id, p.sector_id, own
"""
_NEWEST = f"""
    SELECT w.n, p.id
    FROM unnest(%s::int[], %s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::bigint[])
        AS w (n, thread_id, since, until, but)
    CROSS JOIN LATERAL (
        SELECT id, created_at FROM discussion_post
        WHERE thread_id = w.thread_id AND created_at > w.since AND created_at <= w.until
            AND hidden_at IS NULL AND withdrawn_at IS NULL AND author_id <> w.but
        ORDER BY created_at DESC, id DESC LIMIT {POSTS}
    ) p
    ORDER BY w.n, p.created_at DESC, p.id DESC
"""  # noqa: S608 - a number of ours


class Window(NamedTuple):
    """What is read for all who share it."""

    group: int
    since: datetime
    until: datetime


class Count(NamedTuple):
    """What was said in a thread in a window. Those that come first are the largest. `but`: the author who is left out,
    where they said something there, else 0."""

    spoke: int
    posts: int
    newest: datetime
    thread: int
    roots: int
    sectors: frozenset
    but: int


class Tallies:
    """What was said in the windows of these readers, and the news that come of it. Five queries, whoever they are."""

    def __init__(self, readers, groups):
        self._groups = groups
        self._windows = {
            Window(group, since, reader.wish.until) for reader in readers for group, since in reader.groups.items()
        }
        self._cells = self._counted({reader.pk for reader in readers})
        self._for_all = {
            window: {thread: _count(thread, cells) for thread, cells in threads.items()}
            for window, threads in self._cells.items()
        }
        self._speakers = {window: _speakers(threads) for window, threads in self._cells.items()}
        self._in_order = {window: sorted(counts.values(), reverse=True) for window, counts in self._for_all.items()}

    def _counted(self, members):
        windows = list(self._windows)
        found = defaultdict(lambda: defaultdict(list))
        if windows:
            with connection.cursor() as cursor:
                columns = [list(column) for column in zip(*windows, strict=True)]
                cursor.execute(_COUNTED, [list(members), list(range(len(windows))), *columns])
                for n, thread, *cell in cursor:
                    found[windows[n]][thread].append(cell)
        return found

    @property
    def threads(self):
        """The numbers of all threads with news for anybody."""
        return {thread for threads in self._cells.values() for thread in threads}

    def read(self, readers):
        """{index of a reader: its GroupNews}, once the readers' levels are known."""
        ranked = [self._ranked(reader) for reader in readers]
        shown = {(window, count) for rows in ranked for window, counts, _all in rows for count in counts}
        said = self._said({(window, count.thread, count.but) for window, count in shown})
        threads = _threads({count.thread for _window, count in shown})
        plain = {key: self._thread_news(*key, threads, said) for key in shown}
        return {
            index: self._news(reader, rows, plain)
            for index, (reader, rows) in enumerate(zip(readers, ranked, strict=True))
        }

    def _ranked(self, reader):
        """(window, the first counts, how many there are) of each of the reader's groups with news."""
        rows = []
        for group, since in reader.groups.items():
            window = Window(group, since, reader.wish.until)
            counts = self._own_order(window, reader)
            if counts:
                rows.append((window, counts[:THREADS], len(counts)))
        return rows

    def _own_order(self, window, reader):
        in_order = self._in_order.get(window, [])
        spoke_in = self._speakers.get(window, {}).get(reader.pk, ())
        mutes = reader.mutes
        if not spoke_in and not reader.levels and window.group not in reader.group_levels:
            return in_order
        heard = [count for count in in_order if not mutes(count.thread, window.group)]
        if not spoke_in:
            return heard
        cells = self._cells[window]
        own = [
            _count(count.thread, cells[count.thread], reader.pk) if count.thread in spoke_in else count
            for count in heard
        ]
        return sorted((count for count in own if count.posts), reverse=True)

    def _said(self, wanted):
        """The newest posts: {(window, thread, but): (Said, …)}. Two queries."""
        wanted = [one for one in wanted if self._groups[one[0].group].texts_in_mail]
        if not wanted:
            return {}
        columns = [
            [thread for _window, thread, _but in wanted],
            [window.since for window, _thread, _but in wanted],
            [window.until for window, _thread, _but in wanted],
            [but for _window, _thread, but in wanted],
        ]
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST, [list(range(len(wanted))), *columns])
            rows = cursor.fetchall()
        posts = _posts({post for _n, post in rows})
        found = defaultdict(list)
        for n, post in rows:
            if post in posts:
                found[wanted[n]].append(posts[post])
        return {key: tuple(said) for key, said in found.items()}

    def _thread_news(self, window, count, threads, said):
        title, author, organisation = threads[count.thread]
        return ThreadNews(
            number=count.thread,
            group_slug=self._groups[window.group].slug,
            title=title,
            author=author,
            organisation=organisation or "",
            spoke=tuple(sorted(count.sectors)),
            replies=count.posts - count.roots,
            is_new=bool(count.roots),
            said=said.get((window, count.thread, count.but), ()),
        )

    def _news(self, reader, rows, plain):
        news = []
        for window, counts, how_many in rows:
            group = self._groups[window.group]
            threads = tuple(_for(reader, plain[window, count]) for count in counts)
            news.append(GroupNews(group.pk, group.slug, group.name, group.texts_in_mail, threads, how_many))
        return tuple(news)


def _for(reader, thread):
    level = reader.chosen_level(thread.number)
    return replace(thread, level=level) if level else thread


def _count(thread, cells, but=None):
    """The cells of a thread (sector, author of the batch or None, posts, roots, newest) as one count, without those of
    one author."""
    others = [cell for cell in cells if cell[1] != but] if but else cells
    sectors = frozenset(cell[0] for cell in others if cell[0] is not None)
    return Count(
        spoke=len(sectors),
        posts=sum(cell[2] for cell in others),
        newest=max((cell[4] for cell in others), default=datetime.min),
        thread=thread,
        roots=sum(cell[3] for cell in others),
        sectors=sectors,
        but=but or 0,
    )


def _speakers(threads):
    """{author of the batch: the threads in which they spoke}."""
    found = defaultdict(set)
    for thread, cells in threads.items():
        for _sector, author, *_counts in cells:
            if author is not None:
                found[author].add(thread)
    return found


def _threads(numbers):
    """{number: (title, who opened it, for which organisation)}. One query."""
    roots = Post.objects.filter(thread=OuterRef("pk"), parent=None)
    threads = Thread.objects.filter(pk__in=numbers).annotate(
        organisation_then=Subquery(roots.values("organisation__name")[:1])
    )
    return {row[0]: row[1:] for row in threads.values_list("pk", "title", "author__name", "organisation_then")}


def _posts(numbers):
    """{number: Said} of those that everybody may still read who may read there. One query."""
    posts = Post.objects.not_hidden().filter(pk__in=numbers)
    rows = posts.values_list("pk", "author__name", "sector__name", "organisation__name", "body_html")
    return {
        pk: Said(pk, author, str(sector or ""), organisation or "", excerpt(html))
        for pk, author, sector, organisation, html in rows
    }
