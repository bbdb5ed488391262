"""Keeping that somebody was removed from a group, with a statement of reasons."""

from collections import Counter

from workstreams.moderation.actions.restricting import restrict
from workstreams.moderation.models import Decision


def on_removed(seat, *, by, reason, rule):
    """A lead took a seat away: one of settings.ON_REMOVED. In the transaction of whoever did it."""
    restrict(
        Decision.Kind.REMOVE,
        Decision.Scope.GROUP,
        by=by,
        reason=reason,
        rule=rule,
        concerned=Counter({seat.member_id: 0}),
        group=seat.group,
        subject=seat.member,
        seat=seat,
    )
