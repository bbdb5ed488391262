"""Leaving the alliance, and asking to come back."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from members import actions
from members.forms import ApplyAgainForm, LeaveForm
from members.models import Membership, RulesVersion
from members.views.sent import sent
from portal.fragments import refuse


@reauthentication_required
def leave(request):
    """Say what leaving means, and do it. Who signed in a while ago proves first that it is still them. Whoever has only
    applied withdraws the application here."""
    membership = _own(request)
    if membership is None or membership.state in {Membership.State.ENDED, Membership.State.DECLINED}:
        return redirect("application")
    is_applicant = membership.state == Membership.State.APPLIED
    form = LeaveForm(sent(request), is_applicant=is_applicant)
    if request.method == "POST" and form.is_valid():
        try:
            left = actions.leave(membership, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _("You have withdrawn your application.") if left.was_withdrawn else _("You have left the alliance.")
            messages.success(request, said)
            return redirect("application")
    context = {"form": form, "is_applicant": is_applicant}
    if form.errors:
        return refuse(request, "members/profile_leave.html", context)
    return render(request, "members/profile_leave.html", context)


def apply_again(request):
    """An application of somebody who left, for the sector and organisation that they had."""
    membership = _own(request)
    if membership is None or membership.state != Membership.State.ENDED:
        return redirect("application")
    form = ApplyAgainForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.apply_again(membership, by=request.user, statement=form.cleaned_data["statement"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your application is with the secretariat."))
            return redirect("application")
    context = {"form": form, "version": RulesVersion.objects.visible_to(request.user).in_force(timezone.now())}
    if form.errors:
        return refuse(request, "members/profile_apply_again.html", context)
    return render(request, "members/profile_apply_again.html", context)


def _own(request):
    return Membership.objects.visible_to(request.user).filter(member=request.user).first()
