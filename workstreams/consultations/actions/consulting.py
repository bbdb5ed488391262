"""Opening and closing consultations. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.consultations.models import Consultation
from workstreams.consultations.permissions import can_consult
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.actions.holding import held
from workstreams.recommendations.actions.recording import record
from workstreams.recommendations.models import Event, Revision
from workstreams.recommendations.steps import Step


@transaction.atomic
def open_consultation(recommendation, *, by, audience, closes_at=None):
    """Open the newest revision for comments of an audience, until `closes_at` (by rule four weeks), and let that
    audience read it. Takes the document to its step. Returns the consultation."""
    recommendation = held(recommendation)
    if not can_consult(by, recommendation):
        raise PermissionDenied(_("The leads of the group open a consultation."))
    if audience not in Revision.Audience:
        raise ValidationError({"audience": _("Choose who comments.")})
    moved = recommendations.take_step(recommendation, Step.CONSULTATION, by=by, ends=closes_at)
    revision = recommendations.open_revision(moved.revisions.newest_first().first(), audience)
    return Consultation.objects.create(
        recommendation=moved,
        revision=revision,
        audience=audience,
        opened_by=by,
        opened_at=moved.step_since,
        closes_at=moved.step_ends_at,
    )


@transaction.atomic
def close_consultation(consultation, *, by, why=""):
    """Take no more comments, and go on to answering those that came. Returns the document."""
    recommendation = held(consultation.recommendation)
    if not can_consult(by, recommendation):
        raise PermissionDenied(_("The leads of the group close a consultation."))
    Consultation.objects.filter(pk=consultation.pk, closed_at=None).update(closed_at=timezone.now())
    return recommendations.take_step(recommendation, Step.ANSWERING, by=by, why=why)


@transaction.atomic
def move_end(consultation, *, by, ends, why):
    """Let an open consultation end at another moment. Returns it.

    Raises PermissionDenied for those who do not lead the group; ValidationError where it is closed, the moment is past,
    or no reason is given.
    """
    recommendation, why = held(consultation.recommendation), why.strip()
    consultation = Consultation.objects.select_for_update(no_key=True, of=["self"]).get(pk=consultation.pk)
    if not can_consult(by, recommendation):
        raise PermissionDenied(_("The leads of the group say when a consultation ends."))
    if consultation.closed_at or recommendation.where != Step.CONSULTATION:
        raise ValidationError(_("This consultation is closed."))
    if ends <= timezone.now():
        raise ValidationError({"ends": _("Choose a day that is still to come.")})
    if not why:
        raise ValidationError({"why": _("Say why.")})
    before = consultation.closes_at
    if ends != before:
        consultation.closes_at = recommendation.step_ends_at = ends
        consultation.save(update_fields=["closes_at"])
        recommendation.save(update_fields=["step_ends_at"])
        moments = {"before": before.isoformat(), "after": ends.isoformat()}
        record(recommendation, Event.Kind.DEADLINE, by=by, why=why, **moments)
    return consultation


def on_document_event(event):
    """A text that is parked or withdrawn in its consultation takes no more comments; taken up again, it goes on with
    the one that was parked: one of settings.ON_DOCUMENT_EVENT, in the transaction that holds the document."""
    if event.kind != Event.Kind.STEP:
        return
    document = event.recommendation
    if event.before == Step.CONSULTATION:
        Consultation.objects.open().filter(recommendation=document).update(closed_at=event.at)
    elif (event.before, event.after) == (Step.PARKED, Step.CONSULTATION):
        last = Consultation.objects.filter(recommendation=document).order_by("-opened_at").first()
        if last:
            last.closed_at, last.closes_at = None, document.step_ends_at
            last.save(update_fields=["closed_at", "closes_at"])
