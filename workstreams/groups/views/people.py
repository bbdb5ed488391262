"""Who is in a group."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.models import Sector
from workstreams.groups.heading import heading
from workstreams.groups.models import Participation
from workstreams.groups.table import table
from workstreams.groups.views.frame import group_or_404


@login_not_required
@require_safe
def people(request, slug):
    """Who is in the group: by sector, leads first."""
    group = group_or_404(request, slug)
    seats = list(Participation.objects.current().filter(group=group).with_people())
    sectors = [(sector, [seat for seat in seats if _sector_of(seat) == sector]) for sector in Sector.objects.all()]
    unplaced = [seat for seat in seats if _sector_of(seat) is None]
    return render(
        request,
        "workstreams/groups/people.html",
        {
            "head": heading(group, request.user, tab="group_people"),
            "table": table(group),
            "rosters": [*sectors, *([(None, unplaced)] if unplaced else [])],
        },
    )


def _sector_of(seat):
    return seat.member.affiliation.sector if seat.member.affiliation else None
