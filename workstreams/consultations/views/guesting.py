"""The link that a guest was sent."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.fragments import UNPROCESSABLE
from workstreams.consultations import actions
from workstreams.consultations.tokens import comment_id_of
from workstreams.consultations.waiting import waiting_comment

PAGES = "workstreams/consultations"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_confirm(request, token):
    """Confirm a comment without signing in: the signed address is the key. A GET only asks, for mail scanners follow
    links."""
    try:
        comment = waiting_comment(comment_id_of(token))
    except LookupError:
        return render(request, f"{PAGES}/unknown_link.html", status=404)
    problem = ""
    if request.method == "POST":
        try:
            return HttpResponseRedirect(actions.confirm(comment, by=request.user).get_absolute_url())
        except ValidationError:
            problem = _("The text takes no comments any more, so this one cannot count.")
    context = {"comment": comment, "problem": problem}
    return render(request, f"{PAGES}/confirm.html", context, status=UNPROCESSABLE if problem else 200)
