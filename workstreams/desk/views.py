"""One page of what waits for a lead, over all groups that they lead."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.second_factor import has_second_factor
from workstreams.desk.waiting import waiting_for


@require_safe
def desks(request):
    """What waits for this reader: of the groups they lead, and for the secretariat of the alliance."""
    desk = waiting_for(request.user)
    # Whoever lacks nothing but a second factor is led to set one up: see members.middleware.
    if not desk.is_secretariat and not (desk.groups and has_second_factor(request.user)):
        raise PermissionDenied(_("This page is for those who lead a group."))
    return render(request, "workstreams/desk/desk.html", {"desk": desk})
