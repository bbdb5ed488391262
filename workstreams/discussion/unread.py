"""What somebody has not read yet, counted from the posts themselves: whatever is said, hidden, withdrawn or moved, the
next count is right.

Unread is a readable post of somebody else that the reader's mark does not call read. In a thread that they never opened
those count that were said since they took their seat in its group, or since they chose to track or watch it. Nothing
counts in what they muted. Counts end at `MOST`: nobody reads them further, and so they cost the same in a thread of
any size.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from members.permissions import is_active_member
from workstreams.discussion.models import Following, GroupFollowing, Post, ReadMark, Thread
from workstreams.groups.models import Participation

MOST = 100
#: So many unread posts are put into the order of the tree; where there are more, the tree is searched from its top.
FEW = 500
FOLLOWED = [Following.Level.TRACKING, Following.Level.WATCHING]
MUTED = Following.Level.MUTED
NUMBERS = ArrayField(BigIntegerField())


@dataclass(frozen=True)
class Reading:
    """How a reader stands to a thread. `level` is how closely they follow it; `count` what is unread, at most `MOST`;
    `opened_at` when they last read in it, None for never; `is_new`: unread, and neither
    opened nor followed before. `newest` is the number of the newest readable post, None for those whose reading is not
    kept."""

    level: str = Following.Level.NORMAL
    count: int = 0
    opened_at: datetime | None = None
    until: int | None = None
    beyond: frozenset = frozenset()
    since: datetime | None = None
    reader: int | None = None
    newest: int | None = None
    is_chosen: bool = False

    @property
    def is_new(self):
        return bool(self.count) and self.opened_at is None and not self.is_chosen

    @property
    def shown(self):
        """The count as it is shown."""
        return shown(self.count)

    def is_unread(self, post):
        """Whether this post of the thread is unread. No query."""
        if post.hidden_at or post.withdrawn_at or post.author_id == self.reader or self.level == MUTED:
            return False
        if self.until is None:
            return self.since is not None and post.created_at >= self.since
        return post.pk > self.until and post.pk not in self.beyond


def shown(count):
    """A count in digits; one that ends at `MOST` as "99+"."""
    return str(count) if count < MOST else f"{MOST - 1}+"


def with_reading(threads, user):
    """The threads with what `reading(thread)` needs. No query more; None of it for those who are not admitted."""
    if not is_active_member(user):
        return threads
    marks = ReadMark.objects.filter(member=user, thread=OuterRef("pk"))
    chosen = Following.objects.filter(member=user, thread=OuterRef("pk"))
    group = GroupFollowing.objects.filter(member=user, group=OuterRef("group"))
    threads = threads.annotate(
        read_until=Subquery(marks.values("until")),
        read_beyond=Subquery(marks.values("beyond"), output_field=NUMBERS),
        read_at=Subquery(marks.values("changed_at")),
        is_chosen=Exists(chosen),
        newest_post=Subquery(Post.objects.not_hidden().filter(thread=OuterRef("pk")).order_by("-pk").values("pk")[:1]),
        own_level=Coalesce(
            Subquery(chosen.values("level")), Subquery(group.values("level")), Value(Following.Level.NORMAL.value)
        ),
    )
    threads = threads.annotate(
        unread_since=Coalesce(
            _seated_since(user, OuterRef("group")),
            Case(
                When(
                    own_level__in=FOLLOWED,
                    then=Coalesce(Subquery(chosen.values("changed_at")), Subquery(group.values("changed_at"))),
                )
            ),
            output_field=DateTimeField(),
        ),
    )
    here = _posts(user).filter(thread=OuterRef("pk"))
    after_mark = here.filter(~Q(_Among(F("pk"), OuterRef("read_beyond"))), pk__gt=OuterRef("read_until"))
    since_seat = here.filter(created_at__gte=OuterRef("unread_since"))
    return threads.annotate(
        unread_count=Case(
            When(own_level=MUTED, then=Value(0)),
            When(read_until__isnull=False, then=_count(after_mark)),
            When(unread_since__isnull=False, then=_count(since_seat)),
            default=Value(0),
        )
    )


#: What `with_reading` adds, by name.
READ = [
    *("read_until", "read_beyond", "read_at", "is_chosen", "newest_post", "own_level", "unread_since", "unread_count"),
]


def reading(thread, user):
    """The Reading of a thread, or of a row with READ, that came `with_reading` for this user."""
    if not hasattr(thread, "unread_count"):
        return Reading()
    return Reading(
        level=thread.own_level,
        count=thread.unread_count,
        opened_at=thread.read_at,
        until=thread.read_until,
        beyond=frozenset(thread.read_beyond or ()),
        since=thread.unread_since,
        reader=user.pk,
        newest=thread.newest_post,
        is_chosen=thread.is_chosen,
    )


def readings(threads, user):
    """The Reading of each of these threads, by its id. One query, or none for those whose reading is not kept: what a
    list has in common for all its readers can be read apart from it."""
    if not is_active_member(user):
        return {thread.pk: Reading() for thread in threads}
    found = Thread.objects.visible_to(user).filter(pk__in=[thread.pk for thread in threads]).only("pk", "group")
    return {thread.pk: reading(thread, user) for thread in with_reading(found, user)}


def of_groups(user):
    """How many unread posts there are in each group in which the user has a seat: {group id: count}. One query."""
    if not is_active_member(user):
        return {}
    seats = Participation.objects.current().filter(member=user)
    here = (
        _posts(user)
        .filter(thread__group=OuterRef("group"))
        .alias(
            mark=FilteredRelation("thread__read_marks", condition=Q(thread__read_marks__member=user)),
            chosen=FilteredRelation("thread__followings", condition=Q(thread__followings__member=user)),
        )
    )
    heard = here.alias(
        own_level=Coalesce(F("chosen__level"), OuterRef("group_level"), output_field=CharField())
    ).exclude(own_level=MUTED)
    after_mark = heard.filter(~Q(_Among(F("pk"), F("mark__beyond"))), pk__gt=F("mark__until"))
    never_opened = heard.filter(
        mark=None, created_at__gte=OuterRef("since"), thread__last_post_at__gte=OuterRef("since")
    )
    group = GroupFollowing.objects.filter(member=user, group=OuterRef("group"))
    rows = seats.annotate(
        group_level=Coalesce(Subquery(group.values("level")), Value(Following.Level.NORMAL.value)),
        since=_seated_since(user, OuterRef("group")),
    ).annotate(opened=_count(after_mark), new=_count(never_opened))
    return {row["group_id"]: min(row["opened"] + row["new"], MOST) for row in rows.values("group_id", "opened", "new")}


def news_of_groups(user):
    """What of_groups counts, as it is shown, without the groups in which nothing is unread: settings.NEWS_OF_GROUPS."""
    return {group: shown(count) for group, count in of_groups(user).items() if count}


def unread_posts(thread, user):
    """The unread posts of a thread that came `with_reading`, as a queryset."""
    own = reading(thread, user)
    here = _posts(user).filter(thread=thread) if own.reader and own.level != MUTED else Post.objects.none()
    if own.until is not None:
        return here.filter(pk__gt=own.until).exclude(pk__in=own.beyond)
    return here.filter(created_at__gte=own.since) if own.since else here.none()


def next_unread(thread, user, *, after=None):
    """The first unread post of a thread in the order of reading, or the first one below the post `after` where there is
    one; None where nothing is unread. Three queries at most."""
    unread = unread_posts(thread, user).only("pk", "path", "thread")
    few = list(unread.order_by("pk")[: FEW + 1])
    if not few:
        return None
    place = after and Post.objects.filter(thread=thread, pk=after).values_list("path", flat=True).first()
    if len(few) <= FEW:
        few.sort(key=lambda post: bytes(post.path))
        below = (post for post in few if place and bytes(post.path) > bytes(place))
        return next(below, few[0])
    below = place and unread.filter(path__gt=bytes(place)).in_tree_order().first()
    return below or unread.in_tree_order().first()


def muted_by(user):
    """The threads of which this user wants to hear nothing."""
    level = Following.objects.filter(member=user, thread=OuterRef("pk"))
    muted_groups = GroupFollowing.objects.filter(member=user, level=MUTED).values("group")
    chosen = Q(Exists(level.filter(level=MUTED)))
    return Thread.objects.filter(chosen | (Q(group__in=muted_groups) & ~Q(Exists(level))))


def _posts(user):
    return Post.objects.not_hidden().exclude(author=user)


def _seated_since(user, group):
    """When the user came to the table of a group, None where they do not sit there. A new role is no new beginning."""
    seats = Participation.objects.filter(member=user, group=group)
    before = Participation.objects.filter(member=user, group=OuterRef("group"), left_at=OuterRef("joined_at"))
    begun = seats.exclude(Exists(before)).order_by("-joined_at").values("joined_at")[:1]
    return Case(When(Exists(seats.current()), then=Subquery(begun)), output_field=DateTimeField())


class _Among(Func):
    """Whether a number is one of an array's. Of none there is, it is not."""

    function = ""
    arg_joiner = " = ANY ("
    template = "(%(expressions)s))"
    output_field = BooleanField()

    def __init__(self, number, array):
        super().__init__(number, Coalesce(array, Value([], output_field=NUMBERS), output_field=NUMBERS))


def _count(posts):
    """How many of these there are, counted no further than `MOST`: in no order, which would be made of all of them."""
    return Func(
        ArraySubquery(posts.order_by().values("pk")[:MOST]), function="CARDINALITY", output_field=IntegerField()
    )
