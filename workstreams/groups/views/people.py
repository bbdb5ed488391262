"""Who is in a group, who was, and the same as a table to take along."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from workstreams.groups.heading import heading
from workstreams.groups.permissions import can_export_roster, can_see_former, can_see_names, know_role
from workstreams.groups.roster import for_sheet, rows, seats_before, seats_now, sections
from workstreams.groups.sheet import sheet
from workstreams.groups.table import table
from workstreams.groups.views.frame import group_or_404

SEATS_A_PAGE = 50


@login_not_required
@require_safe
def people(request, slug):
    """Who is in the group, by sector, leads first, fifty a page; `?sector=` shows one. Numbers alone where the
    group says so."""
    group = group_or_404(request, slug)
    head = heading(group, request.user, tab="group_people")
    context = {
        "head": head,
        "table": table(group),
        "names": can_see_names(request.user, group),
        "may_export": can_export_roster(request.user, group),
        "parts": _parts(request, group, "group_people"),
    }
    if context["names"]:
        context |= _roster(request, group, context["table"])
    return render(request, "workstreams/groups/people.html", context)


def _roster(request, group, table):
    sectors = [sector for sector, _count in table.seats]
    chosen = next((sector for sector in sectors if sector.slug == request.GET.get("sector")), None)
    counts = [(sector, count) for sector, count in table.seats if chosen in {None, sector}]
    pages = Paginator(seats_now(group, chosen), SEATS_A_PAGE)
    # Read already for the head and the table; the paginator would ask once more.
    pages.count = counts[0][1] if chosen else group.seat_count
    page = pages.get_page(request.GET.get("page"))
    shown = rows(page.object_list)
    for row in shown:
        row.seat.group = group
    unplaced = 0 if chosen else group.seat_count - table.total
    return {
        "page": page,
        "query": f"{urlencode({'sector': chosen.slug})}&" if chosen else "",
        "sectors": sectors,
        "chosen": chosen,
        "rosters": sections(shown, counts, unplaced=unplaced, last=not page.has_next()),
    }


def _parts(request, group, current):
    if not can_see_former(request.user, group):
        return []
    return [
        (text, reverse(name, args=[group.slug]), None, name == current)
        for text, name in ((_("Now"), "group_people"), (_("Before"), "group_people_before"))
    ]


@require_safe
def people_before(request, slug):
    """Seats that have ended, for those who have one, with their dates."""
    group = group_or_404(request, slug)
    know_role(request.user, group, group.own_role)
    if not can_see_former(request.user, group):
        raise PermissionDenied(_("Those who take part in this group see who did before."))
    page = Paginator(seats_before(group), SEATS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "head": heading(group, request.user, tab="group_people"),
        "table": table(group),
        "page": page,
        "rows": rows(page.object_list),
        "parts": _parts(request, group, "group_people_before"),
    }
    return render(request, "workstreams/groups/people_before.html", context)


@require_safe
def people_table(request, slug):
    """The roster as a table for a spreadsheet (CSV)."""
    group = group_or_404(request, slug)
    know_role(request.user, group, group.own_role)
    if not can_export_roster(request.user, group):
        raise PermissionDenied(_("The leads of this group and the secretariat take its roster along."))
    response = HttpResponse(sheet(*for_sheet(rows(seats_now(group)))), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{group.slug}-people.csv"'
    return response
