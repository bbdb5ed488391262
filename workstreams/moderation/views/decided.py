"""What was decided at a desk."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workstreams.moderation import docket
from workstreams.moderation.views.frame import PAGE_SIZE, alliance_only, desk_group, frame


@require_safe
def desk_decided(request, slug):
    """What was decided in a group, the newest first."""
    return _page(request, desk_group(request.user, slug), "desk_decided")


@require_safe
def desk_alliance_decided(request):
    """What the secretariat decided about what stands in no group."""
    alliance_only(request.user)
    return _page(request, None, "desk_alliance_decided")


def _page(request, group, current):
    page = Paginator(docket.decided(group, request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "workstreams/moderation/decided.html", {**frame(group, current), "page": page})
