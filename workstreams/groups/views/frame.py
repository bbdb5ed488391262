"""The group whose page it is, and how an action's refusal comes back into its form."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from workstreams.groups.models import WorkingGroup
from workstreams.groups.permissions import can_change, know_role


def group_or_404(request, slug):
    """The group, with what its pages need. What is not this reader's to know does not exist."""
    visible = WorkingGroup.objects.visible_to(request.user)
    return get_object_or_404(visible.for_listing().with_standing_of(request.user), slug=slug)


def led_group_or_404(request, slug):
    """The group, for those who lead it. 403 for others who may know of it."""
    group = group_or_404(request, slug)
    know_role(request.user, group, group.own_role)
    if not can_change(request.user, group):
        raise PermissionDenied(_("The leads of this group and the secretariat change it."))
    return group


def tell(form, error):
    """Show what an action refused at the field that it names, or on top where the form has no such field."""
    for name, messages in getattr(error, "error_dict", {None: [error]}).items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)


def group_crumbs(group, *more):
    return [(group.name, group.get_absolute_url()), *more]
