"""The tree of a thread: places in it, and pages of it that cost the same at any size.

A place is a materialised path: the ids from the root down, five bytes each, big-endian. Bytes compare as the tree
reads, depth first, replies in the order in which they came. Five bytes hold 2**40 ids.
"""

from dataclasses import dataclass, field

from django.db.models import Subquery, Value

ID_BYTES = 5
PAGE_SIZE = 20
# How many posts stand above the one that an address points at, where there are that many.
CONTEXT = 3
# Below this level a reply stands beside the post that it answers: an index row has room for about 500 levels.
DEEPEST = 400


def place(post_id, parent=None):
    """Return (path, depth) for a new post under `parent`, or for a root. Raises OverflowError beyond 2**40 ids."""
    own = post_id.to_bytes(ID_BYTES, "big")
    if parent is None:
        return own, 0
    above = bytes(parent.path)
    if parent.depth >= DEEPEST:
        return above[:-ID_BYTES] + own, parent.depth
    return above + own, parent.depth + 1


@dataclass(frozen=True)
class Page:
    """Posts in reading order, and the post that would come next, or None.

    `earlier`, `later` and `last`: ids of the posts that those pages begin with, or None.
    """

    posts: list = field(default_factory=list)
    following: object = None
    earlier: int | None = None
    last: int | None = None

    @property
    def later(self):
        return self.following and self.following.pk


def page(posts, *, start=None, size=PAGE_SIZE):
    """Read one page of a thread's posts (a queryset of that thread), beginning with the post `start`, else the first.

    Two queries, whatever the size and wherever the page. Raises LookupError when no post of the thread has
    the id `start`.
    """
    ordered = posts.in_tree_order()
    here, before = ordered, ordered.none()
    if start is not None:
        path = Subquery(posts.order_by().filter(pk=start).values("path")[:1])
        here, before = ordered.filter(path__gte=path), ordered.filter(path__lt=path)
    found = list(here[: size + 1])
    if start is not None and (not found or found[0].pk != start):
        raise LookupError(start)
    following = found[size] if len(found) > size else None
    above, below = _edges(before, ordered, size)
    return Page(
        posts=found[:size],
        following=following,
        earlier=above[-1] if above else None,
        last=below[-1] if following else None,
    )


def page_holding(posts, post, *, size=PAGE_SIZE):
    """Return the id with which a page that shows `post` begins, or None where that is the first page.

    The page begins a few posts above it. One query.
    """
    above = _nearest(posts.in_tree_order().filter(path__lt=bytes(post.path)), size)
    if len(above) < size:
        return None
    return [post.pk, *above][min(CONTEXT, size - 1)]


def _nearest(posts, size):
    """The ids of the last posts of a range, the last one first."""
    return list(posts.reverse().values_list("pk", flat=True)[:size])


def _edges(before, ordered, size):
    """The posts just above a page, and the last ones of the thread, nearest first: two lists of ids in one query."""
    above = before.reverse().annotate(edge=Value("above")).values_list("edge", "path", "pk")[:size]
    below = ordered.reverse().annotate(edge=Value("below")).values_list("edge", "path", "pk")[:size]
    rows = sorted(((edge, bytes(path), pk) for edge, path, pk in above.union(below, all=True)), reverse=True)
    return [pk for edge, _path, pk in rows if edge == "above"], [pk for edge, _path, pk in rows if edge == "below"]
