"""The page behind the link in an invitation."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from members import actions
from members.invitations import find
from members.reception import Reception, guesses_too_often, landing, note_guess, standing_of

TOO_MANY = 429
CONFLICT = 409

#: What each answer's status says; 200 where nothing is said.
STATUS = {
    Reception.UNKNOWN: 404,
    Reception.ACCEPTED: 410,
    Reception.REVOKED: 410,
    Reception.EXPIRED: 410,
    Reception.LEFT: 410,
    Reception.SHUT: CONFLICT,
    Reception.FOREIGN: 403,
    Reception.DECIDED: 403,
}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, secret):
    """Who invites, to what, and the one thing to do next. Reading it, as mail scanners do, uses nothing up; accepting
    is a press of its own."""
    source = get_adapter().get_client_ip(request)
    if guesses_too_often(source):
        return _page(request, None, TOO_MANY)
    found = find(secret)
    if found is None:
        note_guess(source)
        return _page(request, found, STATUS[Reception.UNKNOWN])
    if request.method == "POST" and request.user.is_authenticated:
        return _accept(request, found, secret)
    return _page(request, found, secret=secret)


def _accept(request, found, secret):
    try:
        actions.accept_invitation(secret, by=request.user)
    except (PermissionDenied, ValidationError):
        # The page says the same in its own words, by how the invitation stands now.
        return _page(request, find(secret), CONFLICT, secret=secret)
    messages.success(request, _("You have accepted the invitation. Welcome."))
    return HttpResponseRedirect(landing(found))


def _page(request, found, status=None, *, secret=""):
    standing = standing_of(request.user, found)
    return render(
        request,
        "members/invitation.html",
        {"invitation": found, "standing": standing, "secret": secret, "wait": status == TOO_MANY},
        status=STATUS.get(standing.reception, status or 200) if status != TOO_MANY else TOO_MANY,
    )
