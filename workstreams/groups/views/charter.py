"""What a group is for."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workstreams.groups.heading import heading
from workstreams.groups.table import table
from workstreams.groups.views.frame import group_or_404


@login_not_required
@require_safe
def charter(request, slug):
    """What the group is for, in its own words."""
    group = group_or_404(request, slug)
    return render(
        request,
        "workstreams/groups/charter.html",
        {"head": heading(group, request.user, tab="group_charter"), "table": table(group)},
    )
