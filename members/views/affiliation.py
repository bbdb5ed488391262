"""For whom a member speaks: now, before, and from now on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members import actions
from members.forms import AffiliationChangeForm
from members.models import AffiliationChange
from members.permissions import is_active_member
from members.views.sent import sent
from portal.fragments import refuse


def affiliation(request):
    """The current affiliation and those before, and the form that asks for another, or what became of the request."""
    member = request.user
    mine = AffiliationChange.objects.visible_to(member).filter(member=member).select_related("sector")
    data = AffiliationChangeForm.taking(sent(request)) if request.method == "POST" else None
    form = AffiliationChangeForm(data)
    if data is not None and form.is_valid():
        try:
            actions.ask_affiliation_change(
                member,
                by=member,
                sector=form.cleaned_data["sector"],
                organisation_name=form.cleaned_data["organisation_name"],
                note=form.cleaned_data["note"],
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The secretariat has your request. The answer comes by mail."))
            return redirect("affiliation")
    context = {
        "form": form,
        "affiliation": member.affiliation,
        "history": member.affiliations.select_related("sector", "organisation"),
        "waiting": mine.waiting().first(),
        "last": mine.exclude(decided_at=None).exclude(outcome="withdrawn").first(),
        "may_ask": is_active_member(member),
    }
    if form.errors:
        return refuse(request, "members/affiliation.html", context)
    return render(request, "members/affiliation.html", context)


@require_POST
def withdraw_affiliation_change(request, pk):
    """Take back the own request."""
    change = get_object_or_404(AffiliationChange.objects.visible_to(request.user).filter(member=request.user), pk=pk)
    try:
        actions.withdraw_affiliation_change(change, by=request.user)
        messages.success(request, _("Your request is withdrawn. Everything stays as it is."))
    except ValidationError as problem:
        messages.warning(request, problem.messages[0])
    return redirect("affiliation")
