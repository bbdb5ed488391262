"""Lists of texts: a group's, and all that one may read."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from workstreams.groups.heading import heading
from workstreams.groups.models import WorkingGroup
from workstreams.groups.table import table
from workstreams.recommendations.layout import with_publications
from workstreams.recommendations.models import Recommendation
from workstreams.recommendations.permissions import can_begin
from workstreams.recommendations.steps import ENDED, Step

A_PAGE = 30
#: What a reader may ask the list of all texts for.
KINDS = {"under_way": _("Under way"), "published": _("Published"), "ended": _("Parked or ended")}


@login_not_required
@require_safe
def recommendations(request, slug):
    """The texts of a group: those under way, those published, and those that rest or ended."""
    visible = WorkingGroup.objects.visible_to(request.user)
    group = get_object_or_404(visible.for_listing().with_standing_of(request.user), slug=slug)
    head = heading(group, request.user, tab="recommendations")
    found = Recommendation.objects.visible_to(request.user).filter(group=group).for_listing()
    rows = with_publications(list(found))
    context = {
        "head": head,
        "table": table(group),
        "under_way": [one for one in rows if _kind(one) == "under_way"],
        "published": [one for one in rows if _kind(one) == "published"],
        "ended": [one for one in rows if _kind(one) == "ended"],
        "may_begin": group.takes_posts and can_begin(request.user, group),
    }
    return render(request, "workstreams/recommendations/group.html", context)


@login_not_required
@require_safe
def texts(request):
    """All texts that this reader may read, by `kind`: under way, published, ended."""
    kind = request.GET.get("kind", "under_way")
    if kind not in KINDS:
        raise Http404
    found = Recommendation.objects.visible_to(request.user).of_kind(kind).for_listing()
    tabs = [(name, f"{request.path}?kind={one}", None, one == kind) for one, name in KINDS.items()]
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "kind": kind, "rows": with_publications(list(page)), "tabs": tabs, "query": f"kind={kind}"}
    return render(request, "workstreams/recommendations/texts.html", context)


def _kind(document):
    if document.where in ENDED | {Step.PARKED}:
        return "ended"
    return "published" if document.where == Step.PUBLISHED else "under_way"
