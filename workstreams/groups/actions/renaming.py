"""Another name, and what else a group says of itself. One transaction each; the actor is `by`."""

import re

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from workstreams.groups.models import RESERVED_SLUGS, FormerAddress, WorkingGroup
from workstreams.groups.permissions import can_change

#: Two tables hold addresses, and one address must not be in both: whoever gives one out takes this lock first.
ADDRESSES_LOCK = 7_203_114
#: One way of writing an address, so that no two differ by the size of a letter alone.
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
#: What a group says of itself.
SAYS = {"name", "slug", "purpose", "visibility", "joining", "roster", "first_posts_held", "texts_in_mail"}


@transaction.atomic
def change_group(group, *, by, **changes):
    """Change what a group says of itself: `name`, `slug`, `purpose`, `visibility`, `joining`, `roster`, how many first
    posts wait for a lead, `first_posts_held`, and whether mails quote it, `texts_in_mail`; what is not named stays. A
    former name is kept, and a former address leads to the group for good. Where more can read it from now on, those who
    sit there are told: what they wrote, they wrote for fewer.

    Raises PermissionDenied for those who do not lead it, ValidationError per field: an address that is, or was,
    another group's, or is one of the portal's own words.
    """
    unknown = set(changes) - SAYS
    if unknown:
        raise TypeError(f"A group has no such thing to change: {', '.join(sorted(unknown))}")
    hold_addresses()
    group = WorkingGroup.objects.select_for_update().get(pk=group.pk)
    if not can_change(by, group):
        raise PermissionDenied(_("The leads of this group and the secretariat change it."))
    changes |= in_a_line(**{name: changes[name] for name in ("name", "purpose") if name in changes})
    changed = {name: value for name, value in changes.items() if getattr(group, name) != value}
    if not changed:
        return group
    slug, name_before, read_by = group.slug, group.name, group.Visibility(group.visibility)
    for name, value in changed.items():
        setattr(group, name, value)
    if "slug" in changed and (wrong := wrong_with_slug(group.slug, but=group)):
        raise ValidationError({"slug": wrong})
    group.full_clean(exclude=["area", "charter"])
    if {"slug", "name"} & set(changed):
        _leave_behind(group, slug if "slug" in changed else None, name_before)
    group.save(update_fields=list(changed))
    if group.Visibility(group.visibility).is_wider_than(read_by):
        happened(f"opened_to_{group.visibility}", to=None, by=by, group=group)
    return group


def _leave_behind(group, slug, name):
    # What a group takes again is its own, and no longer former.
    former = FormerAddress.objects.filter(group=group)
    former.filter(Q(slug=group.slug) | Q(slug=None, name=group.name)).delete()
    FormerAddress.objects.create(group=group, slug=slug, name=name, until=timezone.now())


def in_a_line(**words):
    """What a group says of itself in a line, without spaces around it and without breaks."""
    return {name: " ".join(said.split()) for name, said in words.items()}


def hold_addresses():
    """Let nobody else give out an address until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADDRESSES_LOCK])


def wrong_with_slug(slug, *, but=None):
    """Why a group, besides `but`, cannot have this address; "" for nothing. Where it is taken, one answer for every
    reason, so that it tells a lead of no group that they do not see."""
    if slug and not SLUG.fullmatch(slug):
        return _("Use small letters, digits and hyphens, with a letter or a digit at both ends.")
    groups = WorkingGroup.objects.filter(slug=slug).exclude(pk=but and but.pk)
    former = FormerAddress.objects.filter(slug=slug).exclude(group=but)
    if slug in RESERVED_SLUGS or groups.exists() or former.exists():
        return _(
            "This short address is not free: it leads to a group, or once did, or is one of the portal’s own words. "
            "Choose another."
        )
    return ""
