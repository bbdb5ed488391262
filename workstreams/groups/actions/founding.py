"""Opening areas and founding groups. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from workstreams.groups.actions.charters import first_charter
from workstreams.groups.actions.renaming import hold_addresses, in_a_line, wrong_with_slug
from workstreams.groups.models import PriorityArea, WorkingGroup
from workstreams.groups.permissions import can_found


@transaction.atomic
def create_area(*, by, slug, name, summary, position=0):
    """Open a priority area. Raises PermissionDenied for anyone but the secretariat."""
    if not can_found(by):
        raise PermissionDenied(_("The secretariat opens priority areas."))
    return PriorityArea.objects.create(slug=slug, name=name, summary=summary, position=position)


@transaction.atomic
def create_group(
    area,
    *,
    by,
    slug,
    name,
    purpose,
    charter="",
    visibility=WorkingGroup.Visibility.PUBLIC,
    joining=WorkingGroup.Joining.OPEN,
    roster=WorkingGroup.Roster.NAMES,
):
    """Propose a working group, without anybody in it yet; `charter_group` makes it one. Raises PermissionDenied for
    anyone but the secretariat, ValidationError when the short address is, or was, another group's, or is one of the
    portal's own words."""
    if not can_found(by):
        raise PermissionDenied(_("The secretariat founds working groups."))
    group = WorkingGroup(
        area=area,
        slug=slug,
        **in_a_line(name=name, purpose=purpose),
        charter=charter,
        visibility=visibility,
        joining=joining,
        roster=roster,
        state=WorkingGroup.State.PROPOSED,
    )
    hold_addresses()
    if wrong := wrong_with_slug(slug):
        raise ValidationError({"slug": wrong})
    group.full_clean()
    group.save(force_insert=True)
    if charter.strip():
        first_charter(group, by=by)
    return group
