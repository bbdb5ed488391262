"""The ways out that every mail of notices carries. The signed address is the key, and nobody has to sign in.

A GET only asks, for mail scanners follow links. Each page offers the way back.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Following
from workstreams.notices import actions, tokens
from workstreams.notices.models import Choice

PAGES = "workstreams/notices"


def _by_signed_link(view):
    @login_not_required
    @csrf_exempt
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def checked(request, token):
        try:
            return view(request, token)
        except (LookupError, PermissionDenied):
            return render(request, f"{PAGES}/unknown_link.html", status=404)

    return checked


@_by_signed_link
def mute(request, token):
    """Mute one thread. `again` in a POST follows it as before."""
    member, thread = tokens.opened_mute(token)
    now = Following.objects.visible_to(member).filter(thread=thread).first()
    level = now.level if now else Following.Level.NORMAL
    context = {"thread": thread, "before": level}
    if request.method == "POST":
        again = request.POST.get("again")
        level = again if again in Following.Level.values else Following.Level.MUTED
        discussion.follow_thread(thread, by=member, level=level)
        context["changed"] = True
    return render(request, f"{PAGES}/mute.html", context | {"is_muted": level == Following.Level.MUTED})


@_by_signed_link
def stop_mails(request, token):
    """Stop all mails of notices but those of decisions about oneself (RFC 8058). `again` in a POST, once for each kind,
    lets them come as before."""
    member = tokens.opened_stop(token)
    choice = Choice.objects.visible_to(member).first() or Choice(member=member)
    context = {"before": choice.mailed or [kind.value for kind in Choice.MAILED]}
    if request.method == "POST":
        again = [kind for kind in request.POST.getlist("again") if kind in Choice.OPTIONAL]
        choice = actions.choose_mailed(member, by=member, mailed=again)
        context["changed"] = True
    labels = [kind.label for kind in Choice.OPTIONAL if kind in choice.mailed]
    return render(request, f"{PAGES}/stop_mails.html", context | {"coming": labels})
