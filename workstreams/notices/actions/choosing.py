"""What a member wants to be told. One transaction; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from workstreams.discussion import actions as discussion
from workstreams.notices.models import Choice
from workstreams.notices.permissions import can_choose_notices


@transaction.atomic
def choose_notices(member, *, by, wanted, levels):
    """Choose the kinds of notices that come, and how closely to follow each group: `levels` is {group: level}.

    Raises PermissionDenied for anybody else, and for groups that they do not see; ValidationError for a kind or level
    that does not exist.
    """
    if not can_choose_notices(by, member):
        raise PermissionDenied(_("Everybody chooses their own notices, and nobody another's."))
    if not set(wanted) <= set(Choice.OPTIONAL):
        raise ValidationError({"wanted": _("Choose from the list.")})
    unwanted = [kind.value for kind in Choice.OPTIONAL if kind not in set(wanted)]
    Choice.objects.update_or_create(member=member, defaults={"unwanted": unwanted})
    for group, level in levels.items():
        discussion.follow_group(group, by=by, level=level)
