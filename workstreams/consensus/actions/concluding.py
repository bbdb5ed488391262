"""Stating what came of a call. One transaction; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.consensus.actions.calling import close_call
from workstreams.consensus.actions.erasing import open_cells
from workstreams.consensus.actions.holding import held_call
from workstreams.consensus.models import Objection, Outcome
from workstreams.consensus.permissions import can_call
from workstreams.consensus.standing import figures_of, standing_of
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.steps import Step

LEADS_TO = {Outcome.Result.ADOPTED: Step.ADOPTED, Outcome.Result.RETURNED: Step.RETURNED}


@transaction.atomic
def state_outcome(call, *, by, result, statement):
    """State that a text is adopted, or returned to its editors, and why; the figures of this moment are kept with it.
    Ends the call. Returns the outcome.

    Raises PermissionDenied for those who do not lead the group; ValidationError before the call's time is up, where an
    objection is unanswered, or where it was stated already.
    """
    call = held_call(call)
    if not can_call(by, call.recommendation):
        raise PermissionDenied(_("The leads of the group state what came of the call."))
    if Outcome.objects.filter(call=call).exists():
        raise ValidationError(_("What came of this call is stated already."))
    if result not in Outcome.Result:
        raise ValidationError({"result": _("Choose what came of it.")})
    statement = statement.strip()
    if not statement or "\x00" in statement:
        raise ValidationError({"statement": _("Write what came of it, and why.")})
    most = Outcome._meta.get_field("statement").max_length
    if len(statement) > most:
        message = _("%(most)d characters fit. This has %(has)d.") % {"most": most, "has": len(statement)}
        raise ValidationError({"statement": message})
    if result == Outcome.Result.ADOPTED:
        if call.is_open():
            raise ValidationError(_("A text is adopted when the call is closed, not before."))
        unanswered = Objection.objects.filter(call__recommendation=call.recommendation).unanswered().count()
        if unanswered:
            raise ValidationError(
                ngettext(
                    "An objection is unanswered. Answer it, or return the text to its editors.",
                    "%(n)d objections are unanswered. Answer them, or return the text to its editors.",
                    unanswered,
                )
                % {"n": unanswered},
                code="objections",
            )
    close_call(call, by=by)
    outcome = Outcome.objects.create(
        call=call, result=result, statement=statement, figures=figures_of(standing_of(call)), stated_by=by
    )
    # Those who were erased while it was not decided were still counted.
    open_cells(call)
    recommendations.take_step(call.recommendation, LEADS_TO[result], by=by, why=statement[:2000])
    return outcome
