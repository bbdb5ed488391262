"""Whose desk it is, and what every page of a desk shows."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from members.second_factor import has_second_factor, lacks_second_factor
from workstreams.groups.models import WorkingGroup
from workstreams.moderation import docket
from workstreams.moderation.permissions import can_see_alliance_desk, can_see_desk

PAGE_SIZE = 20


def with_proof_of_leads(view):
    """What only a desk knows of is not there for a lead without a second factor. They are led to set one up, though,
    and back: as much for a number that never was, so that nothing is told by it. One query or two, of them alone."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        user = request.user
        if lacks_second_factor(user) and WorkingGroup.objects.led_by(user).exists():
            # Asked for its note: members.middleware reads it if the view then refuses.
            has_second_factor(user)
        return view(request, *args, **kwargs)

    return asked


def desk_group(user, slug):
    """The group, with what waits counted. 404 where it does not exist for this user, 403 for those who do not lead."""
    group = get_object_or_404(docket.with_waiting(WorkingGroup.objects.visible_to(user)), slug=slug)
    if not can_see_desk(user, group):
        raise PermissionDenied(_("The leads of this group and the secretariat work at this desk."))
    return group


def alliance_only(user):
    """Refuse all but the secretariat: what stands in no group, or was passed on, is theirs."""
    if not can_see_alliance_desk(user):
        raise PermissionDenied(_("The secretariat works at this desk."))


def frame(group, current):
    """The way up and the tabs of a desk; `current` is the name of the tab's address. `group` None: the secretariat's
    own desk, whose counts take two queries."""
    return _of_group(group, current) if group else _of_alliance(current)


def _of_group(group, current):
    tabs = [
        (_("Flags"), "desk", group.open_cases),
        (_("Requests to join"), "desk_requests", group.open_requests),
        (_("First posts"), "desk_held", group.open_held),
        (_("Appeals"), "desk_appeals", group.open_appeals),
        (_("Decided"), "desk_decided", None),
        (_("Log"), "desk_log", None),
    ]
    crumbs = [(group.name, group.get_absolute_url())]
    return {"group": group, "crumbs": crumbs, "tabs": _links(tabs, current, [group.slug])}


def _of_alliance(current):
    waiting = docket.waiting_for_secretariat()
    tabs = [
        (_("Flags"), "desk_alliance", waiting["open_cases"]),
        (_("Appeals"), "desk_alliance_appeals", waiting["open_appeals"]),
        (_("Decided"), "desk_alliance_decided", None),
        (_("Log"), "desk_alliance_log", None),
    ]
    return {"group": None, "crumbs": [(_("Your desk"), reverse("desks"))], "tabs": _links(tabs, current, [])}


def _links(tabs, current, args):
    return [(text, reverse(name, args=args), count, name == current) for text, name, count in tabs]
