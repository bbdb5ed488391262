"""What the page of a thread asks the database, put together once for each kind of reader (see portal.prepared)."""

from members.permissions import standing
from portal.prepared import Prepared
from workstreams.discussion import tree
from workstreams.discussion.models import Post, Thread
from workstreams.discussion.unread import with_reading


def thread_for(user, slug, pk):
    """The thread of this address with what its page needs, or None. One query."""
    found = _THREAD.ask(standing(user), user=user, slug=slug, pk=pk)
    return found[0] if found else None


def page_of(thread, user, *, start=None, order=tree.BY_PLACE, within=None):
    """A page of the thread's posts, each as `for_rows`. Arguments and errors as of `tree.page`, two queries. `within`:
    the post whose branch alone is read."""
    if within is not None:
        return tree.page(tree.branch(_posts(user, thread), within), start=start, order=order)
    kind = (*standing(user), order, start is None)
    asked = {"user": user, "thread": thread, "start": start, "order": order}
    return tree.page_from(_PAGE.ask(kind, **asked), _EDGES.ask(kind, **asked), start)


def posts_alone(thread, user, *, start):
    """The posts of the page that begins with `start`, and the one after. One query."""
    asked = {"user": user, "thread": thread, "start": start, "order": tree.BY_PLACE}
    return _PAGE.ask((*standing(user), tree.BY_PLACE, start is None), **asked)


def _posts(user, thread):
    return Post.objects.visible_to(user).filter(thread=thread)


_THREAD = Prepared(
    lambda user, slug, pk: with_reading(
        Thread.objects.visible_to(user).for_page(user).filter(group__slug=slug, pk=pk), user
    )
)
_PAGE = Prepared(
    lambda user, thread, start, order: tree.reading(_posts(user, thread).for_rows(user), start, order=order)
)
_EDGES = Prepared(lambda user, thread, start, order: tree.edges(_posts(user, thread), start, order=order))
