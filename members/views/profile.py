"""What members tell the others about themselves."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from members import actions
from members.forms import AboutForm
from members.permissions import is_active_member
from members.views.sent import sent
from portal.fragments import refuse


def profile(request):
    """The own profile, and who may read it."""
    member = request.user
    form = AboutForm(sent(request), initial=AboutForm.said_by(member))
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe(member, by=member, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(request.path)
    context = {"form": form, "has_page": is_active_member(member) and member.is_active_member}
    context["hidden_at"] = getattr(getattr(member, "profile", None), "about_hidden_at", None)
    if form.errors:
        return refuse(request, "members/profile.html", context)
    return render(request, "members/profile.html", context)
