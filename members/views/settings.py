"""What members see and change about themselves."""

from django.conf import settings as site
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
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
    now = {
        "name": member.name,
        "handle": member.handle,
        "country": member.country.code,
        "time_zone": member.time_zone,
        "mail_language": member.mail_language or site.LANGUAGE_CODE,
    }
    form = ProfileForm(sent(request), member=member, initial=now)
    if request.method == "POST" and form.is_valid() and _saved(form, member):
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(request.path)
    context = {"form": form, "affiliation": member.affiliation}
    if form.errors:
        return refuse(request, "members/settings.html", context)
    return render(request, "members/settings.html", context)


@transaction.atomic
def _saved(form, member):
    said = dict(form.cleaned_data)
    handle = said.pop("handle", member.handle)
    said.setdefault("mail_language", member.mail_language)
    try:
        if handle != member.handle:
            actions.change_handle(member, by=member, handle=handle)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    actions.change_profile(member, by=member, **said)
    return True
