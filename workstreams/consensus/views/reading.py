"""A call: where the sectors stand, what is objected, the text, and one's own position."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from workstreams.consensus.overview import SHOWN_CLAUSES, overview, texts_of
from workstreams.consensus.views.frame import call_or_404, position_form
from workstreams.recommendations.heading import heading
from workstreams.recommendations.layout import notes_of, shown


@login_not_required
@require_safe
def call(request, pk):
    """The page of a call, in the order: what is asked, the figures, the objections, the text, one's own position."""
    call, user = call_or_404(request, pk), request.user
    head = heading(call.recommendation, user, number=call.revision.number)
    texts = texts_of(call, user)
    seen = overview(call, user, texts)
    notes = notes_of(head.revision, user)
    clauses = [shown(text, _page_of(text, call), notes.get(text.clause_id, [])) for text in texts]
    context = {
        "head": head,
        "call": call,
        "seen": seen,
        "clauses": _around(clauses),
        "all_clauses": len(clauses),
        "form": position_form(seen.own, texts) if seen.may_take else None,
    }
    return render(request, "workstreams/consensus/call.html", context)


def _page_of(text, call):
    document = call.recommendation
    return reverse("recommendation_clause", args=[document.place, document.pk, text.clause_id])


def _around(clauses):
    """A short text whole; of a longer one what is objected to, each clause between its neighbours, else its
    beginning."""
    if len(clauses) <= SHOWN_CLAUSES:
        return clauses
    hot = [place for place, clause in enumerate(clauses) if clause.is_hot]
    near = sorted({near for place in hot for near in (place - 1, place, place + 1) if 0 <= near < len(clauses)})
    return [clauses[place] for place in near[:SHOWN_CLAUSES]] or clauses[:SHOWN_CLAUSES]
