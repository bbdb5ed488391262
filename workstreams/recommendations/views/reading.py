"""Reading a document: its newest text, an earlier one, what changed between two, one clause, and what happened."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from workstreams.groups.models import Participation
from workstreams.recommendations.comparing import compared
from workstreams.recommendations.layout import parts_of, shown_clauses
from workstreams.recommendations.models import ClauseText, Event, Quote, Revision
from workstreams.recommendations.origin import lives_of, sources_of
from workstreams.recommendations.permissions import can_date
from workstreams.recommendations.steps import MOVABLE, REVIEWED, TEXT_CHANGES
from workstreams.recommendations.views.frame import document_or_404, head_or_404, way_up
from workstreams.recommendations.ways import ways_on


@login_not_required
@require_safe
def recommendation(request, slug, pk):
    """The newest text that this reader may read, and what comes next."""
    return _text(request, head_or_404(request, slug, pk))


@login_not_required
@require_safe
def recommendation_revision(request, slug, pk, number):
    """The text as one revision had it."""
    return _text(request, head_or_404(request, slug, pk, number=number))


def _text(request, head):
    document, user = head.document, request.user
    context = {
        "head": head,
        "clauses": shown_clauses(head.revision, user),
        "parts": parts_of(document, head.revision, user),
        "ways": ways_on(document, user, is_inside=head.is_inside),
        "leads": Participation.objects.leads().filter(group=document.group).select_related("member__membership"),
        "text_changes": document.where in TEXT_CHANGES and document.group.takes_posts,
        "may_move": document.where in MOVABLE and can_date(user, document),
        "may_review": document.where in REVIEWED and can_date(user, document),
    }
    return render(request, "workstreams/recommendations/document.html", context)


@login_not_required
@require_safe
def recommendation_changes(request, slug, pk, before, after):
    """What changed between two revisions, clause by clause and word by word."""
    if before > after:
        return HttpResponseRedirect(reverse("recommendation_changes", args=[slug, pk, after, before]))
    document = document_or_404(request, slug, pk)
    revisions = Revision.objects.visible_to(request.user).filter(recommendation=document)
    older, newer = (get_object_or_404(revisions, number=number) for number in (before, after))
    older.recommendation = newer.recommendation = document
    texts = ClauseText.objects.visible_to(request.user).in_order()
    changes = compared(list(texts.filter(revision=older)), list(texts.filter(revision=newer)))
    context = {"document": document, "crumbs": way_up(document), "older": older, "newer": newer, "changes": changes}
    return render(request, "workstreams/recommendations/changes.html", context)


@login_not_required
@require_safe
def recommendation_clause(request, slug, pk, clause):
    """How one clause came about: what it was quoted from, and each of its wordings."""
    document = document_or_404(request, slug, pk)
    texts = ClauseText.objects.visible_to(request.user).filter(clause=clause, clause__recommendation=document)
    lives = lives_of(texts.select_related("revision__written_by__membership").order_by("-revision__number"))
    if not lives:
        raise Http404
    quotes = Quote.objects.visible_to(request.user).filter(clause=clause)
    context = {
        "document": document,
        "crumbs": way_up(document),
        "lives": lives,
        "sources": sources_of(quotes, request.user),
        "clause_id": clause,
        "number": lives[0].number,
    }
    return render(request, "workstreams/recommendations/clause.html", context)


@login_not_required
@require_safe
def recommendation_history(request, slug, pk):
    """What happened to a document, the last first; and its revisions, to lay two side by side. Who did it and why is
    for those who see the group."""
    document = document_or_404(request, slug, pk)
    events = Event.objects.visible_to(request.user).filter(recommendation=document).select_related("by__membership")
    revisions = Revision.objects.visible_to(request.user).filter(recommendation=document).newest_first()
    context = {
        "document": document,
        "crumbs": way_up(document),
        "events": events.in_order().reverse(),
        "revisions": list(revisions.defer("body").select_related("written_by__membership")),
    }
    if chosen := _chosen(request):
        return HttpResponseRedirect(reverse("recommendation_changes", args=[slug, pk, *chosen]))
    return render(request, "workstreams/recommendations/history.html", context)


def _chosen(request):
    """The two revisions that the form of the history asks to be laid side by side, or None."""
    numbers = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(number.isascii() and number.isdigit() and len(number) <= 9 for number in numbers):
        return None
    return sorted(map(int, numbers))
