"""What a group will have done, and by when. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.groups.models import Milestone, WorkingGroup
from workstreams.groups.permissions import can_change


@transaction.atomic
def add_milestone(group, *, by, title, due_on):
    """Promise something by a day. Raises PermissionDenied for those who do not lead the group, ValidationError once it
    is concluded or without words."""
    group = _workable(group, by)
    return Milestone.objects.create(group=group, title=_titled(title), due_on=due_on)


@transaction.atomic
def change_milestone(milestone, *, by, title, due_on):
    """Say it otherwise, or promise it for another day. Raises ValidationError once it is done or dropped."""
    milestone = _planned(milestone, by)
    milestone.title, milestone.due_on = _titled(title), due_on
    milestone.save(update_fields=["title", "due_on"])
    return milestone


@transaction.atomic
def finish_milestone(milestone, *, by):
    """Say that it is done."""
    return _settle(_planned(milestone, by), Milestone.State.DONE)


@transaction.atomic
def drop_milestone(milestone, *, by):
    """Say that it will not be done. It stays on the list, as dropped."""
    return _settle(_planned(milestone, by), Milestone.State.DROPPED)


@transaction.atomic
def reopen_milestone(milestone, *, by):
    """Plan again what was done or dropped by mistake. One that is planned stays as it is."""
    milestone = _of_a_workable_group(milestone, by)
    milestone.state, milestone.settled_at = Milestone.State.PLANNED, None
    milestone.save(update_fields=["state", "settled_at"])
    return milestone


def _workable(group, by):
    group = WorkingGroup.objects.select_for_update().get(pk=group.pk)
    if not can_change(by, group):
        raise PermissionDenied(_("The leads of this group and the secretariat keep its milestones."))
    if group.state == WorkingGroup.State.CONCLUDED:
        raise ValidationError(_("This group is concluded. Its milestones stay as they are."))
    return group


def _of_a_workable_group(milestone, by):
    _workable(milestone.group, by)
    return Milestone.objects.select_for_update(of=["self"]).select_related("group").get(pk=milestone.pk)


def _planned(milestone, by):
    milestone = _of_a_workable_group(milestone, by)
    if milestone.state != Milestone.State.PLANNED:
        raise ValidationError(
            _("This milestone is settled already: %(state)s.") % {"state": milestone.get_state_display()}
        )
    return milestone


def _settle(milestone, state):
    milestone.state, milestone.settled_at = state, timezone.now()
    milestone.save(update_fields=["state", "settled_at"])
    return milestone


def _titled(title):
    title = " ".join(title.split())
    most = Milestone._meta.get_field("title").max_length
    if not title:
        raise ValidationError({"title": _("Say what will be done.")})
    if len(title) > most:
        raise ValidationError(
            {"title": _("%(most)d characters fit. This has %(has)d.") % {"most": most, "has": len(title)}}
        )
    return title
