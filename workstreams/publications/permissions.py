"""Who publishes."""

from members.permissions import is_secretariat
from workstreams.groups.permissions import can_lead


def can_publish(user, recommendation):
    """The group's leads publish what was adopted, and mark it as superseded or withdrawn."""
    return can_lead(user, recommendation.group)


def can_set_scheme(user):
    """The secretariat says how publications are numbered, and under which licence they stand."""
    return is_secretariat(user)
