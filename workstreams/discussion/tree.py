"""The tree of a thread: places in it, and pages of it that cost the same at any size.

A place is a materialised path: the ids from the root down, five bytes each, big-endian. Bytes compare as the tree
reads, depth first, replies in the order in which they came. Five bytes hold 2**40 ids.
"""

from dataclasses import dataclass, field

ID_BYTES = 5
PAGE_SIZE = 50
# How many posts stand above the one that an address points at, where there are that many.
CONTEXT = 5
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
    """Posts in reading order. `earlier`, `later` and `last`: ids of the posts that those pages begin with, or None."""

    posts: list = field(default_factory=list)
    earlier: int | None = None
    later: int | None = None
    last: int | None = None


def page(posts, *, start=None, size=PAGE_SIZE):
    """Read one page of a thread's posts (a queryset of that thread), beginning with the post `start`, else the first.

    Two queries on the first page, four on others, whatever the size. Raises LookupError when no post of the thread
    has the id `start`.
    """
    ordered = posts.in_tree_order()
    here = ordered
    earlier = None
    if start is not None:
        path = ordered.filter(pk=start).values_list("path", flat=True).first()
        if path is None:
            raise LookupError(start)
        here = ordered.filter(path__gte=path)
        before = list(_places(ordered.filter(path__lt=path).reverse()[:size]))
        earlier = before[-1] if before else None
    found = list(here[: size + 1])
    later = found[size].pk if len(found) > size else None
    last = None
    if later:
        tail = list(_places(ordered.reverse()[:size]))
        last = tail[-1]
    return Page(posts=found[:size], earlier=earlier, later=later, last=last)


def page_holding(posts, post, *, size=PAGE_SIZE):
    """Return the id with which a page that shows `post` begins, or None where that is the first page.

    The page begins a few posts above it. One query.
    """
    above = list(_places(posts.in_tree_order().filter(path__lt=bytes(post.path)).reverse()[: CONTEXT + size]))
    if len(above) < size:
        return None
    return above[CONTEXT - 1]


def _places(posts):
    return posts.values_list("pk", flat=True)
