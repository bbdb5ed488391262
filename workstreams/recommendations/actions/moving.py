"""Taking steps. One transaction each; the actor is `by`.

What a step needs that stands above this app (all comments answered, no objection open) is asked by whoever takes it
there, and held by the database.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.recommendations.actions.holding import held
from workstreams.recommendations.actions.recording import record
from workstreams.recommendations.models import Event
from workstreams.recommendations.permissions import can_take
from workstreams.recommendations.steps import LASTS, NAMES, Step, Who, ends_at, move


@transaction.atomic
def take_step(recommendation, to, *, by, why="", ends=None):
    """Take a document to another step. `ends`: when that is to end, for steps that do; by rule where it is None.

    Raises PermissionDenied for those who do not take this move; ValidationError where it cannot be taken from where the
    document stands, where it must say why and does not, or is to end in the past.
    """
    recommendation, why = held(recommendation), why.strip()
    before, to = recommendation.where, Step(to)
    taken = move(before, to, parked_from=Step(recommendation.parked_from) if recommendation.parked_from else None)
    if taken is None:
        raise ValidationError(
            _("From “%(before)s” this text does not go to “%(after)s”. Somebody may have taken a step meanwhile.")
            % {"before": NAMES[before], "after": NAMES[to]}
        )
    if not can_take(by, recommendation, taken):
        if taken.who == Who.LEAD:
            raise PermissionDenied(_("This step is taken by the leads of the group."))
        raise PermissionDenied(_("This step is taken by the editors and leads of the group."))
    if taken.needs_reason and not why:
        raise ValidationError({"why": _("Say why.")})
    if to == Step.LAST_CALL:
        _ask_that_it_is_new(recommendation)
    now = timezone.now()
    recommendation.parked_from = before if to == Step.PARKED else ""
    recommendation.step, recommendation.step_since = to.value, now
    recommendation.step_ends_at = _end(to, ends, now)
    recommendation.save(update_fields=["step", "step_since", "step_ends_at", "parked_from"])
    record(recommendation, Event.Kind.STEP, by=by, before=before.value, after=to.value, why=why, at=now)
    return recommendation


def _ask_that_it_is_new(recommendation):
    """The next version of what is published says something else: the same text is not published twice."""
    events = recommendation.events.in_order()
    published = events.filter(kind=Event.Kind.STEP, after=Step.PUBLISHED).last()
    if published and not events.filter(kind=Event.Kind.REVISION, pk__gt=published.pk).exists():
        raise ValidationError(_("The text is the one that is published. Change it before the group is asked again."))


def _end(to, ends, now):
    if to not in LASTS:
        return None
    if ends is not None and ends <= now:
        raise ValidationError({"ends": _("Choose a moment that is still to come.")})
    return ends or ends_at(to, now)
