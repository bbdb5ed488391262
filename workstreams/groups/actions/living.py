"""The life of a group: chartered, resting, concluded, revived. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from workstreams.groups.actions.deciding import answer_at_the_end
from workstreams.groups.models import Participation, WorkingGroup
from workstreams.groups.permissions import can_change, can_charter

State = WorkingGroup.State
LEADS_AT_THE_START = 2


@transaction.atomic
def charter_group(group, *, by):
    """Make a proposed group a working group. Raises PermissionDenied for anyone but the secretariat, ValidationError
    while it has no charter or fewer than two leads who may act. That both come from one sector is said on its page, not
    barred."""
    group = _locked(group)
    if not can_charter(by, group):
        raise PermissionDenied(_("The secretariat charters groups."))
    _only_from(group, {State.PROPOSED})
    if not group.charter.strip():
        raise ValidationError(_("A group needs a charter first. Its leads write it."))
    if Participation.objects.leads().of_active_members().filter(group=group).count() < LEADS_AT_THE_START:
        raise ValidationError(_("A group needs two leads first, of different sectors if it can be."))
    return _turn(group, State.CHARTERED, by=by)


@transaction.atomic
def rest_group(group, *, by, note):
    """Let a group rest: it stays readable and takes no posts and nobody new until it is revived. `note` tells its
    readers why."""
    group = _led(group, by)
    _only_from(group, {State.CHARTERED})
    return _turn(group, State.DORMANT, _noted(note), by=by)


@transaction.atomic
def conclude_group(group, *, by, note):
    """Close a group's work: it stays readable and takes no posts and nobody new. `note` tells its readers what came of
    it, and those who still wait for a seat."""
    group = _led(group, by)
    _only_from(group, {State.PROPOSED, State.CHARTERED, State.DORMANT})
    note = _noted(note)
    answer_at_the_end(group, by=by, note=note)
    return _turn(group, State.CONCLUDED, note, by=by)


@transaction.atomic
def revive_group(group, *, by):
    """Take up the work of a resting or concluded group again. Raises ValidationError while it has no lead who may
    act."""
    group = _led(group, by)
    _only_from(group, {State.DORMANT, State.CONCLUDED})
    if not group.charter.strip():
        raise ValidationError(_("This group never had a charter. Found it anew."))
    if not Participation.objects.leads().of_active_members().filter(group=group).exists():
        raise ValidationError(_("A group needs a lead. Appoint one first."))
    return _turn(group, State.CHARTERED, by=by)


def _locked(group):
    return WorkingGroup.objects.select_for_update().get(pk=group.pk)


def _led(group, by):
    group = _locked(group)
    if not can_change(by, group):
        raise PermissionDenied(_("The leads of this group and the secretariat decide whether it rests or ends."))
    return group


def _only_from(group, states):
    if group.state not in states:
        raise ValidationError(
            _("This cannot be done now. The group’s state is: %(state)s.") % {"state": group.get_state_display()},
            code="overtaken",
        )


def _noted(note):
    note = " ".join(note.split())
    most = WorkingGroup._meta.get_field("state_note").max_length
    if not note:
        raise ValidationError({"note": _("Write a closing note. Everybody who reads the group sees it.")})
    if len(note) > most:
        raise ValidationError(
            {"note": _("%(most)d characters fit. This has %(has)d.") % {"most": most, "has": len(note)}}
        )
    return note


def _turn(group, state, note="", *, by):
    group.state, group.state_since, group.state_note = state, timezone.now(), note
    group.save(update_fields=["state", "state_since", "state_note"])
    happened(f"now_{state.value}", to=None, by=by, group=group)
    return group
