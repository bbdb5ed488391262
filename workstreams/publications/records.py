"""The record that is frozen with a publication: who stood where, what was overruled, how each clause came about.

It is plain data, so that it reads the same in ten years, whatever becomes of the rows that it was read from. Members
are kept by number and name: an erasure takes a name out of it. Words of posts are not kept here, for a post may be
hidden later: quotes are shown from their rows, to those who may read them.
"""

from workstreams.consensus.models import Objection, Position
from workstreams.consultations.models import Comment
from workstreams.recommendations.models import Quote


def record_of(call, outcome, revision):
    """The record of a revision that this call adopted. A fixed number of queries, whatever its size."""
    return {
        "call": {
            "number": call.pk,
            "question": call.question,
            "opened": call.opened_at.isoformat(),
            "closed": call.closed_at.isoformat(),
        },
        "outcome": {
            "statement": outcome.statement,
            "stated_by": _person(outcome.stated_by),
            "stated": outcome.stated_at.isoformat(),
        },
        "figures": outcome.figures,
        "positions": _positions(call),
        "dissent": _dissent(call, revision),
        "clauses": _clauses(revision),
    }


def _person(member):
    return {"member": member.pk, "name": str(member)}


def _positions(call):
    rows = call.positions.current().select_related("member", "sector", "organisation")
    return [
        {
            "sector": row.sector_id,
            "organisation": row.organisation and str(row.organisation),
            "by": _person(row.member),
            "stance": row.stance,
            "reason": row.reason if row.stance != Position.Stance.OBJECT else "",
        }
        for row in rows.order_by("sector__position", "organisation__name", "pk")
    ]


def _dissent(call, revision):
    """The objections that nobody withdrew or resolved: those that were overruled, and those that were answered and
    kept, in this call or an earlier one. Their clause goes by the number that it has in what is published."""
    numbers = dict(revision.texts.values_list("clause", "number"))
    objections = Objection.objects.filter(call__recommendation=call.recommendation_id).standing()
    related = ("position__member", "position__sector", "position__organisation", "settled_by", "call__revision")
    rows = objections.select_related(*related)
    return [
        {
            "number": row.pk,
            "state": row.state,
            "raised": row.raised_at.isoformat(),
            "revision": row.call.revision.number,
            "clause": numbers.get(row.clause_id, ""),
            "sector": row.position.sector_id,
            "organisation": row.position.organisation and str(row.position.organisation),
            "by": _person(row.position.member),
            "text": row.text,
            "change": row.change,
            "answers": [
                {"by": _person(reply.author), "text": reply.text, "said": reply.said_at.isoformat()}
                for reply in row.replies.all()
            ],
            "overruled_by": row.settled_by and _person(row.settled_by),
            "reasons": row.reason,
        }
        for row in rows.prefetch_related("replies__author")
    ]


def _clauses(revision):
    """For each clause that has a history: the posts it was quoted from, and the comments that changed it, by number."""
    texts = {text.clause_id: text for text in revision.texts.in_order()}
    found = {}
    for clause, post, quote in Quote.objects.filter(clause__in=texts).values_list("clause", "post", "pk"):
        found.setdefault(clause, {"posts": [], "quotes": [], "comments": []})
        found[clause]["quotes"].append(quote)
        if post:
            found[clause]["posts"].append(post)
    taken = Comment.objects.filter(clause__in=texts, disposition__outcome__in=["accepted", "in_part"])
    for clause, comment in taken.order_by("pk").values_list("clause", "pk"):
        found.setdefault(clause, {"posts": [], "quotes": [], "comments": []})["comments"].append(comment)
    return [
        {"clause": clause, "number": text.number, "words_hash": text.words_hash, **found.get(clause, {})}
        for clause, text in texts.items()
    ]
