"""Taking a seat, asking for one, taking that back, giving a seat up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.fragments import refuse
from workstreams.groups import actions
from workstreams.groups.forms import JoinRequestForm
from workstreams.groups.models import WorkingGroup
from workstreams.groups.permissions import can_join, know_role
from workstreams.groups.views.frame import group_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def join(request, slug):
    """Take a seat, or ask for one: one page, with a note to the leads where they decide."""
    group = group_or_404(request, slug)
    know_role(request.user, group, group.own_role)
    if group.own_role or group.asked_at:
        return HttpResponseRedirect(group.get_absolute_url())
    if not can_join(request.user, group):
        raise PermissionDenied(_("Members of the alliance can join groups. Your membership is not active yet."))
    closed = group.closed_because
    if group.joining == WorkingGroup.Joining.INVITATION:
        closed = closed or _("One comes to this group by invitation. Its leads invite.")
    # Whoever was removed asks, in an open group too.
    removed = group.participations.ended_by_removal().filter(member=request.user).exists()
    at_once = group.joining == WorkingGroup.Joining.OPEN and not removed
    form = JoinRequestForm(request.POST if request.method == "POST" else None)
    context = {"group": group, "form": None if at_once else form, "closed": closed}
    page = "workstreams/groups/join.html", context
    if request.method != "POST":
        return render(request, *page)
    if not at_once and not form.is_valid() and not closed:
        return refuse(request, *page)
    try:
        if at_once:
            actions.join_group(group, by=request.user)
            messages.success(request, _("You are in this group now. You can open threads and reply."))
        else:
            actions.ask_to_join(group, by=request.user, note=form.cleaned_data.get("note", ""))
            messages.success(request, _("The leads have your request. You get their answer by mail."))
    except ValidationError as error:
        if closed:
            return refuse(request, *page)
        # The group changed between the page and the press: say how, on its page.
        messages.warning(request, " ".join(error.messages))
    return HttpResponseRedirect(group.get_absolute_url())


@require_POST
def join_withdraw(request, slug):
    """Take back what one asked."""
    group = group_or_404(request, slug)
    try:
        actions.withdraw_join_request(group, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Your request is taken back."))
    return HttpResponseRedirect(group.get_absolute_url())


@require_POST
def leave(request, slug):
    """Give up the own seat."""
    group = group_or_404(request, slug)
    try:
        actions.leave_group(group, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return HttpResponseRedirect(group.get_absolute_url())
    messages.success(request, _("You have left %(group)s. What you wrote there stays.") % {"group": group})
    still_there = WorkingGroup.objects.visible_to(request.user).filter(pk=group.pk).exists()
    return HttpResponseRedirect(group.get_absolute_url() if still_there else group.area.get_absolute_url())
