"""Pages about groups and the people in them. A group's own first page is its list of threads: see discussion."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.models import Sector
from portal.fragments import refuse
from workstreams.groups import actions
from workstreams.groups.forms import JoinRequestForm
from workstreams.groups.heading import heading
from workstreams.groups.models import Participation, PriorityArea, WorkingGroup
from workstreams.groups.permissions import can_join, know_role
from workstreams.groups.table import table


@login_not_required
@require_safe
def groups(request):
    """The priority areas, each with those of its groups that this reader may know of."""
    visible = WorkingGroup.objects.visible_to(request.user)
    areas = PriorityArea.objects.with_groups(visible.for_listing().with_standing_of(request.user).order_by("name"))
    sectors = list(Sector.objects.all())
    seated = Participation.objects.filter(group__in=visible).sectors_by_group()
    for area in areas:
        for group in area.shown_groups:
            group.table = [(sector, sector.pk in seated.get(group.pk, ())) for sector in sectors]
            group.seated = ", ".join(sector.name for sector, seated_here in group.table if seated_here)
    return render(request, "workstreams/groups/groups.html", {"areas": areas})


@login_not_required
@require_safe
def people(request, slug):
    """Who is in the group: by sector, leads first."""
    group = _group(request, slug)
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


@login_not_required
@require_safe
def charter(request, slug):
    """What the group is for, in its own words."""
    group = _group(request, slug)
    return render(
        request,
        "workstreams/groups/charter.html",
        {"head": heading(group, request.user, tab="group_charter"), "table": table(group)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def join(request, slug):
    """Take a seat, or ask for one: one page, with a note to the leads where they decide."""
    group = _group(request, slug)
    know_role(request.user, group, group.own_role)
    if group.own_role or group.asked_at:
        return HttpResponseRedirect(group.get_absolute_url())
    if not can_join(request.user, group):
        raise PermissionDenied(_("Members of the alliance can join groups. Your membership is not active yet."))
    is_open = group.joining == WorkingGroup.Joining.OPEN
    form = JoinRequestForm(request.POST or None)
    page = "workstreams/groups/join.html", {"group": group, "form": None if is_open else form}
    if request.method != "POST":
        return render(request, *page)
    if not is_open and not form.is_valid():
        return refuse(request, *page)
    try:
        if is_open:
            actions.join_group(group, by=request.user)
            messages.success(request, _("You are in this group now. You can open threads and reply."))
        else:
            actions.ask_to_join(group, by=request.user, note=form.cleaned_data["note"])
            messages.success(request, _("The leads have your request. You get their answer by mail."))
    except ValidationError as error:
        # The group changed between the page and the press: say how, on its page.
        messages.warning(request, " ".join(error.messages))
    return HttpResponseRedirect(group.get_absolute_url())


@require_POST
def leave(request, slug):
    """Give up the own seat."""
    group = _group(request, slug)
    try:
        actions.leave_group(group, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return HttpResponseRedirect(group.get_absolute_url())
    messages.success(request, _("You have left %(group)s. What you wrote there stays.") % {"group": group})
    still_there = WorkingGroup.objects.visible_to(request.user).filter(pk=group.pk).exists()
    return HttpResponseRedirect(group.get_absolute_url() if still_there else group.area.get_absolute_url())


def _group(request, slug):
    visible = WorkingGroup.objects.visible_to(request.user)
    return get_object_or_404(visible.for_listing().with_standing_of(request.user), slug=slug)
