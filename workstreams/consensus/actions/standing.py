"""Taking positions. One transaction each; the actor is `by`."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from workstreams.consensus.actions.holding import held_call
from workstreams.consensus.models import Objection, Position
from workstreams.consensus.permissions import can_take_position
from workstreams.discussion.actions.saying import speaks_for
from workstreams.groups.models import WorkingGroup

Stance = Position.Stance


@transaction.atomic
def take_position(call, *, by, stance, reason="", change="", clause=None, submission=None):
    """Say where one's organisation stands on a call, or oneself where one speaks for nobody else. It takes the place of
    what the same said before, which is kept; said again in the same words it stays as it is. An objection says what
    change would end it, and may name a `clause`. One form (`submission`) takes one position. Returns it.

    Raises PermissionDenied for those whom the call does not ask; ValidationError when it is closed, where a text lacks
    that the stance needs, or where it cannot be told for which sector one speaks.
    """
    # In the order of locks: the group, the organisation, the document.
    WorkingGroup.objects.select_for_update(no_key=True).get(pk=call.recommendation.group_id)
    affiliation = speaks_for(by)
    call = held_call(call)
    if not can_take_position(by, call):
        raise PermissionDenied(_("This call does not ask you. Ask a lead if it should."))
    if submission and (known := Position.objects.filter(submission=submission, member=by).first()):
        return known
    if not call.is_open():
        raise ValidationError(_("This call is closed. Positions stand as they are."), code="closed")
    if affiliation is None:
        raise ValidationError(_("It is not on record for which sector you speak. Ask the secretariat."))
    reason, change = _checked(stance, reason, change)
    same = _the_same(by, affiliation)
    before = list(call.positions.current().filter(same).select_for_update(no_key=True))
    if len(before) == 1 and _says(before[0], affiliation, stance, reason, change, clause):
        return before[0]
    now = timezone.now()
    for one in before:
        one.superseded_at = now
        one.save(update_fields=["superseded_at"])
    position = Position.objects.create(
        call=call,
        member=by,
        sector_id=affiliation.sector_id,
        organisation_id=affiliation.organisation_id,
        stance=stance,
        reason=reason,
        submission=submission or uuid.uuid4(),
        taken_at=now,
    )
    _withdraw_earlier(call, same, position, by=by)
    if stance == Stance.OBJECT:
        if clause and not call.revision.texts.filter(clause=clause).exists():
            raise ValidationError({"clause": _("This clause does not stand in the text that the call is about.")})
        raised = Objection.objects.create(call=call, position=position, clause=clause, text=reason, change=change)
        happened("objection_raised", to=None, by=by, about=raised)
    return position


def _the_same(by, affiliation):
    """Whose positions another one of theirs takes the place of: their organisation's, and their own of a time in which
    they spoke for nobody else. Nobody counts twice for having joined an organisation."""
    own = Q(organisation=None, member=by)
    return own | Q(organisation=affiliation.organisation_id) if affiliation.organisation_id else own


def _says(before, affiliation, stance, reason, change, clause):
    """Whether this was said already: answers to an objection are not lost by pressing the button again."""
    if (before.organisation_id, before.stance, before.reason) != (affiliation.organisation_id, stance, reason):
        return False
    if stance != Stance.OBJECT:
        return True
    objection = getattr(before, "objection", None)  # one that was brought in has none
    if objection is None:
        return False
    same = (objection.change, objection.clause_id) == (change, clause.pk if clause else None)
    return same and objection.state != Objection.State.WITHDRAWN


def _checked(stance, reason, change):
    if stance not in Stance:
        raise ValidationError({"stance": _("Choose where you stand.")})
    wrong, reason, change = {}, reason.strip(), change.strip()
    if stance == Stance.RESERVATIONS and not reason:
        wrong["reason"] = _("Write what you would still change.")
    if stance == Stance.OBJECT and not reason:
        wrong["reason"] = _("Write why. An objection without a reason cannot be answered.")
    if stance == Stance.OBJECT and not change:
        wrong["change"] = _("Write the change. An objection without one cannot be answered.")
    most = {"reason": Position._meta.get_field("reason"), "change": Objection._meta.get_field("change")}
    for name, text in (("reason", reason), ("change", change)):
        if "\x00" in text:
            wrong[name] = _("There is a character in this that cannot be kept (NUL). Take it out.")
        elif len(text) > most[name].max_length:
            wrong[name] = _("%(most)d characters fit. This has %(has)d.") % {
                "most": most[name].max_length,
                "has": len(text),
            }
    if wrong:
        raise ValidationError(wrong)
    return reason, change if stance == Stance.OBJECT else ""


def _withdraw_earlier(call, same, position, *, by):
    """What the same objected before, in this call or an earlier one on the document, is withdrawn by another stance;
    said in other words it is raised anew. What was overruled stays so."""
    positions = Position.objects.filter(same, call__recommendation=call.recommendation_id).exclude(pk=position.pk)
    stands = Objection.objects.filter(
        position__in=positions, state__in=[Objection.State.OPEN, Objection.State.ANSWERED]
    )
    for earlier in stands.select_for_update(no_key=True, of=["self"]):
        earlier.state, earlier.settled_at, earlier.settled_by = Objection.State.WITHDRAWN, position.taken_at, by
        earlier.save(update_fields=["state", "settled_at", "settled_by"])
