"""What a member finds on coming home: what needs them, and what is new in their groups."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone

from members.models import Membership, Sector
from members.permissions import is_secretariat
from workstreams.discussion import unread
from workstreams.discussion.models import Thread
from workstreams.duties.due import needs_of
from workstreams.groups.models import JoinRequest, WorkingGroup
from workstreams.home.landing import voices_of
from workstreams.moderation.docket import Age, age
from workstreams.moderation.models import Case

THREADS_A_GROUP = 5
GROUPS_TO_JOIN = 6
WORTH_READING_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Need:
    """Something that waits for this member: `count` of `kind` ("flags", "requests" or "applications"), the oldest
    since `since`. `group` is None for what is not a group's."""

    kind: str
    group: WorkingGroup | None
    count: int
    since: datetime
    url: str

    @property
    def age(self) -> Age:
        return age(self.since)


@dataclass(frozen=True)
class GroupNews:
    """A group of the member's own with its newest threads, as (thread, ids of the sectors that spoke in it, how the
    member stands to it). `unread`: how many posts are, as it is shown, "" for none."""

    group: WorkingGroup
    unread: str = ""
    threads: list = field(default_factory=list)


@dataclass(frozen=True)
class Overview:
    """`decides` tells whether this member decides on anything at all; `dues` is what texts ask of them, the soonest
    first. `to_join` are groups to begin with, offered to a member who has none; `worth_reading` is the thread in which
    most sectors spoke this week, or None."""

    sectors: list
    decides: bool
    needs: list
    dues: list
    asked: list
    news: list
    worth_reading: tuple | None
    to_join: list


def overview(user):
    """Read a member's home. Thirteen queries at most, however many groups, threads and flags there are."""
    led = {group.pk: group for group in WorkingGroup.objects.moderated_by(user)}
    groups = list(WorkingGroup.objects.visible_to(user).joined_by(user).for_listing())
    news = _news(user, groups)
    to_join = [] if groups else WorkingGroup.objects.visible_to(user).for_listing()[:GROUPS_TO_JOIN]
    return Overview(
        sectors=list(Sector.objects.all()),
        decides=bool(led) or is_secretariat(user),
        needs=sorted([*_applications(user), *_flags(user, led), *_requests(led)], key=lambda need: need.since),
        dues=needs_of(user),
        asked=_asked(user),
        news=news,
        worth_reading=_worth_reading(news),
        to_join=list(to_join),
    )


def _asked(user):
    """What this member waits for. A group that has become private since is not named. One query."""
    visible = WorkingGroup.objects.visible_to(user)
    return list(JoinRequest.objects.waiting().filter(member=user, group__in=visible).select_related("group"))


def _applications(user):
    if not is_secretariat(user):
        return
    waiting = Membership.objects.visible_to(user).waiting().order_by()
    found = waiting.aggregate(count=Count("pk"), since=Min("applied_at"))
    if found["count"]:
        url = f"{reverse('admin:members_membership_changelist')}?state={Membership.State.APPLIED}"
        yield Need("applications", None, url=url, **found)


def _flags(user, led):
    cases = Case.objects.visible_to(user).open().order_by()
    if not is_secretariat(user):
        # What was passed on no longer waits for a lead.
        cases = cases.filter(escalated_at=None)
    for row in cases.values("group").annotate(count=Count("pk"), since=Min("opened_at")):
        group = led.get(row.pop("group"))
        url = reverse("desk", args=[group.slug]) if group else reverse("desk_alliance")
        yield Need("flags", group, url=url, **row)


def _requests(led):
    waiting = JoinRequest.objects.waiting().filter(group__in=led).order_by()
    for row in waiting.values("group").annotate(count=Count("pk"), since=Min("created_at")):
        group = led[row.pop("group")]
        yield Need("requests", group, url=reverse("desk_requests", args=[group.slug]), **row)


def _news(user, groups):
    """The groups, those with the newest post first, each with its newest threads and what is unread. Four queries."""
    newest = Window(RowNumber(), partition_by=F("group"), order_by=[F("last_post_at").desc(), F("pk").desc()])
    threads = (
        Thread.objects.visible_to(user)
        .for_group_page()
        .filter(group__in=groups)
        .annotate(place=newest)
        .filter(place__lte=THREADS_A_GROUP)
        .order_by("-last_post_at", "-pk")
    )
    by_pk = {group.pk: group for group in groups}
    counts = unread.news_of_groups(user)
    threads = list(threads)
    readings = unread.readings(threads, user)
    news = {}
    for thread in threads:
        thread.group = by_pk[thread.group_id]
        one = news.setdefault(thread.group_id, GroupNews(thread.group, counts.get(thread.group_id, "")))
        one.threads.append((thread, voices_of(thread), readings[thread.pk]))
    silent = [GroupNews(group) for group in groups if group.pk not in news]
    return [*news.values(), *silent]


def _worth_reading(news):
    since = timezone.now() - WORTH_READING_WITHIN
    fresh = [(thread, spoke) for one in news for thread, spoke, _reading in one.threads if thread.last_post_at >= since]
    return max(fresh, key=lambda pair: (len(pair[1]), pair[0].reply_count), default=None)
