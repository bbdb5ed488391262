"""What a group will have done, and by when."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.fragments import refuse
from workstreams.groups import actions
from workstreams.groups.forms import MilestoneForm
from workstreams.groups.heading import heading
from workstreams.groups.models import Milestone, WorkingGroup
from workstreams.groups.table import table
from workstreams.groups.views.frame import group_crumbs, group_or_404, led_group_or_404, tell

SETTLING = {
    "done": actions.finish_milestone,
    "dropped": actions.drop_milestone,
    "planned": actions.reopen_milestone,
}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def milestones(request, slug):
    """The milestones, those to come first; for those who lead the group, a form to add one."""
    group = group_or_404(request, slug)
    head = heading(group, request.user, tab="group_milestones")
    may_add = head.may_change and group.state != WorkingGroup.State.CONCLUDED
    form = MilestoneForm() if may_add else None
    if request.method == "POST":
        if not head.may_change:
            raise PermissionDenied(_("The leads of this group and the secretariat keep its milestones."))
        # Of a group that was concluded in the meantime too: the action says so, and what was typed is kept.
        form = MilestoneForm(request.POST)
        if form.is_valid():
            try:
                actions.add_milestone(group, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                tell(form, error)
            else:
                messages.success(request, _("The milestone is added."))
                return _back(group)
    listed = list(Milestone.objects.visible_to(request.user).filter(group=group))
    context = {
        "head": head,
        "table": table(group),
        "form": form,
        "planned": [one for one in listed if one.state == Milestone.State.PLANNED],
        "settled": [one for one in reversed(listed) if one.state != Milestone.State.PLANNED],
        "may_add": may_add,
    }
    answer = refuse if request.method == "POST" else render
    return answer(request, "workstreams/groups/milestones.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def milestone(request, slug, pk):
    """Say a milestone otherwise, or promise it for another day."""
    group, one = _milestone(request, slug, pk)
    form = MilestoneForm(request.POST if request.method == "POST" else None, instance=one)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_milestone(one, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The milestone is changed."))
            return _back(group)
    crumbs = group_crumbs(group, (_("Milestones"), reverse("group_milestones", args=[group.slug])))
    answer = refuse if request.method == "POST" else render
    context = {"group": group, "milestone": one, "form": form, "crumbs": crumbs}
    return answer(request, "workstreams/groups/milestone.html", context)


@require_POST
def milestone_settle(request, slug, pk):
    """Say that a milestone is done or dropped, or plan it again, as the button's `state` says."""
    group, one = _milestone(request, slug, pk)
    act = SETTLING.get(request.POST.get("state"))
    try:
        if act:
            act(one, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return _back(group)


def _milestone(request, slug, pk):
    group = led_group_or_404(request, slug)
    return group, get_object_or_404(Milestone.objects.visible_to(request.user).filter(group=group), pk=pk)


def _back(group):
    return HttpResponseRedirect(reverse("group_milestones", args=[group.slug]))
