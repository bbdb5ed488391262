"""How a clause came about: what it was quoted from, and its wordings through the revisions."""

from dataclasses import dataclass

from django.utils.safestring import mark_safe

from workstreams.discussion.models import Post
from workstreams.markup.differences import Difference, Patience
from workstreams.markup.sanitising import words
from workstreams.recommendations.models import Quote, Revision


@dataclass(frozen=True)
class Life:
    """One wording of a clause. `revision` brought it; `until` is the last that has it; `change`: against the wording
    before it, None for the first."""

    number: str
    html: str
    revision: Revision
    until: Revision
    change: Difference | None


@dataclass(frozen=True)
class Source:
    """A quote with its post. `is_still_said`: whether the post says these words still."""

    quote: Quote
    post: Post | None
    is_still_said: bool


def lives_of(texts):
    """The wordings of a clause, the newest first; `texts`: its rows, by revision, the newest first."""
    runs = []
    for text in reversed(list(texts)):
        if runs and runs[-1][0].words_hash == text.words_hash:
            runs[-1].append(text)
        else:
            runs.append([text])
    lives, patience = [], Patience()
    for before, run in zip([None, *runs], runs, strict=False):
        change = before and patience.difference(before[-1].source, run[0].source)
        html = mark_safe(run[0].html)  # noqa: S308 - rendered and sanitised when it was written
        lives.append(Life(run[-1].number, html, run[0].revision, run[-1].revision, change or None))
    return lives[::-1]


def sources_of(quotes, user):
    """The quotes of a clause from `visible_to(user)`, with their posts as this reader may read them. Two queries."""
    quotes = list(quotes.select_related("quoted_by"))
    numbers = [quote.post_id for quote in quotes if quote.post_id]
    posts = Post.objects.visible_to(user).words_for(user).select_related("thread__group", "author__membership")
    found = posts.in_bulk(numbers)
    return [Source(quote, found.get(quote.post_id), _says(found.get(quote.post_id), quote)) for quote in quotes]


def _says(post, quote):
    if post is None:
        return True
    return quote.words in words(post.body_html)
