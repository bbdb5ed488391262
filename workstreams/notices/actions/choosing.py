"""What a member wants to be told. One transaction; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from workstreams.discussion import actions as discussion
from workstreams.notices.models import Choice
from workstreams.notices.permissions import can_choose_notices


@transaction.atomic
def choose_notices(member, *, by, wanted, levels, mailed=None):
    """Choose the kinds of notices that come, those that come by mail as well (as before, where `mailed` is None), and
    how closely to follow each group: `levels` is {group: level}.

    Raises PermissionDenied for anybody else, and for groups that they do not see; ValidationError for a kind or level
    that does not exist.
    """
    chosen = _choice_of(member, by)
    chosen.unwanted = _without(wanted, "wanted")
    if mailed is not None:
        chosen.mailed = _among(mailed, "mailed")
    chosen.save()
    for group, level in levels.items():
        discussion.follow_group(group, by=by, level=level)


@transaction.atomic
def choose_mailed(member, *, by, mailed):
    """Choose the kinds of notices that come by mail. Errors as `choose_notices`."""
    chosen = _choice_of(member, by)
    chosen.mailed = _among(mailed, "mailed")
    chosen.save()
    return chosen


def _choice_of(member, by):
    if not can_choose_notices(by, member):
        raise PermissionDenied(_("Everybody chooses their own notices, and nobody another's."))
    Choice.objects.get_or_create(member=member)
    return Choice.objects.select_for_update().get(member=member)


def _among(kinds, field):
    if not set(kinds) <= set(Choice.OPTIONAL):
        raise ValidationError({field: _("Choose from the list.")})
    return [kind.value for kind in Choice.OPTIONAL if kind in set(kinds)]


def _without(kinds, field):
    among = _among(kinds, field)
    return [kind.value for kind in Choice.OPTIONAL if kind.value not in among]
