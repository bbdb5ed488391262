"""What a composer offers while one types: people to call after an @, threads to name after a #."""

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from workstreams.discussion.models import Thread
from workstreams.groups.audience import who_see
from workstreams.groups.models import WorkingGroup
from workstreams.groups.permissions import can_take_part

OFFERED = 8
LONGEST = 60
# Faster than this types no person; a list of everybody is not to be had here.
A_MINUTE = 120
TOO_MANY = 429


@require_safe
def mention_options(request, slug):
    """Those who may read in this group and whose name or handle the text begins, for those who write there."""
    group = _group(request, slug)
    if _too_often(request.user):
        return HttpResponse(status=TOO_MANY)
    text = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    people = who_see(group).visible_to(request.user) if text else who_see(group).none()
    people = people.beginning(text).exclude(pk=request.user.pk).with_affiliation()[:OFFERED]
    return render(request, "workstreams/discussion/options.html", {"people": people})


@require_safe
def reference_options(request, slug):
    """The threads that this person may read and whose title has the words, those of this group first."""
    group = _group(request, slug)
    if _too_often(request.user):
        return HttpResponse(status=TOO_MANY)
    text = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    threads = Thread.objects.visible_to(request.user).to_be_named(text, group)[:OFFERED] if text else []
    return render(request, "workstreams/discussion/options.html", {"threads": threads})


def _group(request, slug):
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), slug=slug)
    if not can_take_part(request.user, group):
        raise PermissionDenied(_("Those who take part in this group write here. Join it first."))
    return group


def _too_often(user):
    key = f"options:{user.pk}"
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) > A_MINUTE
    except ValueError:  # it ran out in this very moment
        return False
