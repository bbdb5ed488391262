"""Where a published clause came from, and what became of a post: the trace, both ways."""

from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse

from workstreams.consultations.models import Comment
from workstreams.recommendations.models import Quote
from workstreams.recommendations.origin import sources_of


@dataclass(frozen=True)
class Origin:
    """`sources`: quotes with their posts, as this reader may read them; `comments` that were taken up. How many of each
    are not open to this reader: `other_sources`, `other_comments`."""

    sources: list
    comments: list
    other_sources: int
    other_comments: int


@dataclass(frozen=True)
class Became:
    """A post became a part of this: a clause of a publication, in its newest version that has it. `clause` is its
    number there, `clause_id` the same in every version."""

    clause_id: int
    clause: str
    publication: str
    url: str


def origin_of(trace, user):
    """What the record's numbers stand for, for this reader. Three queries."""
    sources = sources_of(Quote.objects.visible_to(user).filter(pk__in=trace["quotes"]), user)
    taken = Comment.objects.visible_to(user).filter(pk__in=trace["comments"]).not_hidden()
    comments = list(taken.with_people().order_by("pk"))
    return Origin(
        sources=sources,
        comments=comments,
        other_sources=len(trace["quotes"]) - len(sources),
        other_comments=len(trace["comments"]) - len(comments),
    )


def became_of(posts):
    """{post id: what it became}, for those of these posts from which a published clause came. One query.

    What is published is public; which of the posts a reader may read is asked before.
    """
    text = "clause__texts"
    version = f"{text}__revision__publication"
    rows = (
        # One filter, so that all of it is asked of one text of the clause. Words that were quoted after a version was
        # published are not part of it.
        Quote.objects.filter(
            **{"post__in": posts, f"{version}__isnull": False, f"{text}__revision__number__gte": F("revision__number")}
        )
        .order_by("post", f"{version}__published_at", f"{text}__position")
        .values_list("post", f"{version}__number", f"{version}__version", "clause", f"{text}__number")
    )
    found = {}
    for post, number, which, clause, place in rows:
        # The newest version comes last, and stands for all.
        found.setdefault(post, {})[number, clause] = (number, which, place)
    return {post: [_became(clause, *one) for (_number, clause), one in kept.items()] for post, kept in found.items()}


def _became(clause_id, number, version, clause):
    url = reverse("clause_trace", args=[number, version, clause])
    return Became(clause_id, clause, f"{number} v{version}", url)
