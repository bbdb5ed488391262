"""What is new in the searches that a member wants to hear of. Reading only, with the rights of this moment."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from django.db.models import IntegerField, Value

from portal.mail import written_for
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
    return fresh_for_all([(member, since, until)])[0]


def fresh_for_all(asked):
    """The same for several: of each (member, since, until) a list, in their order; an empty one for None. Four queries
    at most, but for the standing of members of whom it is not known."""
    members = {one[0].pk for one in asked if one}
    saved = list(SavedSearch.objects.filter(member__in=members, in_digest=True))
    kept = [(index, one) for index, wish in enumerate(asked) if wish for one in saved if one.member_id == wish[0].pk]
    chosen = [dict(parse_qsl(one.query)) for _index, one in kept]
    readings = stems.read([read(words.get("q", "")) for words in chosen]) if kept else []
    several = [
        _found(*asked[index], words, reading)
        .annotate(which=Value(which, output_field=IntegerField()))
        .order_by("-created_at", "-pk")
        .values_list("which", "pk")[: SHOWN + 1]
        for which, ((index, _saved), words, reading) in enumerate(zip(kept, chosen, readings, strict=True))
        if not reading.is_empty
    ]
    rows = list(several[0].union(*several[1:], all=True) if len(several) > 1 else several[0]) if several else []
    found = _with_all(number for _which, number in rows)
    news = [[] for _wish in asked]
    for which, (index, one) in enumerate(kept):
        numbers = sorted((number for where, number in rows if where == which and number in found), key=_newest(found))
        if numbers:
            news[index].append(Fresh(one, [found[number] for number in numbers[:SHOWN]], len(numbers) > SHOWN))
    return news


def _with_all(numbers):
    posts = Post.objects.not_hidden().select_related("author", "sector", "organisation", "thread__group")
    return posts.defer("body", "search", "thread__group__charter").in_bulk(list(numbers))


def _found(member, since, until, asked, reading):
    chosen = {name: asked.get(name, "") for name in _NARROWING}
    chosen |= {name: date.fromisoformat(asked[name]) for name in _DAYS if name in asked}
    posts = hits.posts_for(member, reading).filter(created_at__gt=since, created_at__lte=until)
    # A day that was asked for is the reader's own.
    with written_for(member):
        return hits.narrowed(posts.exclude(author=member).exclude(thread__in=muted_by(member)), **chosen)


def _newest(posts):
    return lambda number: (-posts[number].created_at.timestamp(), -number)
