"""Appealing, and looking at a decision again. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from workstreams.moderation.actions.logbook import record
from workstreams.moderation.actions.restricting import sentence
from workstreams.moderation.actions.telling import tell, tell_of_appeal
from workstreams.moderation.actions.undoing import hold, restore
from workstreams.moderation.models import Appeal, Letter, Statement
from workstreams.moderation.permissions import can_appeal, can_decide_appeal

Outcome = Appeal.Outcome

#: As long as the reason of the decision itself.
MOST_OF_A_REASON = 500


@transaction.atomic
def appeal(statement, *, by, text):
    """Ask that somebody who had no part in a decision looks at it again. Until then it holds. Also without a seat, and
    while one is suspended.

    Raises PermissionDenied for anyone but the one whom the statement of reasons is for; ValidationError without words,
    for a second appeal (code "appealed"), for what was taken back already (code "undone"), and after six months
    (code "late").
    """
    decision = hold(statement.decision)
    statement = Statement.objects.select_for_update(of=["self"]).select_related("recipient").get(pk=statement.pk)
    if not can_appeal(by, statement):
        raise PermissionDenied(_("Only the person concerned appeals."))
    _still_open(statement, decision)
    text = _due(text, "text", _("Write why it is wrong."), Appeal._meta.get_field("text").max_length)
    passed_on = decision.case and decision.case.escalated_at
    group = None if passed_on else _stands_in(decision)
    made = Appeal.objects.create(
        statement=statement, appellant=by, group=group, first_decided_by_id=statement.decided_by_id, text=text
    )
    record("appeal", by=by, group=group, decision=decision, member=by)
    tell(Letter.Kind.APPEAL_RECEIVED, by, appeal=made)
    tell_of_appeal(made, Letter.Kind.APPEAL_OPENED)
    return made


@transaction.atomic
def decide_appeal(appeal, *, by, outcome, reason):
    """Let a decision stand, or reverse it and give back all that it took, with a reason for the one who appealed.

    A reversal ends the other appeals against the same decision with it; those who flagged are told. Raises
    PermissionDenied for whoever decided first, who appeals, and all others who are a party or do not decide there;
    ValidationError without a reason, for an appeal that was decided already (code "decided"), and where what was taken
    cannot be given back now.
    """
    decision = hold(Appeal.objects.select_related("statement__decision").get(pk=appeal.pk).statement.decision)
    appeals = Appeal.objects.select_for_update(of=["self"]).order_by("pk").filter(statement__decision=decision)
    appeals = {one.pk: one for one in appeals.select_related("statement__decision__case", "appellant", "group")}
    appeal = appeals[appeal.pk]
    if not can_decide_appeal(by, appeal):
        raise PermissionDenied(_("Somebody who had no part in the decision looks at it again."))
    if appeal.decided_at:
        raise ValidationError(_("This appeal was decided in the meantime. Nothing was changed now."), code="decided")
    if outcome not in Outcome.values:
        raise ValidationError({"outcome": _("Choose whether the decision stands.")})
    reason = _due(reason, "reason", _("Write why. The person who appealed will read it."), MOST_OF_A_REASON)
    settled = [appeal]
    if outcome == Outcome.REVERSED:
        settled = [one for one in appeals.values() if one.decided_at is None]
    settle(settled, by=by, outcome=outcome, reason=reason)
    record(f"appeal_{outcome}", by=by, group=appeal.group, decision=decision, member=appeal.appellant, reason=reason)
    if outcome == Outcome.REVERSED and decision.undone_at is None:
        restore(decision, by=by, reason=reason, besides={one.statement_id for one in settled})
        _tell_those_who_flagged(decision, by)
    return appeal


def settle(appeals, *, by, outcome, reason):
    """Note the outcome on open appeals, and tell those who appealed. In the transaction of whoever holds them."""
    for appeal in appeals:
        appeal.decided_at, appeal.decided_by = timezone.now(), by
        appeal.outcome, appeal.reason = outcome, reason
        appeal.save(update_fields=["decided_at", "decided_by", "outcome", "reason"])
        happened("appeal_decided", to=appeal.appellant, by=by)
        tell(Letter.Kind.APPEAL_DECIDED, appeal.appellant, appeal=appeal)


def settle_with_rule(decision, *, by, outcome, reason):
    """End the open appeals against what a rule of the portal did, once a lead has decided in its place: that is what
    they asked for. Returns the numbers of their statements."""
    appeals = Appeal.objects.open().select_for_update(of=["self"]).select_related("appellant").order_by("pk")
    appeals = list(appeals.filter(statement__decision=decision))
    settle(appeals, by=by, outcome=outcome, reason=reason)
    return {appeal.statement_id for appeal in appeals}


def _still_open(statement, decision):
    if Appeal.objects.filter(statement=statement).exists():
        raise ValidationError(_("You have appealed already. Somebody looks at it again."), code="appealed")
    if decision.undone_at:
        raise ValidationError(_("This was taken back already. There is nothing to appeal."), code="undone")
    if timezone.now() > statement.appeal_until:
        raise ValidationError(
            _("The six months in which this could be appealed are over. You can write to the secretariat."), code="late"
        )


def _stands_in(decision):
    """The group where what was decided upon stands by now."""
    if decision.post:
        return decision.post.thread.group
    return decision.held.group if decision.held else decision.group


def _due(text, field, missing, most):
    text = sentence(text)
    if not text:
        raise ValidationError({field: missing})
    if len(text) > most:
        raise ValidationError(
            {field: _("%(most)d characters fit. This has %(has)d.") % {"most": most, "has": len(text)}}
        )
    return text


def _tell_those_who_flagged(decision, by):
    if decision.case is None or decision.case.closed_at is None:
        # Where a rule acted, a lead has yet to decide, and then tells them.
        return
    for flag in decision.case.flags.select_related("raised_by"):
        happened("flag_reversed", to=flag.raised_by, by=by, post=decision.post)
        tell(Letter.Kind.FLAG_REVERSED, flag.raised_by, flag=flag, decision=decision)
