"""What is new in the searches that a member wants to hear of. Reading only, with the rights of this moment."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from django.db.models import IntegerField, Value

from workstreams.discussion.models import Post
from workstreams.discussion.unread import muted_by
from workstreams.markup.asking import read
from workstreams.search import hits, stems
from workstreams.search.models import SavedSearch

SHOWN = 3
_NARROWING = ("group", "author", "sector", "tag", "language")
_DAYS = ("since", "until")


@dataclass(frozen=True)
class Fresh:
    """A saved search, the newest posts that it finds, and whether there are more."""

    saved: SavedSearch
    posts: list
    more: bool


def fresh(member, since, until):
    """What others said after `since` up to `until` that the member's searches find: those alone with something new.
    Four queries at most, however many searches there are."""
    saved = list(SavedSearch.objects.visible_to(member).filter(in_digest=True))
    chosen = [dict(parse_qsl(one.query)) for one in saved]
    readings = stems.read([read(asked.get("q", "")) for asked in chosen]) if saved else []
    several = [
        _found(member, asked, reading, since, until)
        .annotate(which=Value(which, output_field=IntegerField()))
        .order_by("-created_at", "-pk")
        .values_list("which", "pk")[: SHOWN + 1]
        for which, (asked, reading) in enumerate(zip(chosen, readings, strict=True))
        if not reading.is_empty
    ]
    rows = list(several[0].union(*several[1:], all=True) if len(several) > 1 else several[0]) if several else []
    posts = Post.objects.visible_to(member).not_hidden().select_related("author", "sector", "organisation", "thread")
    posts = posts.defer("body", "search").in_bulk([number for _which, number in rows])
    news = []
    for which, one in enumerate(saved):
        numbers = sorted((number for where, number in rows if where == which and number in posts), key=_newest(posts))
        if numbers:
            news.append(Fresh(one, [posts[number] for number in numbers[:SHOWN]], len(numbers) > SHOWN))
    return news


def _found(member, asked, reading, since, until):
    chosen = {name: asked.get(name, "") for name in _NARROWING}
    chosen |= {name: date.fromisoformat(asked[name]) for name in _DAYS if name in asked}
    posts = hits.posts_for(member, reading).filter(created_at__gt=since, created_at__lte=until)
    return hits.narrowed(posts.exclude(author=member).exclude(thread__in=muted_by(member)), **chosen)


def _newest(posts):
    return lambda number: (-posts[number].created_at.timestamp(), -number)
