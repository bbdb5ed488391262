"""Proposing a group."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.fragments import refuse
from workstreams.groups import actions
from workstreams.groups.forms import FoundingForm
from workstreams.groups.permissions import can_found
from workstreams.groups.views.frame import tell


@require_http_methods(["GET", "HEAD", "POST"])
def group_new(request):
    """Propose a group: what it is called, what it is for, who may read and join."""
    if not can_found(request.user):
        raise PermissionDenied(_("The secretariat founds working groups."))
    form = FoundingForm(request.POST if request.method == "POST" else None)
    page = "workstreams/groups/group_new.html", {"form": form}
    if request.method != "POST":
        return render(request, *page)
    if form.is_valid():
        try:
            group = actions.create_group(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The group is proposed. Give it two leads and a charter, then charter it."))
            return HttpResponseRedirect(group.get_absolute_url())
    return refuse(request, *page)
