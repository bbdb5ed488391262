"""Who may do what with a call."""

from members.permissions import is_active_member
from workstreams.groups.permissions import can_lead, can_open_matters
from workstreams.recommendations.permissions import can_write


def can_call(user, recommendation):
    """The group's leads open and close calls, and state what came of them."""
    return can_lead(user, recommendation.group)


def can_take_position(user, call):
    """Those whom the call asks: who takes part in the group, but observers; or every active member."""
    if call.parties == call.Parties.ALLIANCE:
        return is_active_member(user)
    return can_open_matters(user, call.recommendation.group)


def can_answer(user, objection):
    """The editors and leads answer an objection, and say which revision resolved it."""
    return can_write(user, objection.call.recommendation)


def can_withdraw(user, objection):
    """Whoever raised an objection withdraws it, and nobody for them."""
    return is_active_member(user) and user.pk == objection.position.member_id


def can_overrule(user, objection):
    """The group's leads, and nobody their own."""
    return can_lead(user, objection.call.recommendation.group) and user.pk != objection.position.member_id


def can_discuss(user, objection):
    """Who takes part in the group opens a thread about an objection; while the call hides what others say, whoever
    raised it alone, for it is theirs to tell."""
    call = objection.call
    shown = call.closed_at is not None or call.results == call.Results.OPEN
    return can_open_matters(user, call.recommendation.group) and (shown or user.pk == objection.position.member_id)


def can_see_results(user, call, *, has_answered):
    """Whether this user reads where others stand: as the call says, and everybody once it is closed. What each says
    themselves they always read."""
    if call.closed_at is not None or call.results == call.Results.OPEN:
        return True
    return call.results == call.Results.ANSWERED and has_answered
