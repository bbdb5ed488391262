"""What the page of a thread asks the database, put together once for each kind of reader (see portal.prepared)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, Subquery, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, Now, NullIf

from members.models import Affiliation, Member
from members.permissions import is_active_member, standing
from portal.prepared import Prepared
from workstreams.discussion import tree
from workstreams.discussion.models import Draft, HeldPost, Post, Silence, Thread, Voice
from workstreams.discussion.querysets import LISTED
from workstreams.discussion.unread import READ, with_reading
from workstreams.groups.models import Participation, WorkingGroup

SAME_WORDS_WITHIN = timedelta(minutes=5)


def thread_for(user, slug, pk):
    """The thread of this address with what its page needs, or None. One query."""
    if pk >= 2**63:  # addresses take any number, rows do not
        return None
    found = _THREAD.ask(standing(user), user=user, slug=slug, pk=pk)
    return found[0] if found else None


def page_of(thread, user, *, start=None, order=tree.BY_PLACE, within=None):
    """A page of a thread that was found by `thread_for`, its posts `for_rows(user)`. Arguments and errors as of
    `tree.page`; `within`: the post whose branch alone is read. Two queries."""
    here, page = spots_of(thread, start=start, order=order, within=within)
    found = {post.pk: post for post in Post.objects.visible_to(user).filter(pk__in=here).for_rows(user)}
    return tree.filled(page, [found[number] for number in here if number in found])


def page_of_all(thread, *, start=None, order=tree.BY_PLACE, within=None):
    """The same with no words but those that everybody reads who reads the thread: `for_rows_of_all`. Two queries."""
    here, page = spots_of(thread, start=start, order=order, within=within)
    asked = {f"post_{n}": number for n, number in enumerate([*here, *[0] * (tree.PAGE_SIZE + 1 - len(here))])}
    rows = _ROWS.ask("", **asked) if here else []
    # One may have been moved since the first question, to where this reader does not read.
    found = {post.pk: post for post in rows if post.thread_id == thread.pk}
    return tree.filled(page, [found[number] for number in here if number in found])


def spots_of(thread, *, start=None, order=tree.BY_PLACE, within=None):
    """Where the posts of a page stand, as `tree.page_from`: numbers, and no words. One query."""
    if within is not None:
        posts = tree.branch(Post.objects.filter(thread=thread), within)
        return tree.page_from(tree.spots(posts, start, order=order), start)
    return tree.page_from(_SPOTS.ask((order, start is None), thread=thread, start=start, order=order), start)


def page_holding(thread, post):
    """As `tree.page_holding`, in a thread that the reader may read. One query."""
    return tree.start_of_page(_ABOVE.ask("", thread=thread, number=post.pk), post)


def root_of(thread):
    """The first post of a thread that the reader may read, without its words. One query."""
    return _ROOT.ask("", thread=thread)[0]


def heard_in(thread):
    """Every sector in its fixed order with how many posts it has in a thread that the reader may read, and how many
    organisations spoke there: ([(sector, posts)], number). One query."""
    sectors = _HEARD.ask("", thread=thread)
    return [(sector, sector.spoken) for sector in sectors], sectors[0].organisations_heard if sectors else 0


def speaker(member, group, submission):
    """What decides at first whether a member says something in a group, by the key of a form: their `role` there, ""
    for none; whether the form `was_posted` or `was_held`; and whether there `is_silence` for them that nobody lifted,
    over or not. One query."""
    [known] = _SPEAKER.ask("", member=member.pk, group=group.pk, submission=str(submission or ""))
    return known


def answered_and_sent(parent, member, body, submission):
    """{id: post} of the post that is answered, and of what this form of the member's made, without their words. Each
    `has_same_words`: whether the member has just posted this body in its thread. One query."""
    asked = {"parent": parent.pk, "member": member.pk, "body": body, "submission": str(submission or "")}
    return {post.pk: post for post in _ANSWERED.ask("", **asked)}


def affiliation_of(member):
    """For whom the member speaks now, without the names of it; None for nobody. One query."""
    return next(iter(_AFFILIATION.ask("", member=member.pk)), None)


def group_for(user, slug):
    """The group of this address, ready for the head of its page, or None. One query."""
    found = _GROUP.ask(standing(user), user=user, slug=slug)
    return found[0] if found else None


def threads_of(group, user, begin, size, tag=None):
    """`size` of the group's threads, or of those with a tag, in the order of its list, from the place `begin` on, as
    plain rows of what `of_list` says and what is unread of each. One query."""
    asked = {"user": user, "group": group, "begin": begin, "size": Size(size), "tag": tag}
    return _LIST.ask((*standing(user), size, tag is None), **asked)


@dataclass(frozen=True)
class Size:
    """A number that is part of the question, not of the values."""

    number: int


def _draft(user):
    """Whether a text is kept for the composer at the end of a thread."""
    if not user.is_authenticated:
        return Value(False)
    return Exists(Draft.objects.visible_to(user).filter(thread=OuterRef("pk"), parent=None, post=None))


def _just_said(body):
    return Post.objects.filter(body=body, created_at__gte=Now() - SAME_WORDS_WITHIN)


def _key(submission):
    """A form's key that comes as text; "" is no key."""
    return Cast(NullIf(Value(submission), Value("")), UUIDField())


def _waiting(user):
    """Whether a text of theirs for a thread waits for a lead."""
    if not user.is_authenticated:
        return Value(False)
    return Exists(HeldPost.objects.waiting().filter(thread=OuterRef("pk"), author=user.pk))


_THREAD = Prepared(
    lambda user, slug, pk: with_reading(
        Thread.objects.visible_to(user)
        .for_page(user)
        .filter(group__slug=slug, pk=pk)
        .annotate(has_draft=_draft(user), has_waiting=_waiting(user)),
        user,
    ),
    one_plan=True,
)
_GROUP = Prepared(
    lambda user, slug: WorkingGroup.objects.visible_to(user).for_heading().with_standing_of(user).filter(slug=slug),
    one_plan=True,
)
_LIST = Prepared(
    lambda user, group, begin, size, tag: with_reading(
        Thread.objects.visible_to(user).of_list(group, begin, begin + size.number, tag), user
    ).values_list(*LISTED, *(READ if is_active_member(user) else ()), named=True),
    one_plan=True,
)
_SPOTS = Prepared(lambda thread, start, order: tree.spots(Post.objects.filter(thread=thread), start, order=order))
_ABOVE = Prepared(lambda thread, number: tree.standing_above(Post.objects.filter(thread=thread), number))
_ROOT = Prepared(
    # The first in the order of places, for which there is an index.
    lambda thread: (
        Post.objects.filter(thread=thread, parent=None).order_by("path").defer("body", "body_html", "search")[:1]
    ),
    one_plan=True,
)
_HEARD = Prepared(lambda thread: Voice.objects.heard_in(thread), one_plan=True)
_SPEAKER = Prepared(
    lambda member, group, submission: (
        Member.objects.filter(pk=member)
        .annotate(
            role=Coalesce(
                Subquery(Participation.objects.current().filter(group=group, member=member).values("role")[:1]),
                Value(""),
            ),
            was_posted=Exists(Post.objects.filter(author=member, submission=_key(submission))),
            was_held=Exists(HeldPost.objects.filter(author=member, submission=_key(submission))),
            is_silence=Exists(Silence.objects.filter(group=group, member=member, lifted_at=None)),
        )
        .values_list("role", "was_posted", "was_held", "is_silence", named=True)
    ),
    one_plan=True,
)
_ANSWERED = Prepared(
    lambda parent, member, body, submission: (
        Post.objects.filter(Q(pk=parent) | Q(author=member, submission=_key(submission)))
        .annotate(has_same_words=Exists(_just_said(body).filter(thread=OuterRef("thread"), author=member)))
        .order_by()
        .defer("body", "body_html", "search")
    ),
    one_plan=True,
)
_AFFILIATION = Prepared(lambda member: Affiliation.objects.current().filter(member=member), one_plan=True)
# By their numbers alone, and in no order: where the thread is named as well, the server may read all of it to find
# them, and plans anew each time to see whether it should.
_ROWS = Prepared(
    lambda **posts: Post.objects.filter(pk__in=list(posts.values())).order_by().for_rows_of_all(),
    one_plan=True,
)
