"""What members see and change about themselves."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from members import actions
from members.forms import ProfileForm
from members.views.sent import sent
from portal.fragments import refuse


def settings(request):
    """What members say about themselves, with their own Save."""
    member = request.user
    now = {"name": member.name, "country": member.country.code, "time_zone": member.time_zone}
    form = ProfileForm(sent(request), member=member, initial=now)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(member, by=member, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(request.path)
    context = {"form": form, "affiliation": member.affiliation}
    if form.errors:
        return refuse(request, "members/settings.html", context)
    return render(request, "members/settings.html", context)
