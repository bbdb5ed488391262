"""What became of what a member said: passages that were quoted, comments, and objections."""

from django.db.models import Prefetch

from workstreams.consensus.models import Objection
from workstreams.consultations.models import Comment
from workstreams.publications.models import Publication
from workstreams.publications.origin import became_of
from workstreams.recommendations.models import Quote, Recommendation

KINDS = ["passages", "comments", "objections"]


def contributions_of(member, kind):
    """The member's own of a kind, the newest first, for as long as they may read the text."""
    versions = Prefetch("publications", Publication.objects.defer("record").newest_first(), to_attr="versions")
    documents = Recommendation.objects.visible_to(member).select_related("group").prefetch_related(versions)
    if kind == "passages":
        own = Quote.objects.visible_to(member).filter(post__author=member)
        return own.prefetch_related(Prefetch("clause__recommendation", documents)).order_by("-pk")
    if kind == "comments":
        own = Comment.objects.visible_to(member).on_top().filter(author=member).with_people()
        return own.prefetch_related(Prefetch("revision__recommendation", documents)).order_by("-pk")
    own = Objection.objects.visible_to(member).filter(position__member=member).select_related("resolved_in")
    return own.prefetch_related(Prefetch("call__recommendation", documents)).order_by("-pk")


def with_what_it_became(kind, rows):
    """(row, its document, what a passage became), each. One query, for passages alone."""
    became = became_of([row.post_id for row in rows]) if kind == "passages" else {}
    documents = {
        "passages": lambda row: row.clause.recommendation,
        "comments": lambda row: row.revision.recommendation,
        "objections": lambda row: row.call.recommendation,
    }
    return [(row, documents[kind](row), _of_passage(row, became) if became else []) for row in rows]


def _of_passage(quote, became):
    """A post can be quoted into several texts: what became of this passage alone."""
    return [one for one in became.get(quote.post_id, []) if one.clause_id == quote.clause_id]
