"""Another role for somebody, taking a seat away, and giving up the own role."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.fragments import refuse
from workstreams.groups import actions
from workstreams.groups.forms import RemovalForm, RoleForm
from workstreams.groups.permissions import can_remove
from workstreams.groups.views.frame import group_crumbs, group_or_404, led_group_or_404, tell

PAGE = "workstreams/groups/seat.html"


@require_http_methods(["GET", "HEAD", "POST"])
def seat(request, slug, pk):
    """One seat, for those who lead the group: its role, and a way to end it."""
    group, held = _held(request, slug, pk)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": held.role})
    if request.method != "POST":
        return render(request, PAGE, _context(request, group, held, form=form))
    if form.is_valid():
        try:
            actions.appoint(held.member, group, by=request.user, role=form.cleaned_data["role"])
        except ValidationError as error:
            tell(form, error)
        else:
            told = _("%(name)s has this role now, and is told: %(role)s.")
            role = dict(form.fields["role"].choices)[form.cleaned_data["role"]]
            messages.success(request, told % {"name": held.member, "role": role})
            return _back(group)
    return refuse(request, PAGE, _context(request, group, held, form=form))


@require_POST
def seat_remove(request, slug, pk):
    """End somebody's seat, with a reason."""
    group, held = _held(request, slug, pk)
    form = RemovalForm(request.POST)
    if not form.is_valid():
        return refuse(request, PAGE, _context(request, group, held, removal=form))
    try:
        actions.remove_from_group(held, by=request.user, reason=form.cleaned_data["reason"])
    except ValidationError as error:
        tell(form, error)
        return refuse(request, PAGE, _context(request, group, held, removal=form))
    messages.success(request, _("%(name)s is no longer in this group, and is told why.") % {"name": held.member})
    return _back(group)


@require_POST
def step_down(request, slug):
    """Give up the own role, and stay as a participant."""
    group = group_or_404(request, slug)
    try:
        actions.step_down(group, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("You have stepped down. You take part in the group as before."))
    return HttpResponseRedirect(group.get_absolute_url())


def _held(request, slug, pk):
    group = led_group_or_404(request, slug)
    held = get_object_or_404(group.participations.current().with_people(), pk=pk)
    held.group = group
    return group, held


def _context(request, group, held, *, form=None, removal=None):
    return {
        "group": group,
        "seat": held,
        "crumbs": group_crumbs(group, (_("People"), reverse("group_people", args=[group.slug]))),
        "form": form or RoleForm(initial={"role": held.role}),
        "removal": removal or RemovalForm(),
        "may_remove": can_remove(request.user, held),
    }


def _back(group):
    return HttpResponseRedirect(reverse("group_people", args=[group.slug]))
