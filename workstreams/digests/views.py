"""A member's choice of digest, and the way out of it that every mail carries."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from workstreams.digests import actions, tokens, wording
from workstreams.digests.forms import DigestForm
from workstreams.digests.models import Subscription

PAGES = "workstreams/digests"


@require_http_methods(["GET", "HEAD", "POST"])
def digest_settings(request):
    """How often the digest comes. Those who do not take part (yet) read why there is nothing to choose."""
    if not request.user.is_active_member:
        return render(request, f"{PAGES}/settings.html", {"form": None})
    subscription = Subscription.objects.visible_to(request.user).select_related("member").first()
    choice = subscription or Subscription(member=request.user)
    form = DigestForm(
        request.POST or None,
        initial={"frequency": choice.frequency, "weekday": choice.weekday, "hour": choice.hour},
        place=wording.place(request.user.time_zone),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_digest(request.user, by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Your choice is saved."))
            return redirect("digest_settings")
    return render(
        request,
        f"{PAGES}/settings.html",
        {"form": form, "subscription": subscription, "rhythm": wording.rhythm(choice)},
        status=422 if form.is_bound else 200,
    )


@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """Stop the digest without signing in (RFC 8058): the signed address is the key.

    A GET only asks, for mail scanners follow links. `again` in a POST begins anew.
    """
    try:
        subscription = tokens.subscription_of(token)
    except LookupError:
        return render(request, f"{PAGES}/unknown_link.html", status=404)
    context = {"address": tokens.masked(subscription.member.email), "before": subscription.frequency}
    if request.method == "POST":
        again = request.POST.get("again")
        if again in (Subscription.Frequency.DAILY, Subscription.Frequency.WEEKLY):
            subscription = actions.resume_digest(subscription, by=subscription.member, frequency=again)
        else:
            subscription = actions.stop_digest(subscription, by=subscription.member)
        context["changed"] = True
    context |= {"subscription": subscription, "rhythm": wording.rhythm(subscription)}
    return render(request, f"{PAGES}/unsubscribe.html", context)
