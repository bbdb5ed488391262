"""Taking a position."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.fragments import refuse
from workstreams.consensus import actions
from workstreams.consensus.overview import own_position, texts_of
from workstreams.consensus.permissions import can_take_position
from workstreams.consensus.views.frame import call_or_404, position_form, tell, way_up


@require_http_methods(["GET", "HEAD", "POST"])
def position(request, pk):
    """Take a position, or another one. A closed call leads back to its page."""
    call, user = call_or_404(request, pk), request.user
    if not can_take_position(user, call):
        raise PermissionDenied(_("This call does not ask you. Ask a lead if it should."))
    if request.method != "POST" and not call.is_open():
        return HttpResponseRedirect(call.get_absolute_url())
    own = own_position(call, user)
    form = position_form(own, texts_of(call, user), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.take_position(call, by=user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Your position is on record. You can change it until the call closes."))
            return HttpResponseRedirect(call.get_absolute_url())
    context = {
        "call": call,
        "crumbs": way_up(call, user),
        "form": form,
        "own": own,
        "affiliation": user.affiliation,
    }
    answer = refuse if request.method == "POST" else render
    return answer(request, "workstreams/consensus/position.html", context)
