"""What is in a digest: read for one member and one window, with the rights of this moment.

Never in it: the member's own words, hidden posts, groups that the member left or may not see.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber

from members.models import Sector
from workstreams.discussion.models import Post, Thread
from workstreams.discussion.unread import muted_by
from workstreams.groups.models import JoinRequest, WorkingGroup
from workstreams.markup.sanitising import words
from workstreams.moderation.models import Case, Flag
from workstreams.search.fresh import fresh

THREADS = 5  # in each group
POSTS = 3  # in each thread
CHARACTERS = 600  # of each post, near enough
CHARACTERS_OF_A_HIT = 240  # of each post that a saved search found


@dataclass(frozen=True)
class Matter:
    """What waits for a lead of a group: how many of it, and since when the oldest."""

    group_name: str
    group_slug: str
    count: int
    since: datetime.datetime


@dataclass(frozen=True)
class Said:
    """A post with its words, on one line, cut where they are many."""

    post: Post
    text: str


@dataclass(frozen=True)
class ThreadNews:
    """What is new in a thread. `spoke`: the sectors that did, in the window and in their fixed order; `replies`: new
    posts that answer; `is_new`: opened in the window; `organisation`: of whoever opened it, on that day, or ""."""

    thread: Thread
    spoke: list
    replies: int
    is_new: bool
    organisation: str
    said: list

    @property
    def voices(self):
        """The names of the sectors that spoke."""
        return [str(sector) for sector in self.spoke]


@dataclass(frozen=True)
class GroupNews:
    """A group, its first threads with something new, and how many there are in all."""

    group: WorkingGroup
    threads: list
    thread_count: int

    @property
    def more(self):
        return self.thread_count - len(self.threads)


@dataclass(frozen=True)
class SearchNews:
    """A saved search, the newest posts that it found, and whether there are more."""

    name: str
    query: str
    said: list
    more: bool


@dataclass(frozen=True)
class News:
    """All that one digest tells. `seats`: in how many groups the member takes part."""

    requests: list = field(default_factory=list)
    flags: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    searches: list = field(default_factory=list)
    sectors: list = field(default_factory=list)
    seats: int = 0

    @property
    def is_empty(self):
        return not (self.requests or self.flags or self.groups or self.searches)

    @property
    def thread_count(self):
        return sum(group.thread_count for group in self.groups)

    @property
    def matter_count(self):
        return sum(matter.count for matter in [*self.requests, *self.flags])


def collect(member, since, until):
    """Read what `member` is told of the time after `since` up to `until`. Eleven queries at most, whatever there is."""
    groups = list(WorkingGroup.objects.visible_to(member).joined_by(member).select_related("area"))
    news = _threads_with_news(member, groups, since, until)
    shown = [row for rows in news.values() for row in rows[:THREADS]]
    threads = _threads(shown)
    said = _said(member, shown, since, until)
    sectors = list(Sector.objects.all())
    return News(
        requests=_requests_waiting(member),
        flags=_flags_waiting(member),
        groups=[
            GroupNews(
                group=group,
                threads=[_thread_news(row, threads, sectors, said) for row in news[group.pk][:THREADS]],
                thread_count=len(news[group.pk]),
            )
            for group in groups
            if group.pk in news
        ],
        searches=[
            SearchNews(
                one.saved.name,
                one.saved.query,
                [Said(post, shortened(_own_words(post), CHARACTERS_OF_A_HIT)) for post in one.posts],
                one.more,
            )
            for one in fresh(member, since, until)
        ],
        sectors=sectors,
        seats=len(groups),
    )


def _new_posts(member, since, until):
    return (
        Post.objects.visible_to(member)
        .not_hidden()
        .filter(created_at__gt=since, created_at__lte=until)
        .exclude(author=member)
        .exclude(thread__in=muted_by(member))
    )


def _threads_with_news(member, groups, since, until):
    """By group, a row for each thread with news: those first in which most sectors spoke, then most was said."""
    rows = (
        _new_posts(member, since, until)
        .filter(thread__group__in=[group.pk for group in groups])
        .order_by()
        .values("thread", group=F("thread__group"))
        .annotate(
            sectors=ArrayAgg("sector", distinct=True, filter=Q(sector__isnull=False), default=[]),
            posts=Count("pk"),
            roots=Count("pk", filter=Q(parent=None)),
            newest=Max("created_at"),
        )
    )
    news = defaultdict(list)
    for row in sorted(rows, key=lambda row: (len(row["sectors"]), row["posts"], row["newest"]), reverse=True):
        news[row["group"]].append(row)
    return dict(news)


def _threads(rows):
    roots = Post.objects.filter(thread=OuterRef("pk"), parent=None)
    threads = Thread.objects.select_related("group", "author").annotate(
        organisation_then=Subquery(roots.values("organisation__name")[:1])
    )
    return threads.in_bulk([row["thread"] for row in rows])


def _said(member, rows, since, until):
    """The newest posts of each thread: {thread id: [Said]}."""
    newest_first = Window(RowNumber(), partition_by="thread", order_by=[F("created_at").desc(), F("pk").desc()])
    posts = (
        _new_posts(member, since, until)
        .filter(thread__in=[row["thread"] for row in rows])
        .select_related("author", "sector", "organisation")
        .defer("body")
        .annotate(place=newest_first)
        .filter(place__lte=POSTS)
        .order_by("thread", "place")
    )
    said = defaultdict(list)
    for post in posts:
        said[post.thread_id].append(Said(post, shortened(_own_words(post))))
    return said


def _thread_news(row, threads, sectors, said):
    thread = threads[row["thread"]]
    return ThreadNews(
        thread=thread,
        spoke=[sector for sector in sectors if sector.pk in row["sectors"]],
        replies=row["posts"] - row["roots"],
        is_new=bool(row["roots"]),
        organisation=thread.organisation_then or "",
        said=said[thread.pk],
    )


def _requests_waiting(member):
    led = WorkingGroup.objects.led_by(member)
    waiting = JoinRequest.objects.waiting().filter(group__in=led).exclude(member=member)
    return _by_group(waiting, "group", "pk")


def _flags_waiting(member):
    """What others flagged and this lead may decide: neither on own words, nor on what they flagged themselves, nor what
    is with the secretariat."""
    cases = Case.objects.open().filter(group__in=WorkingGroup.objects.led_by(member), escalated_at=None)
    own = Flag.objects.filter(raised_by=member).values("case")
    return _by_group(cases.exclude(author=member).exclude(pk__in=own), "group", "pk", "opened_at")


def _by_group(waiting, group, counted, moment="created_at"):
    rows = (
        waiting.order_by()
        .values(name=F(f"{group}__name"), slug=F(f"{group}__slug"))
        .annotate(count=Count(counted, distinct=True), since=Min(moment))
        .order_by("since")
    )
    return [Matter(row["name"], row["slug"], row["count"], row["since"]) for row in rows]


def _own_words(post):
    """What the author said; with the quotes, where it is nothing but quotes."""
    return words(post.body_html, quoted=False) or words(post.body_html)


def shortened(text, limit=CHARACTERS):
    """The text, or as many whole words of it as fit and an ellipsis. Scripts without spaces are cut at the limit."""
    if len(text) <= limit:
        return text
    end = text.rfind(" ", limit * 3 // 4, limit + 1)
    return text[: end if end > 0 else limit].rstrip(" ,;:–-") + " …"
