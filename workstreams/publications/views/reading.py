"""Reading what is published: the list, a publication, and how one clause of it came about."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members.models import Sector
from workstreams.publications.layout import laid_out, listed, trace_of
from workstreams.publications.models import Publication
from workstreams.publications.origin import origin_of
from workstreams.publications.permissions import can_publish
from workstreams.publications.views.frame import publication_or_404, way_up
from workstreams.recommendations.heading import see_group
from workstreams.recommendations.layout import shown
from workstreams.recommendations.models import ClauseText

A_PAGE = 30
KINDS = {"in_force": gettext_lazy("In force"), "ended": gettext_lazy("Superseded or withdrawn")}


@login_not_required
@require_safe
def publications(request):
    """All that was published, the newest first, by `kind`: in force, or superseded and withdrawn."""
    kind = request.GET.get("kind", "in_force")
    if kind not in KINDS:
        raise Http404
    found = Publication.objects.visible_to(request.user).for_listing().with_result()
    found = found.in_force() if kind == "in_force" else found.ended()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "kind": kind,
        "rows": [listed(one) for one in page],
        "sectors": list(Sector.objects.all()),
        "tabs": [(name, f"{request.path}?kind={one}", None, one == kind) for one, name in KINDS.items()],
        "query": f"kind={kind}",
    }
    return render(request, "workstreams/publications/list.html", context)


@login_not_required
@require_safe
def publication_number(request, number):
    """A number's lasting address: leads to its newest version."""
    found = Publication.objects.visible_to(request.user).filter(number=number).newest_first().defer("record").first()
    if found is None:
        raise Http404
    return HttpResponseRedirect(found.get_absolute_url())


@login_not_required
@require_safe
def publication(request, number, version):
    """A publication whole: the text, who stood where, what was overruled, how it is cited. Of a sector with very many
    positions the first, unless it is asked for."""
    found = publication_or_404(request, number, version)
    document, user = found.recommendation, request.user
    is_inside = see_group(document, user)
    versions = Publication.objects.visible_to(user).filter(recommendation=document).defer("record").newest_first()
    context = {
        "publication": found,
        "laid": laid_out(found, user),
        "whole": request.GET.get("sector", ""),
        "crumbs": way_up(),
        "versions": list(versions),
        "is_inside": is_inside,
        "may_end": found.is_in_force and can_publish(user, document),
    }
    return render(request, "workstreams/publications/publication.html", context)


@login_not_required
@require_safe
def clause_trace(request, number, version, clause):
    """How a published clause came about: what was said first, which comments changed it, what was said against it. Of
    what this reader may not read, the count alone."""
    found = publication_or_404(request, number, version)
    trace = trace_of(found, clause)
    texts = ClauseText.objects.visible_to(request.user).filter(revision=found.revision_id, number=clause)
    text = texts.select_related("revision").first()
    if trace is None or text is None:
        raise Http404
    context = {
        "publication": found,
        "clause": shown(text, f"{found.get_absolute_url()}#clause-{text.clause_id}", []),
        "origin": origin_of(trace, request.user),
        "dissent": [one for one in laid_out(found, request.user).dissent if one.kept["clause"] == clause],
        "crumbs": way_up((f"{found.number} {_('version')} {found.version}", found.get_absolute_url())),
    }
    return render(request, "workstreams/publications/trace.html", context)
