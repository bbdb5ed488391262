"""All comments on a document: the editors' table, which whoever may read them reads too."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from workstreams.consultations.figures import uptake
from workstreams.consultations.forms import NarrowForm
from workstreams.consultations.models import Disposition
from workstreams.consultations.querysets import OPEN
from workstreams.consultations.table import comments_on, narrowed, page_of, states_of, tallied
from workstreams.consultations.views.frame import clause_name, document_or_404, way_up
from workstreams.recommendations.models import ClauseText, Revision


@login_not_required
@require_safe
def dispositions(request, slug, pk):
    """Filtered by clause, sector and state; beside it how evenly what was taken up is spread."""
    document = document_or_404(request, slug, pk)
    comments = comments_on(document, request.user)
    form = NarrowForm(request.GET, clauses=clauses_of(request.user, document))
    narrows = form.narrows()
    page = page_of(narrowed(comments, **narrows), request.user, request.GET, reads_hidden=document.reads_hidden)
    names = {"": _("All"), OPEN: _("Open"), **dict(Disposition.Outcome.choices)}
    tally = tallied(comments)
    states = states_of(tally)
    context = {
        "document": document,
        "crumbs": way_up(document),
        "form": form,
        "is_narrowed": any(narrows.values()),
        "page": page,
        "n": states[""],
        "waits": states[OPEN],
        "states": [(names[state], n) for state, n in states.items() if state and n],
        "uptake": uptake(tally),
    }
    return render(request, "workstreams/consultations/table.html", context)


def clauses_of(user, document):
    """[(id, name)] of the clauses of the newest text that this reader may read."""
    newest = Revision.objects.visible_to(user).filter(recommendation=document).newest_first().values("pk")[:1]
    texts = ClauseText.objects.visible_to(user).filter(revision=newest).in_order()
    return [(clause, clause_name(number)) for clause, number in texts.values_list("clause", "number")]
