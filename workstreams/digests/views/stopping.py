"""The way out of all digests, or of one group's, that every mail carries."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from workstreams.digests import actions, overview, tokens, wording
from workstreams.digests.models import Subscription

PAGES = "workstreams/digests"


@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """Stop the digest, or a group's part in it, without signing in (RFC 8058): the signed address is the key.

    A GET only asks, for mail scanners follow links. `again` in a POST begins anew.
    """
    try:
        subscription, group = tokens.stopped_by(token)
    except LookupError:
        return render(request, f"{PAGES}/unknown_link.html", status=404)
    context = {"address": tokens.masked(subscription.member.email), "token": token}
    if group:
        return _of_group(request, subscription, group, context)
    context["before"] = subscription.frequency
    if request.method == "POST":
        again = request.POST.get("again")
        if again in (Subscription.Frequency.DAILY, Subscription.Frequency.WEEKLY):
            subscription = actions.resume_digest(subscription, by=subscription.member, frequency=again)
        else:
            subscription = actions.stop_digest(subscription, by=subscription.member)
        context["changed"] = True
    context |= {"subscription": subscription, "rhythm": wording.rhythm(subscription)}
    return render(request, f"{PAGES}/unsubscribe.html", context)


def _of_group(request, subscription, group, context):
    if request.method == "POST":
        change = actions.resume_group if request.POST.get("again") else actions.stop_group
        subscription = change(subscription, group, by=subscription.member)
        context["changed"] = True
    frequency = overview.frequencies(subscription).get(group.pk, "") or subscription.frequency
    context |= {"group": group, "comes": frequency != Subscription.Frequency.NEVER}
    return render(request, f"{PAGES}/unsubscribe_group.html", context)
