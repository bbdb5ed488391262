"""Silencing a member in a group, and ending it early. One transaction each; the actor is `by`."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.discussion import actions as discussion
from workstreams.moderation.actions.restricting import due_reason, restrict
from workstreams.moderation.actions.undoing import undo
from workstreams.moderation.models import Decision


@transaction.atomic
def silence(member, *, group, by, hours, reason, rule=""):
    """Let a member say nothing in a group for 24, 72, 168 or 720 hours, with a statement of reasons. It ends by itself.

    Returns the decision. Raises as `discussion.silence_member`, and ValidationError for a rule that is not in force.
    """
    reason = due_reason(reason)
    given = discussion.silence_member(member, group=group, by=by, hours=hours, reason=reason)
    return restrict(
        Decision.Kind.SILENCE,
        Decision.Scope.GROUP,
        by=by,
        reason=reason,
        rule=rule,
        concerned=Counter({member.pk: 0}),
        group=group,
        subject=member,
        silence=given,
        until=given.until,
    )


@transaction.atomic
def end_silence(given, *, by, reason):
    """End a silence before its time, which takes its decision back: the member is told. Returns the decision.

    Raises as `undo`; ValidationError, besides, for one that is over (code "over").
    """
    decision = Decision.objects.filter(silence=given).get()
    if decision.undone_at is None and (given.lifted_at or given.until <= timezone.now()):
        raise ValidationError(_("This silence is over already."), code="over")
    return undo(decision, by=by, reason=reason)
