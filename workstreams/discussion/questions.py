"""What the page of a thread asks the database, put together once for each kind of reader (see portal.prepared)."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Value

from members.permissions import standing
from portal.prepared import Prepared
from workstreams.discussion import tree
from workstreams.discussion.models import Draft, HeldPost, Post, Thread
from workstreams.discussion.unread import with_reading
from workstreams.groups.models import WorkingGroup


def thread_for(user, slug, pk):
    """The thread of this address with what its page needs, or None. One query."""
    if pk >= 2**63:  # addresses take any number, rows do not
        return None
    found = _THREAD.ask(standing(user), user=user, slug=slug, pk=pk)
    return found[0] if found else None


def page_of(thread, user, *, start=None, order=tree.BY_PLACE, within=None):
    """A page of the thread's posts, each as `for_rows`. Arguments and errors as of `tree.page`, two queries. `within`:
    the post whose branch alone is read."""
    if within is not None:
        return tree.page(tree.branch(_posts(user, thread), within), start=start, order=order)
    return page_around(posts_alone(thread, user, start=start, order=order), thread, user, start=start, order=order)


def page_around(found, thread, user, *, start=None, order=tree.BY_PLACE, within=None):
    """The page of the posts that `posts_alone` found. One query."""
    if within is not None:
        return tree.page_from(found, tree.edges(tree.branch(_posts(user, thread), within), start, order=order), start)
    kind = (*standing(user), order, start is None)
    return tree.page_from(found, _EDGES.ask(kind, user=user, thread=thread, start=start, order=order), start)


def posts_alone(thread, user, *, start, order=tree.BY_PLACE, within=None):
    """The posts of the page that begins with `start`, and the one after. One query. Arguments as of `page_of`."""
    if within is not None:
        return list(tree.reading(tree.branch(_posts(user, thread), within).for_rows(user), start, order=order))
    asked = {"user": user, "thread": thread, "start": start, "order": order}
    return _PAGE.ask((*standing(user), order, start is None), **asked)


def group_for(user, slug):
    """The group of this address, ready for the head of its page, or None. One query."""
    found = _GROUP.ask(standing(user), user=user, slug=slug)
    return found[0] if found else None


def threads_of(group, user, begin, size, tag=None):
    """`size` of the group's threads, or of those with a tag, in the order of its list, from the place `begin` on, as
    `of_list` and with what is unread of each. One query."""
    asked = {"user": user, "group": group, "begin": begin, "size": Size(size), "tag": tag}
    return _LIST.ask((*standing(user), size, tag is None), **asked)


@dataclass(frozen=True)
class Size:
    """A number that is part of the question, not of the values."""

    number: int


def _posts(user, thread):
    return Post.objects.visible_to(user).filter(thread=thread)


def _draft(user):
    """Whether a text is kept for the composer at the end of a thread."""
    if not user.is_authenticated:
        return Value(False)
    return Exists(Draft.objects.visible_to(user).filter(thread=OuterRef("pk"), parent=None, post=None))


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
    )
)
_GROUP = Prepared(
    lambda user, slug: WorkingGroup.objects.visible_to(user).for_listing().with_standing_of(user).filter(slug=slug)
)
_LIST = Prepared(
    lambda user, group, begin, size, tag: with_reading(
        Thread.objects.visible_to(user).of_list(group, begin, begin + size.number, tag), user
    )
)
_PAGE = Prepared(
    lambda user, thread, start, order: tree.reading(_posts(user, thread).for_rows(user), start, order=order)
)
_EDGES = Prepared(lambda user, thread, start, order: tree.edges(_posts(user, thread), start, order=order))
