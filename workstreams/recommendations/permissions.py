"""Who may do what with a document."""

from members.permissions import is_active_member, is_secretariat
from members.second_factor import has_second_factor
from workstreams.groups.models import Participation
from workstreams.groups.permissions import can_lead, can_open_matters, role_in
from workstreams.recommendations.steps import Who


def can_begin(user, group):
    """Those with a seat, but observers, begin a document."""
    return can_open_matters(user, group)


def can_write(user, recommendation):
    """The editors and leads of its group, whoever works for the secretariat, and, while it is an idea, whoever began
    it."""
    group = recommendation.group
    if is_secretariat(user):
        return True
    if recommendation.step == "idea" and user.pk == recommendation.created_by_id:
        return can_open_matters(user, group)
    role = role_in(user, group) if is_active_member(user) else ""
    if role == Participation.Role.LEAD:
        return has_second_factor(user)
    return role == Participation.Role.EDITOR


def can_take(user, recommendation, move):
    """The move's own people: editors (and whoever may write it), or leads alone."""
    if move.who == Who.LEAD:
        return can_lead(user, recommendation.group)
    return can_write(user, recommendation)


def can_date(user, recommendation):
    """The leads of its group and the secretariat say when a step ends, and when the text is looked at again."""
    return can_lead(user, recommendation.group)
