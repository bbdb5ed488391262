"""The posts that a reader finds, with what was asked for marked in them. Reading only.

A post that is hidden or withdrawn is found by nobody, whoever may still read it where it stands. Words that stand in
every sixth post are looked for in the newest posts first, so that they cost no more than rare ones; of all that is
found the newest 100 are brought, and the rest by going on from there.
"""

import datetime
from dataclasses import dataclass

from django.db.models import F, Q, Value
from django.utils.safestring import SafeString

from portal.days import midnight
from portal.stencils import Shelf
from workstreams.discussion.models import Post, Tag, Thread
from workstreams.markup.marking import excerpt, marked, places
from workstreams.markup.sanitising import words
from workstreams.search.stems import alike

PAGE = 20
NEWEST = 100
# Of so many of the newest posts the words are looked at one by one before the index of words is asked: less work than
# gathering 30,000 hits to show twenty.
NEAR = 3000
# After so long a post weighs half of what a new one does.
HALF_LIFE = datetime.timedelta(days=730)

# Posts with what was asked marked in them: a kilobyte or two each, and some milliseconds for a page of them.
_kept = Shelf(400)


@dataclass(frozen=True)
class Hit:
    """A post as it stands in a list of what was found. `title` and `excerpt` are safe HTML with marks."""

    post: Post
    url: str
    title: SafeString
    excerpt: SafeString


@dataclass(frozen=True)
class Found:
    """The numbers of the posts found, in the order in which they are shown: the newest 100. `older_than`: that of the
    oldest of them, where there are others."""

    numbers: list
    older_than: int | None

    @property
    def count(self):
        return len(self.numbers)


def posts_for(user, reading):
    """The posts that say what was asked and that this user may read."""
    return Post.objects.visible_to(user).not_hidden().filter(reading.condition())


def narrowed(posts, *, group="", author="", sector="", tag="", since=None, until=None, language=""):
    """Only those of the posts that fit: group and sector by their names in addresses, the tag of the thread in letters
    of whatever case, days as the reader has them."""
    if group:
        posts = posts.filter(thread__group__slug=group)
    if author:
        posts = posts.written_by(author)
    if sector:
        posts = posts.filter(sector__slug=sector)
    if tag:
        posts = posts.filter(thread__in=Thread.objects.filter(tags__in=Tag.objects.named(tag)))
    if since:
        posts = posts.filter(created_at__gte=midnight(since))
    if until:
        posts = posts.filter(created_at__lt=midnight(until + datetime.timedelta(days=1)))
    if language:
        posts = posts.filter(language=language)
    return posts


def found(posts, reading, *, by_date, before=None):
    """The newest of these posts, the best first, or `by_date` the newest first. `before`: only what was said before
    that post. Four queries at most."""
    everything = Post.objects.all()
    if before:
        older = Q(created_at__lt=before.created_at) | Q(created_at=before.created_at, pk__lt=before.pk)
        # Said twice, for the index of dates reads the first.
        older &= Q(created_at__lte=before.created_at)
        posts, everything = posts.filter(older), everything.filter(created_at__lte=before.created_at)
    numbers = _newest(posts, everything)
    older_than = numbers[NEWEST - 1] if len(numbers) > NEWEST else None
    numbers = numbers[:NEWEST]
    return Found(numbers if by_date else _best_first(numbers, reading), older_than)


def _newest(posts, everything):
    edge = everything.order_by("-created_at", "-pk").values_list("created_at", flat=True)[NEAR : NEAR + 1].first()
    if edge:
        near = posts.filter(created_at__gte=edge).order_by("-created_at", "-pk")
        numbers = list(near.values_list("pk", flat=True)[: NEWEST + 1])
        if len(numbers) > NEWEST:
            return numbers
        # Rare: gathered by the index of words. The order is said so that the index of dates does not offer itself,
        # which would look at every post there is.
        moment = F("created_at") + Value(datetime.timedelta(0))
        posts = posts.order_by(moment.desc(), "-pk")
    else:
        posts = posts.order_by("-created_at", "-pk")
    return list(posts.values_list("pk", flat=True)[: NEWEST + 1])


def _best_first(numbers, reading):
    posts = Post.objects.filter(pk__in=numbers).annotate(rank=reading.rank())
    rows = list(posts.values_list("pk", "rank", "created_at"))
    newest = max((moment for _pk, _rank, moment in rows), default=None)

    def worth(row):
        pk, rank, moment = row
        return rank * 0.5 ** ((newest - moment) / HALF_LIFE), moment, pk

    return [pk for pk, _rank, _moment in sorted(rows, key=worth, reverse=True)]


def shown(numbers, user, reading):
    """These posts, in this order, with what was asked marked. What this user may not read by now is left out. Two
    queries, or one where all were marked before."""
    posts = Post.objects.visible_to(user).not_hidden().filter(pk__in=numbers)
    posts = posts.select_related("thread__group", "author", "sector", "organisation")
    posts = posts.defer("body", "search", "thread__group__charter").in_bulk()
    posts = [posts[number] for number in numbers if number in posts]
    return [
        Hit(post, post.thread.get_absolute_url() if post.parent_id is None else post.get_absolute_url(), title, text)
        for post, (title, text) in zip(posts, _marked(posts, reading), strict=True)
    ]


def _marked(posts, reading):
    """Title and excerpt of each post. Kept under the very words, so that only who has those comes upon them."""
    keys = [(post.thread.title, post.body_html, post.language, reading.asked) for post in posts]
    found = {key: _kept.find(key) for key in keys}
    anew = [key for key, kept in found.items() if kept is None]
    texts = [(title, words(html), language) for title, html, language, _asked in anew]
    runs = reading.asked.runs
    alikes = alike([(f"{title} {text}", language) for title, text, language in texts], reading)
    for key, (title, text, _language), those in zip(anew, texts, alikes, strict=True):
        made = marked(title, places(title, those, runs)), excerpt(text, places(text, those, runs))
        found[key] = _kept.put(key, made)
    return [found[key] for key in keys]
