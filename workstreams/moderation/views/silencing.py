"""Silencing a member in a group, and ending it early."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from members.models import Member
from portal.fragments import refuse
from workstreams.discussion.actions.silencing import why_not_silenced
from workstreams.discussion.models import Silence
from workstreams.groups.models import WorkingGroup
from workstreams.groups.permissions import can_lead
from workstreams.moderation import actions
from workstreams.moderation.forms import EndForm, SilenceForm
from workstreams.moderation.views.frame import with_proof_of_leads

PAGE = "workstreams/moderation/silence.html"
END = "workstreams/moderation/silence_end.html"


@require_http_methods(["GET", "HEAD", "POST"])
def silence_member(request, slug, pk):
    """Ask a lead for how long somebody says nothing in the group, and why; by POST, silence them."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), slug=slug)
    if not can_lead(request.user, group):
        raise PermissionDenied(_("The leads of this group silence somebody for a while."))
    member = get_object_or_404(Member.objects.visible_to(request.user), pk=pk)
    if message := why_not_silenced(request.user, member, group):
        raise PermissionDenied(message)
    form = SilenceForm(request.POST if request.method == "POST" else None)
    on = Silence.objects.visible_to(request.user).on().filter(group=group)
    context = {
        "group": group,
        "member": member,
        "form": form,
        "now": on.filter(member=member).select_related("given_by").first(),
        "others": on.exclude(member=member).select_related("member").order_by("until"),
        "crumbs": [(group.name, group.get_absolute_url()), (_("People"), reverse("group_people", args=[group.slug]))],
    }
    if request.method != "POST":
        return render(request, PAGE, context)
    if form.is_valid():
        try:
            actions.silence(member, group=group, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s reads here and says nothing, and is told why.") % {"name": member})
            return HttpResponseRedirect(request.path)
    return refuse(request, PAGE, context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_proof_of_leads
def silence_end(request, pk):
    """Ask a lead why a silence ends early; by POST, end it."""
    silences = Silence.objects.visible_to(request.user).select_related("group", "member", "given_by")
    silence = get_object_or_404(silences, pk=pk)
    if not can_lead(request.user, silence.group) or silence.member_id == request.user.pk:
        raise PermissionDenied(_("The leads of this group end a silence early, and nobody their own."))
    form = EndForm(request.POST if request.method == "POST" else None)
    back = reverse("silence_member", args=[silence.group.slug, silence.member_id])
    group = silence.group
    context = {"silence": silence, "form": form, "back": back, "crumbs": [(group.name, group.get_absolute_url())]}
    if request.method != "POST":
        return render(request, END, context)
    if form.is_valid():
        try:
            actions.end_silence(silence, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s can write here again, and is told.") % {"name": silence.member})
            return HttpResponseRedirect(back)
    return refuse(request, END, context)
