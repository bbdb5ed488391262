"""How a page of a thread is arranged: as a tree or in the order of time, the whole of it or one branch alone."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from workstreams.discussion import tree
from workstreams.discussion.models import Post
from workstreams.discussion.rows import DEEPEST_LEVEL


@dataclass(frozen=True)
class Arrangement:
    """What the address of a page asks for: `order=time`, and `within`, the post whose branch alone is read."""

    by_time: bool = False
    within: Post | None = None

    @property
    def order(self):
        return tree.BY_TIME if self.by_time else tree.BY_PLACE

    @property
    def key(self):
        return (self.by_time, self.within and self.within.pk)

    def address(self, url, start=None):
        """The address of the page that begins with the post `start`, arranged alike; "" without one."""
        return self._address(url, self.by_time, self.within, start) if start else ""

    @staticmethod
    def _address(url, by_time, within, start=None):
        asked = {"order": "time" if by_time else None, "within": within and within.pk, "from": start}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{url}?{query}" if query else url

    def links(self, url):
        """For workstreams/discussion/arranging.html: the ways to the same posts in the other order, and out of the
        branch, up to what its first post answers."""
        parent = self.within and self.within.parent_id
        return {
            "by_time": self.by_time,
            "first_url": self._address(url, self.by_time, self.within),
            "tree_url": self._address(url, False, self.within),
            "time_url": self._address(url, True, self.within),
            "whole_url": reverse("post", args=[self.within.pk]) if self.within else "",
            "parent_url": reverse("post", args=[parent]) if parent else "",
        }

    def settle(self, rows, posts, following):
        """Put the rows where they stand in this arrangement: a branch begins at the edge, and posts in the order of
        time stand side by side and say whom they answer."""
        if self.by_time:
            for row in rows:
                row.depth, row.deep, row.parent = 0, bool(row.reply_to), False
        elif self.within:
            depths = [post.depth - self.within.depth for post in posts]
            below = following.depth - self.within.depth if following else 0
            for row, depth, after in zip(rows, depths, [*depths[1:], below], strict=True):
                row.depth, row.deep = min(depth, DEEPEST_LEVEL), depth > DEEPEST_LEVEL
                row.parent = depth < DEEPEST_LEVEL and after > depth
        return rows


AS_A_TREE = Arrangement()


def arrangement(request, thread):
    """What the address asks for. Raises Http404 for an order that there is not, and a post of another thread."""
    order, within = request.GET.get("order"), request.GET.get("within")
    if order is None and within is None:
        return AS_A_TREE
    if order not in {None, "time"}:
        raise Http404
    first = None if within is None else _first_of_branch(request.user, thread, within)
    return Arrangement(by_time=order == "time", within=first)


def _first_of_branch(user, thread, number):
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        raise Http404
    posts = Post.objects.visible_to(user).filter(thread=thread).only("path", "depth", "parent")
    post = posts.filter(pk=number).first()
    if post is None:
        raise Http404
    return post
