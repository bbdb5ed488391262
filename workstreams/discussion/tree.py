"""The tree of a thread: places in it, its branches, and pages of it that cost the same at any size.

A place is a materialised path: the ids from the root down, five bytes each, big-endian. Bytes compare as the tree
reads, depth first, replies in the order in which they came. Five bytes hold 2**40 ids.
"""

from dataclasses import dataclass, field, replace

from django.db.models import Q, Subquery, Value

ID_BYTES = 5
PAGE_SIZE = 20
# How many posts stand above the one that an address points at, where there are that many.
CONTEXT = 3
# The two orders of reading: as a tree, and as it was said. Each has an index that begins with the thread.
BY_PLACE = ("path",)
BY_TIME = ("created_at", "pk")
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


def places(replies, first, above=None):
    """Yield (id, path, depth) for the post `first` under the post `above`, or as a root, and for all below it.

    `replies`: {id of a post: ids of those that answer it}.
    """
    waiting = [(first, above)]
    while waiting:
        post_id, parent = waiting.pop()
        own = Place(*place(post_id, parent))
        yield post_id, own.path, own.depth
        waiting += [(reply, own) for reply in replies.get(post_id, [])]


@dataclass(frozen=True, slots=True)
class Place:
    """As much of a post as `place` asks of a parent."""

    path: bytes
    depth: int


def end_of_branch(path):
    """Where the branch of the post at this place ends: a place beyond all of it, and up to all that comes after."""
    path = bytes(path)
    return (int.from_bytes(path, "big") + 1).to_bytes(len(path), "big")


def branch(posts, post):
    """Those of `posts` (a queryset of one thread) that are `post` or stand below it: a range of places."""
    return posts.filter(path__gte=bytes(post.path), path__lt=end_of_branch(post.path))


@dataclass(frozen=True)
class Page:
    """Posts in the order of reading, and the post that would come next, or None.

    `earlier`, `later` and `last`: ids of the posts that those pages begin with, or None.
    """

    posts: list = field(default_factory=list)
    following: object = None
    earlier: int | None = None
    last: int | None = None

    @property
    def later(self):
        return self.following and self.following.pk


def page(posts, *, start=None, size=PAGE_SIZE, order=BY_PLACE):
    """Read one page of `posts` (a queryset of one thread, or of a branch), from the post `start` on, else the first.

    Two queries, whatever the size and wherever the page. Raises LookupError when none of the posts has the id `start`.
    """
    here, page = page_from(spots(posts, start, size, order), start, size)
    found = {post.pk: post for post in posts.filter(pk__in=here)}
    return filled(page, [found[number] for number in here], size)


def spots(posts, start, size=PAGE_SIZE, order=BY_PLACE):
    """Where the posts of a page stand, with the one after, those just above, and the last ones of all: in no order,
    as a queryset of rows without any words."""
    ordered = posts.order_by(*order)
    here = ordered if start is None else ordered.filter(_from(posts, start, order))
    before = ordered.none() if start is None else ordered.filter(_before(posts, start, order))
    return _of_kind("here", here, order, size + 1).union(
        _of_kind("above", before.reverse(), order, size), _of_kind("below", ordered.reverse(), order, size), all=True
    )


def _of_kind(kind, posts, order, size):
    return posts.annotate(kind=Value(kind)).values_list("kind", *order, "pk")[:size]


def page_from(spots, start, size=PAGE_SIZE):
    """Of what `spots` found, the numbers of the posts here, in order, and the page still without them. Raises
    LookupError as `page`."""
    # What a union leaves in no order is put in it here. Places come as memory, which cannot be compared.
    rows = sorted(tuple(map(_comparable, row)) for row in spots)
    here, above, below = ([row[-1] for row in rows if row[0] == kind] for kind in ("here", "above", "below"))
    if start is not None and here[:1] != [start]:
        raise LookupError(start)
    # The last of those above with which a whole page begins, or the first of all; both are read from below.
    return here, Page(earlier=above[0] if above else None, last=below[0] if len(here) > size else None)


def filled(page, found, size=PAGE_SIZE):
    """The page with its posts: `found`, with the one after."""
    return replace(page, posts=found[:size], following=found[size] if len(found) > size else None)


def page_holding(posts, post, *, size=PAGE_SIZE, order=BY_PLACE):
    """Return the id with which a page that shows `post` begins, or None where that is the first page.

    The page begins a few posts above it. One query.
    """
    return start_of_page(list(standing_above(posts, post.pk, size, order)), post, size)


def standing_above(posts, number, size=PAGE_SIZE, order=BY_PLACE):
    """The numbers of those just above a post, the nearest first, as a queryset."""
    before = posts.order_by(*order).filter(_before(posts, number, order))
    return before.reverse().values_list("pk", flat=True)[:size]


def start_of_page(above, post, size=PAGE_SIZE):
    """As `page_holding`, of the numbers that `standing_above` found."""
    if len(above) < size:
        return None
    return [post.pk, *above][min(CONTEXT, size - 1)]


def _from(posts, start, order):
    if order == BY_PLACE:
        return Q(path__gte=_of(posts, start, "path"))
    at = _of(posts, start, "created_at")
    # The first half alone is a range of the index; the other puts those of one moment in their order.
    return Q(created_at__gte=at) & (Q(created_at__gt=at) | Q(pk__gte=start))


def _before(posts, start, order):
    if order == BY_PLACE:
        return Q(path__lt=_of(posts, start, "path"))
    at = _of(posts, start, "created_at")
    return Q(created_at__lte=at) & (Q(created_at__lt=at) | Q(pk__lt=start))


def _of(posts, start, column):
    return Subquery(posts.order_by().filter(pk=start).values(column)[:1])


def _comparable(value):
    return bytes(value) if isinstance(value, memoryview) else value
