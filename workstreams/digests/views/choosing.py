"""Choosing how often the digest comes: the member's own page, and the same page behind a signed link in each mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from workstreams.digests import actions, overview, periods, tokens, wording
from workstreams.digests.forms import DigestForm, GroupsForm
from workstreams.digests.models import Subscription
from workstreams.groups.models import WorkingGroup

PAGES = "workstreams/digests"


@require_http_methods(["GET", "HEAD", "POST"])
def digest_settings(request):
    """How often the digest comes. Those who do not take part (yet) read why there is nothing to choose."""
    if not request.user.is_active_member:
        return render(request, f"{PAGES}/settings.html", {"form": None})
    subscription = Subscription.objects.visible_to(request.user).select_related("member").first()
    choice = subscription or Subscription(member=request.user, time_zone=request.user.time_zone)
    groups = WorkingGroup.objects.visible_to(request.user).joined_by(request.user).order_by("name")
    return _choices(request, choice, groups, reverse("digest_settings"))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def digest_choices(request, token):
    """The same without signing in, by the link in a mail, which holds for some weeks.

    The address shows only masked, and of groups whose existence is private nothing: a mail may be passed on.
    """
    try:
        subscription = tokens.chosen_by(token)
    except tokens.Expired:
        return render(request, f"{PAGES}/unknown_link.html", {"expired": True}, status=410)
    except LookupError:
        return render(request, f"{PAGES}/unknown_link.html", status=404)
    member = subscription.member
    if not member.is_active_member:
        return render(request, f"{PAGES}/settings.html", {"form": None})
    groups = WorkingGroup.objects.visible_to(member).joined_by(member).exclude(visibility="private").order_by("name")
    address = tokens.masked(member.email)
    with timezone.override(periods.zone(member.time_zone)):
        return _choices(request, subscription, groups, reverse("digest_choices", args=[token]), address=address)


def _choices(request, subscription, groups, here, address=""):
    """The page of choices, one form for each matter: how often for all, and how often for each group. `address`: where
    the digest goes, for those who came by a link."""
    member, groups = subscription.member, list(groups)
    chosen = overview.frequencies(subscription)
    sent, is_of_groups = request.POST or None, request.POST.get("matter") == "groups"
    form = DigestForm(
        None if is_of_groups else sent,
        initial={"frequency": subscription.frequency, "weekday": subscription.weekday, "hour": subscription.hour},
        place=wording.place(member.time_zone),
    )
    held = [(group, chosen.get(group.pk, "")) for group in groups]
    groups_form = GroupsForm(
        sent if is_of_groups else None,
        groups=[(group, now, wording.of_group(now, subscription)) for group, now in held],
    )
    try:
        saved = _saved(member, form, groups_form)
    except ValidationError as problem:
        form.add_error(None, problem)
        saved = False
    if saved:
        messages.success(request, _("Your choice is saved."))
        return redirect(here)
    return render(
        request,
        f"{PAGES}/settings.html",
        {
            "form": form,
            "groups_form": groups_form,
            "subscription": subscription,
            "rhythm": wording.rhythm(subscription),
            "coming": overview.coming(subscription, groups),
            "here": here,
            "address": address,
        },
        status=422 if sent else 200,
    )


def _saved(member, form, groups_form):
    """Save what was sent. Whether there was something, and it could be."""
    if form.is_bound and form.is_valid():
        actions.choose_digest(member, by=member, **form.cleaned_data)
        return True
    if groups_form.is_bound and groups_form.is_valid():
        actions.choose_for_groups(member, by=member, choices=groups_form.choices)
        return True
    return False
