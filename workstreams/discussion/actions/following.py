"""How closely somebody follows a thread, or a group. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.discussion.actions.holding import stays
from workstreams.discussion.models import Following, GroupFollowing
from workstreams.discussion.permissions import can_follow

Level = Following.Level


@transaction.atomic
def follow_thread(thread, *, by, level):
    """Choose how closely to follow a thread. The choice stays until another is made, whatever the group's is.

    Raises PermissionDenied for those who are no active members or do not see the thread, ValidationError for a level
    that does not exist, and where the thread was merged into another in this moment.
    """
    if not can_follow(by, thread.group):
        raise PermissionDenied(_("Members of the alliance follow threads. Your membership is not active yet."))
    if not stays(thread):
        raise ValidationError(_("This thread was moved or merged in this moment. Look at it again."), code="moved")
    return _choose(Following, {"thread": thread, "member": by}, level)


@transaction.atomic
def follow_group(group, *, by, level):
    """Choose how closely to follow those threads of a group for which nothing was chosen. Errors as `follow_thread`."""
    if not can_follow(by, group):
        raise PermissionDenied(_("Members of the alliance follow groups. Your membership is not active yet."))
    return _choose(GroupFollowing, {"group": group, "member": by}, level)


def _choose(model, place, level):
    if level not in Level.values:
        raise ValidationError({"level": _("Choose one of the levels.")})
    chosen = model(**place, level=level, changed_at=timezone.now())
    # Two presses at the same moment make one row.
    (chosen,) = model.objects.bulk_create(
        [chosen], update_conflicts=True, unique_fields=list(place), update_fields=["level", "changed_at"]
    )
    return chosen
