"""Holding a call, or an objection, for as long as a transaction lasts: its document first."""

from workstreams.consensus.models import Call, Objection
from workstreams.recommendations.actions.holding import held


def held_call(call):
    """The call as it stands now, locked, with its document. Lock order: groups, recommendations, calls, objections."""
    recommendation = held(call.recommendation)
    found = Call.objects.select_for_update(no_key=True).select_related("revision").get(pk=call.pk)
    found.recommendation = recommendation
    return found


def held_objection(objection):
    """The objection as it stands now, locked, with its call and the position that raised it."""
    call = held_call(objection.call)
    found = (
        Objection.objects.select_for_update(no_key=True, of=["self"])
        .select_related("position__member")
        .get(pk=objection.pk)
    )
    found.call = call
    return found
