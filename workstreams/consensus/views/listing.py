"""Lists of a call: who took which position, and all objections."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.models import Sector
from workstreams.consensus.models import Position
from workstreams.consensus.overview import objections_of, own_position, texts_of, told
from workstreams.consensus.permissions import can_see_results
from workstreams.consensus.views.frame import call_or_404, way_up

A_PAGE = 50


@login_not_required
@require_safe
def positions(request, pk):
    """Who took which position, by sector or one sector alone. 404 while the call hides it from this reader."""
    call, user = call_or_404(request, pk), request.user
    if not can_see_results(user, call, has_answered=own_position(call, user) is not None):
        raise Http404
    found = Position.objects.visible_to(user).current().filter(call=call)
    found = found.select_related("sector", "organisation", "member__membership", "objection")
    sectors = list(Sector.objects.all())
    chosen = next((one for one in sectors if one.slug == request.GET.get("sector")), None)
    if chosen:
        found = found.filter(sector=chosen)
    page = Paginator(found.order_by("sector__position", "taken_at", "pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "crumbs": way_up(call, user),
        "page": page,
        "rows": list(page),
        "sectors": sectors,
        "chosen": chosen,
        "query": f"sector={chosen.slug}" if chosen else "",
    }
    return render(request, "workstreams/consensus/positions.html", context)


@login_not_required
@require_safe
def objections(request, pk):
    """All objections to a call that this reader may read, those without an answer first."""
    call, user = call_or_404(request, pk), request.user
    page = Paginator(objections_of(call, user), A_PAGE).get_page(request.GET.get("page"))
    context = {"call": call, "crumbs": way_up(call, user), "page": page, "rows": told(page, texts_of(call, user))}
    return render(request, "workstreams/consensus/objections.html", context)
