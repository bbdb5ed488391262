"""Days that a document keeps: when its step is to end, when it is looked at again. One transaction each; the actor is
`by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.recommendations.actions.holding import held
from workstreams.recommendations.actions.recording import record
from workstreams.recommendations.models import Event
from workstreams.recommendations.permissions import can_date
from workstreams.recommendations.steps import MOVABLE, NAMES, REVIEWED


@transaction.atomic
def move_deadline(recommendation, *, by, ends, why):
    """Let the step in which a document is end at another moment. Returns the document.

    Raises PermissionDenied for those who do not lead its group; ValidationError for a step whose end is not kept here,
    a moment that is past, or no reason.
    """
    recommendation, why = held(recommendation), why.strip()
    if not can_date(by, recommendation):
        raise PermissionDenied(_("The leads of the group say when a step ends."))
    if recommendation.where not in MOVABLE:
        raise ValidationError(
            _("The end of this step (%(step)s) is not set here.") % {"step": NAMES[recommendation.where]}
        )
    if ends <= timezone.now():
        raise ValidationError({"ends": _("Choose a day that is still to come.")})
    if not why:
        raise ValidationError({"why": _("Say why.")})
    before = recommendation.step_ends_at
    if ends != before:
        recommendation.step_ends_at = ends
        recommendation.save(update_fields=["step_ends_at"])
        moments = {"before": before.isoformat() if before else "", "after": ends.isoformat()}
        record(recommendation, Event.Kind.DEADLINE, by=by, why=why, **moments)
    return recommendation


@transaction.atomic
def set_review_day(recommendation, *, by, day):
    """Say on which day a text is to be looked at again, or, with None, that it is not. Returns the document."""
    recommendation = held(recommendation)
    if not can_date(by, recommendation):
        raise PermissionDenied(_("The leads of the group say when a text is looked at again."))
    if recommendation.where not in REVIEWED:
        raise ValidationError(_("What is looked at again on a day is a text that was adopted or published."))
    if day is not None and day <= timezone.localdate():
        raise ValidationError({"day": _("Choose a day that is still to come.")})
    before = recommendation.review_on
    if day != before:
        recommendation.review_on = day
        recommendation.save(update_fields=["review_on"])
        days = {"before": before.isoformat() if before else "", "after": day.isoformat() if day else ""}
        record(recommendation, Event.Kind.REVIEW, by=by, **days)
    return recommendation
