"""The group whose desk it is, and what every page of a desk shows."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from workstreams.groups.models import WorkingGroup
from workstreams.moderation import docket
from workstreams.moderation.permissions import can_see_desk

PAGE_SIZE = 20


def desk_group(user, slug):
    """The group, with what waits counted. 404 where it does not exist for this user, 403 for those who do not lead."""
    group = get_object_or_404(docket.with_waiting(WorkingGroup.objects.visible_to(user)), slug=slug)
    if not can_see_desk(user, group):
        raise PermissionDenied(_("The leads of this group and the secretariat work at this desk."))
    return group


def frame(group, current):
    """The way up and the tabs of a desk; `current` is the name of the tab's address."""
    tabs = [
        (_("Flags"), "desk", group.open_cases),
        (_("Requests to join"), "desk_requests", group.open_requests),
        (_("Decided"), "desk_decided", None),
    ]
    return {
        "group": group,
        "crumbs": [(group.name, group.get_absolute_url())],
        "tabs": [(text, reverse(name, args=[group.slug]), count, name == current) for text, name, count in tabs],
    }
