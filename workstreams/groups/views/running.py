"""Changing what a group says of itself, and letting it rest, end and begin again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.fragments import refuse
from workstreams.groups import actions
from workstreams.groups.forms import ChangeForm, NoteForm
from workstreams.groups.models import WorkingGroup
from workstreams.groups.permissions import can_charter
from workstreams.groups.views.frame import group_crumbs, led_group_or_404, tell

PAGE = "workstreams/groups/group_edit.html"


@require_http_methods(["GET", "HEAD", "POST"])
def group_edit(request, slug):
    """The name, address and purpose; who may read, join, and see who sits there; and the group's life."""
    group = led_group_or_404(request, slug)
    form = ChangeForm(request.POST if request.method == "POST" else None, instance=group)
    if request.method == "POST" and form.is_valid():
        try:
            group = actions.change_group(group, by=request.user, **form.changes())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The group is changed."))
            return HttpResponseRedirect(group.get_absolute_url())
    answer = refuse if request.method == "POST" else render
    return answer(request, PAGE, _context(request, group, form=form))


def _context(request, group, *, form=None, note_form=None):
    State = WorkingGroup.State
    return {
        "group": group,
        "crumbs": group_crumbs(group),
        "form": form or ChangeForm(instance=group),
        "note_form": note_form or NoteForm(),
        "former": group.former_addresses.all(),
        "may_charter": can_charter(request.user, group) and group.state == State.PROPOSED,
        "may_rest": group.state == State.CHARTERED,
        "may_conclude": group.state != State.CONCLUDED,
        "may_revive": group.state in {State.DORMANT, State.CONCLUDED},
    }


@require_POST
def group_life(request, slug):
    """Charter, rest, conclude or revive, as the button's `verb` says."""
    group = led_group_or_404(request, slug)
    form = NoteForm(request.POST)
    noted = form.is_valid()
    note = form.cleaned_data.get("note", "")
    verbs = {
        "charter": (actions.charter_group, {}, _("The group is chartered.")),
        "rest": (actions.rest_group, {"note": note}, _("The group rests.")),
        "conclude": (actions.conclude_group, {"note": note}, _("The group is concluded.")),
        "revive": (actions.revive_group, {}, _("The group works again.")),
    }
    if (verb := request.POST.get("verb")) not in verbs:
        messages.warning(request, _("Choose what to do: rest, conclude or revive."))
        return refuse(request, PAGE, _context(request, group, note_form=form))
    act, words, told = verbs[verb]
    if words and not noted:
        return refuse(request, PAGE, _context(request, group, note_form=form))
    if not words:
        form.errors.clear()  # these two take no note
    try:
        act(group, by=request.user, **words)
    except ValidationError as error:
        tell(form, error)
        return refuse(request, PAGE, _context(request, group, note_form=form))
    messages.success(request, told)
    return HttpResponseRedirect(group.get_absolute_url())
