"""Messages about seats in a group. Each function returns one."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal import mail
from workstreams.groups.permissions import can_see


def join_request_received(request, lead):
    """Tell a lead that somebody asks to join."""
    return mail.message(
        "join_request_received",
        to=lead.email,
        subject=_("%(name)s asks to join %(group)s") % {"name": request.member, "group": request.group},
        context={"request": request, "url": mail.absolute(reverse("desk_requests", args=[request.group.slug]))},
    )


def join_request_decided(request):
    """Tell the member what the lead decided, and why when it was declined."""
    subject = (
        _("You are now in %(group)s")
        if request.outcome == request.Outcome.ACCEPTED
        else _("Your request to join %(group)s was declined")
    )
    return mail.message(
        "join_request_decided",
        to=request.member.email,
        subject=subject % {"group": request.group},
        context={
            "request": request,
            "url": mail.absolute(request.group.get_absolute_url()),
            # Between the request and the answer the group may have closed itself to those outside.
            "readable": can_see(request.member, request.group),
        },
    )


def role_given(seat):
    """Tell a member which role they have in a group from now on, and what it allows."""
    return mail.message(
        "role_given",
        to=seat.member.email,
        subject=_("Your role in %(group)s: %(role)s") % {"group": seat.group, "role": seat.get_role_display()},
        context={"seat": seat, "url": mail.absolute(seat.group.get_absolute_url())},
    )
