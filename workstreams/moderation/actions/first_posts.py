"""Deciding on texts that wait for a lead. One transaction each; the actor is `by`."""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from workstreams.discussion import actions as discussion
from workstreams.discussion.permissions import can_release
from workstreams.moderation.actions.logbook import record
from workstreams.moderation.actions.restricting import due_reason, restrict
from workstreams.moderation.actions.telling import tell_of_texts
from workstreams.moderation.models import Decision, Letter

#: For how long a letter to the leads tells of what comes to wait meanwhile.
ONE_LETTER_FOR = timedelta(hours=48)


@transaction.atomic
def release(held, *, by):
    """Say what waited, now. Returns the post. Raises as `discussion.release_held`."""
    post = discussion.release_held(held, by=by)
    record("text_released", by=by, group=post.thread.group, post=post, member=post.author)
    return post


@transaction.atomic
def decline(held, *, by, reason, rule=""):
    """Not release what waits, with a statement of reasons for its author. Returns the decision.

    Raises as `discussion.decline_held`; ValidationError, besides, without a reason and for a rule not in force.
    """
    reason = due_reason(reason)
    held = discussion.decline_held(held, by=by)
    return restrict(
        Decision.Kind.DECLINE,
        Decision.Scope.HELD,
        by=by,
        reason=reason,
        rule=rule,
        concerned=Counter({held.author_id: 0}),
        group=held.group,
        held=held,
        subject=held.author,
    )


@transaction.atomic
def hand_back(held, *, by):
    """Return what cannot be released any more to its author. Raises as `discussion.give_back`."""
    draft = discussion.give_back(held, by=by)
    record("text_given_back", by=by, group=held.group, member=held.author)
    return draft


def on_held(held):
    """A text waits for a lead: one of settings.ON_HELD. The leads are written to about the first; what comes while they
    have not settled that one is found with it, and told of again after two days alone."""
    told = Letter.objects.filter(
        kind=Letter.Kind.TEXTS_WAIT,
        held__group=held.group_id,
        held__settled_at=None,
        planned_at__gt=timezone.now() - ONE_LETTER_FOR,
    )
    if not told.exists():
        tell_of_texts(held, lambda lead: can_release(lead, held))
