"""Inviting people: to a group, by its leads; without a group to the alliance alone, by the secretariat.

The same pages serve both. `slug` is the group's, None for the alliance.
"""

import hashlib

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members import actions as members
from members.invitations import State, state_of
from members.invitees import Unreadable, as_text
from members.models import Invitation
from members.permissions import can_invite as can_invite_to_alliance
from portal.fragments import UNPROCESSABLE, refuse
from workstreams.groups import actions
from workstreams.groups.forms import InviteForm, InviteListForm
from workstreams.groups.guests import guest_list
from workstreams.groups.heading import heading
from workstreams.groups.models import InvitedSeat
from workstreams.groups.offers import destinations
from workstreams.groups.permissions import can_invite, know_role, roles_to_invite
from workstreams.groups.views.frame import group_or_404

PAGE_SIZE = 50


def _place(request, slug):
    """The group whose invitations these are, None for the alliance. 404 and 403 are said here."""
    if slug is None:
        if not can_invite_to_alliance(request.user):
            raise PermissionDenied(_("The secretariat invites to the alliance. Leads invite to their groups."))
        return None
    group = group_or_404(request, slug)
    know_role(request.user, group, group.own_role)
    if not can_invite(request.user, group):
        raise PermissionDenied(_("The leads of this group and the secretariat invite to it."))
    return group


def _address(name, group, *args):
    return reverse(f"group_{name}", args=[group.slug, *args]) if group else reverse(name, args=args)


def _frame(request, group):
    """What stands on each of these pages."""
    return {
        "group": group,
        "head": heading(group, request.user, tab="group_people") if group else None,
        "list_url": _address("invitations", group),
        "one_url": _address("invite", group),
        "several_url": _address("invite_list", group),
    }


@require_safe
def invitations(request, slug=None):
    """Who was invited, by whom, and how each invitation stands."""
    group = _place(request, slug)
    if group:
        seats = InvitedSeat.objects.visible_to(request.user).filter(group=group).for_listing()
        page = Paginator(seats, PAGE_SIZE).get_page(request.GET.get("page"))
        found = [seat.invitation for seat in page]
    else:
        written = Invitation.objects.visible_to(request.user).for_listing()
        page = Paginator(written, PAGE_SIZE).get_page(request.GET.get("page"))
        found = list(page)
    now, leads_to = timezone.now(), destinations(found)
    rows = [_row(one, leads_to.get(one.pk), group, now) for one in found]
    context = {**_frame(request, group), "page": page, "rows": rows}
    return render(request, "workstreams/groups/invitations.html", context)


def _row(invitation, destination, group, now):
    state = state_of(invitation, now)
    return {
        "invitation": invitation,
        "destination": destination,
        "state": state,
        "resend_url": _address("invitation_resend", group, invitation.pk)
        if state in {State.WAITING, State.FAILED, State.SENT, State.EXPIRED}
        else "",
        "revoke_url": _address("invitation_revoke", group, invitation.pk)
        if state in {State.WAITING, State.FAILED, State.SENT}
        else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request, slug=None):
    """Invite one person."""
    group = _place(request, slug)
    form = InviteForm(_sent(request), roles=_roles(request, group))
    page = "workstreams/groups/invitations_one.html", {**_frame(request, group), "form": form}
    if request.method != "POST":
        return render(request, *page)
    if not form.is_valid():
        return refuse(request, *page)
    what = {name: form.cleaned_data[name] for name in ("email", "name", "message")}
    try:
        if group:
            actions.invite_to_group(group, by=request.user, role=form.chosen_role, **what)
        else:
            members.invite(by=request.user, **what)
    except ValidationError as error:
        form.add_error(None, error)
        return refuse(request, *page)
    messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": what["email"]})
    return HttpResponseRedirect(_address("invitations", group))


@require_http_methods(["GET", "HEAD", "POST"])
def invite_list(request, slug=None):
    """Invite several: first a look at what each line would do, then one press that sends what is in order.

    What is sent is what was looked at: a list that was changed since is shown once more.
    """
    group = _place(request, slug)
    form = InviteListForm(_sent(request), request.FILES or None, roles=_roles(request, group))
    context = {**_frame(request, group), "form": form}
    page = "workstreams/groups/invitations_several.html"
    if request.method != "POST":
        return render(request, page, context)
    if not form.is_valid():
        return refuse(request, page, context)
    text, role, message = form.cleaned_data["people"], form.chosen_role, form.cleaned_data["message"]
    try:
        lines = guest_list(text, by=request.user, group=group, role=role)
    except Unreadable as problem:
        form = _shown(request, group, text)
        form.add_error("people", str(problem))
        return refuse(request, page, {**context, "form": form})
    if "send" in request.POST and request.POST.get("seen") == _mark(text, role):
        invited = actions.invite_several(lines, by=request.user, group=group, message=message)
        told = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", invited)
        if invited:
            messages.success(request, told % {"count": invited})
        left = [one for one in lines if one.wrong]
        if not left:
            return HttpResponseRedirect(_address("invitations", group))
        # What could not be sent stays, to be put right and sent by itself.
        lines, text = left, as_text(left)
        status = UNPROCESSABLE
    else:
        status = 200
    good = [one for one in lines if not one.wrong]
    shown = {"form": _shown(request, group, text), "lines": lines, "good": good, "seen": _mark(text, role)}
    return render(request, page, {**context, **shown}, status=status)


def _shown(request, group, text):
    """The form with the list in its box, whatever it came in: a file cannot be put into a page again."""
    data = {**request.POST.dict(), "people": text}
    form = InviteListForm(data, roles=_roles(request, group))
    form.is_valid()
    return form


def _mark(text, role):
    return hashlib.sha256(f"{role}\n{text}".encode()).hexdigest()


def _roles(request, group):
    return roles_to_invite(request.user, group) if group else []


def _sent(request):
    return request.POST if request.method == "POST" else None


@require_POST
def invitation_resend(request, pk, slug=None):
    """Send the link of an invitation anew."""
    return _change(request, pk, slug, actions.resend_group_invitation, members.resend_invitation, _("Sent anew."))


@require_POST
def invitation_revoke(request, pk, slug=None):
    """Take an invitation back."""
    words = _("Taken back. The link no longer works.")
    return _change(request, pk, slug, actions.revoke_group_invitation, members.revoke_invitation, words)


def _change(request, pk, slug, of_group, of_alliance, done):
    group = _place(request, slug)
    try:
        if group:
            seats = InvitedSeat.objects.visible_to(request.user).filter(group=group)
            of_group(get_object_or_404(seats, invitation=pk), by=request.user)
        else:
            of_alliance(get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk), by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(_address("invitations", group))
