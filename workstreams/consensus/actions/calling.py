"""Opening and closing calls. One transaction each; the actor is `by`."""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.consensus.actions.holding import held_call
from workstreams.consensus.models import Call
from workstreams.consensus.models.calls import QUESTION_LENGTH
from workstreams.consensus.permissions import can_call
from workstreams.consultations.models import Comment
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.actions.holding import held
from workstreams.recommendations.actions.recording import record
from workstreams.recommendations.models import Event, Revision
from workstreams.recommendations.steps import Step

logger = logging.getLogger(__name__)


@transaction.atomic
def open_call(recommendation, *, by, question, parties, results, closes_at=None):
    """Ask whether the newest revision is agreed to, until `closes_at` (by rule two weeks). Takes the document to its
    step; where all members are asked, they read the revision from then on. Returns the call.

    Raises PermissionDenied for those who do not lead the group; ValidationError where a comment is not disposed of, the
    step does not follow, or the question will not do.
    """
    recommendation = held(recommendation)
    if not can_call(by, recommendation):
        raise PermissionDenied(_("The leads of the group call for consensus."))
    if parties not in Call.Parties or results not in Call.Results:
        raise ValidationError(_("Choose from the lists."))
    question = " ".join(question.split())
    fewest, most = QUESTION_LENGTH
    if not fewest <= len(question) <= most or "\x00" in question:
        raise ValidationError(
            {"question": _("Write a question of %(fewest)d to %(most)d characters.") % {"fewest": fewest, "most": most}}
        )
    if waiting := Comment.objects.open().filter(revision__recommendation=recommendation).count():
        raise ValidationError(
            _("Every comment is disposed of before the call. %(n)d are still open.") % {"n": waiting}, code="open"
        )
    moved = recommendations.take_step(recommendation, Step.CONSENSUS_CALL, by=by, ends=closes_at)
    revision = moved.revisions.newest_first().first()
    if parties == Call.Parties.ALLIANCE:
        # Whoever is asked reads what they are asked about.
        revision = recommendations.open_revision(revision, Revision.Audience.MEMBERS)
    return Call.objects.create(
        recommendation=moved,
        revision=revision,
        question=question,
        parties=parties,
        results=results,
        opened_by=by,
        opened_at=moved.step_since,
        closes_at=moved.step_ends_at,
    )


@transaction.atomic
def close_call(call, *, by):
    """Take no more positions. Before its time only by a lead; after it, by the clock too (`by` None). From then on the
    document says that its step has ended. Harmless a second time."""
    call = held_call(call)
    if by is not None and not can_call(by, call.recommendation):
        raise PermissionDenied(_("The leads of the group close the call."))
    if by is None and timezone.now() < call.closes_at:
        raise ValidationError(_("This call is open until its time is up."))
    if call.closed_at is None:
        call.closed_at, call.closed_by = timezone.now(), by
        call.save(update_fields=["closed_at", "closed_by"])
        _end_the_step(call, by=by)
    return call


def _end_the_step(call, *, by):
    """A call that is closed before its time keeps nobody waiting for a day that means nothing any more."""
    recommendation, before = call.recommendation, call.recommendation.step_ends_at
    if recommendation.where == Step.CONSENSUS_CALL and before and before > call.closed_at:
        recommendation.step_ends_at = call.closed_at
        recommendation.save(update_fields=["step_ends_at"])
        moments = {"before": before.isoformat(), "after": call.closed_at.isoformat()}
        record(recommendation, Event.Kind.DEADLINE, by=by, **moments)


def close_due_calls():
    """Close the calls whose time is up. Each by itself: one that fails keeps no other open. Returns how many."""
    closed = 0
    for call in Call.objects.due(timezone.now()).select_related("recommendation"):
        try:
            close_call(call, by=None)
        except Exception:
            logger.exception("Call %s is not closed, though its time is up", call.pk)
        else:
            closed += 1
    return closed
