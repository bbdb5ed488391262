"""What waits at the desk of a group and what was decided there, read for those who decide. No writes."""

import html
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import Count, F, Min, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Member
from workstreams.discussion.models import Post
from workstreams.groups.models import JoinRequest
from workstreams.moderation.models import Decision, Flag
from workstreams.moderation.permissions import part_in_case

SOON_FROM = timedelta(hours=36)
LATE_FROM = timedelta(hours=48)
EXCERPT = 300
EARLIER = 5


@dataclass(frozen=True)
class Age:
    """How long something has waited: since when, in words, and `level`: "soon" from 36 h, "late" from 48 h, else ""."""

    since: object
    text: str
    level: str


def age(since, now=None):
    """Measure how long something has waited: in minutes below an hour, in days above four, else in hours."""
    waited = (now or timezone.now()) - since
    hours = int(waited / timedelta(hours=1))
    if hours < 1:
        text = _("%(n)s min") % {"n": max(0, int(waited / timedelta(minutes=1)))}
    elif waited < timedelta(days=4):
        text = _("%(n)s h") % {"n": hours}
    else:
        text = ngettext("%(n)s day", "%(n)s days", waited.days) % {"n": waited.days}
    level = "late" if waited >= LATE_FROM else "soon" if waited >= SOON_FROM else ""
    return Age(since=since, text=text, level=level)


@dataclass(frozen=True)
class Case:
    """A post with its open flags, the oldest first. `part` as `permissions.part_in_case` of the reader."""

    post: Post
    flags: list
    part: str

    @cached_property
    def age(self):
        return age(self.flags[0].created_at)

    @cached_property
    def reasons(self):
        """Each reason once, in words, in the order in which they were given."""
        return list(dict.fromkeys(flag.get_reason_display() for flag in self.flags))

    @cached_property
    def sectors(self):
        """The sectors of those who flagged, each once, in the fixed order."""
        return sorted({flag.sector for flag in self.flags if flag.sector}, key=lambda sector: sector.position)

    @cached_property
    def notes(self):
        return [flag for flag in self.flags if flag.note]

    @cached_property
    def excerpt(self):
        """The first words of the post, without marks; as text, so a template has to escape it."""
        words = " ".join(html.unescape(strip_tags(self.post.shown_html)).split())
        return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(' ', 1)[0]} …"


def with_waiting(groups):
    """Count what waits at each group's desk: `open_cases`, posts with an open flag, and `open_requests` to join."""
    flags = Flag.objects.open().filter(post__thread__group=OuterRef("pk"))
    requests = JoinRequest.objects.waiting().filter(group=OuterRef("pk"))
    return groups.annotate(
        open_cases=_count(flags, F("post__thread__group"), "post"), open_requests=_count(requests, F("group"), "pk")
    )


def _count(rows, per, what):
    counted = rows.order_by().values(per=per).annotate(n=Count(what, distinct=True)).values("n")
    return Coalesce(Subquery(counted), 0)


def open_case_ids(group, user):
    """The ids of the posts that wait for a decision in this group, the longest waiting first. One query."""
    return list(
        Flag.objects.visible_to(user)
        .open()
        .filter(post__thread__group=group)
        .values("post")
        .annotate(since=Min("created_at"))
        .order_by("since", "post")
        .values_list("post", flat=True)
    )


def cases(post_ids, user):
    """The cases of these posts, in this order, with the words as this user may read them. Two queries."""
    posts = (
        Post.objects.visible_to(user)
        .readable_by(user)
        .select_related("author", "sector", "organisation", "thread__group")
        .in_bulk(post_ids)
    )
    flags = Flag.objects.visible_to(user).open().filter(post__in=post_ids).select_related("sector")
    flags_of = {}
    for flag in flags.order_by("created_at", "pk"):
        flags_of.setdefault(flag.post_id, []).append(flag)
    return [
        Case(post=posts[pk], flags=flags_of[pk], part=part_in_case(user, posts[pk], flags_of[pk]))
        for pk in post_ids
        # A case that was decided between the two readings is no case any more.
        if pk in posts and pk in flags_of
    ]


def answered_by(post, user):
    """The post that this one answers, or None. One query."""
    parents = Post.objects.visible_to(user).readable_by(user).select_related("author", "sector")
    return parents.filter(pk=post.parent_id).first()


def earlier_decisions(post, user):
    """The latest few decisions in this group about posts of the same author, the newest first. One query."""
    decisions = Decision.objects.visible_to(user).filter(
        post__author=post.author_id, post__thread__group=post.thread.group_id
    )
    return list(decisions.select_related("post").defer("post__body", "post__body_html")[:EARLIER])


def decided(group, user):
    """The group's decisions, the newest first, with the post, its author and how many flags each closed."""
    return (
        Decision.objects.visible_to(user)
        .filter(post__thread__group=group)
        .select_related("post__author", "post__sector", "post__thread", "decided_by")
        .defer("post__body", "post__body_html")
        .annotate(flag_count=Count("flags"))
        .order_by("-decided_at", "-pk")
    )


def requests_to_join(group):
    """The group's requests that wait, the oldest first, each with the member's sector and organisation."""
    return group.join_requests.waiting().prefetch_related(
        Prefetch("member", queryset=Member.objects.with_affiliation())
    )


def has_flagged(user, post):
    """Whether a flag by this member is open on the post. One query."""
    return Flag.objects.open().filter(post=post, raised_by=user).exists()
