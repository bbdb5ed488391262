"""Ending what is published: it stays readable, and is marked. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from workstreams.publications.models import Publication
from workstreams.publications.permissions import can_publish
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.actions.holding import held
from workstreams.recommendations.steps import Step


@transaction.atomic
def supersede(publication, *, by, other, why):
    """Say that another recommendation takes the place of this one, and why. Returns the publication."""
    publication, why = _in_force(publication, by, and_other=other), why.strip()
    if not why:
        raise ValidationError({"why": _("Say why.")})
    other = Publication.objects.defer("record").get(pk=other.pk)
    if other.recommendation_id == publication.recommendation_id or other.withdrawn_at or other.superseded_at:
        raise ValidationError({"other": _("Choose another recommendation that is in force.")})
    publication.superseded_at, publication.superseded_by = timezone.now(), other
    publication.save(update_fields=["superseded_at", "superseded_by"])
    _take_step(publication, Step.SUPERSEDED, by=by, why=why)
    return publication


@transaction.atomic
def withdraw(publication, *, by, why):
    """Say that a recommendation no longer holds, and why. Returns the publication."""
    publication, why = _in_force(publication, by), why.strip()
    if not why:
        raise ValidationError({"why": _("Say why.")})
    publication.withdrawn_at, publication.withdrawn_reason = timezone.now(), why
    publication.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _take_step(publication, Step.WITHDRAWN, by=by, why=why)
    return publication


def _in_force(publication, by, *, and_other=None):
    """The publication as it stands now, locked, with its document; with it the other one, in the order of their
    numbers, so that of two that are to take each other's place one does."""
    recommendation = held(publication.recommendation)
    if not can_publish(by, recommendation):
        raise PermissionDenied(_("The leads of the group say what becomes of a publication."))
    numbers = {publication.pk, *([and_other.pk] if and_other else [])}
    rows = Publication.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk")
    found = next(one for one in rows if one.pk == publication.pk)
    if found.superseded_at or found.withdrawn_at:
        raise ValidationError(_("This publication is not in force any more."))
    found.recommendation = recommendation
    return found


def _take_step(publication, to, *, by, why):
    """The document goes along, unless its next version is being written already: that one goes on. Whom it concerned
    is told."""
    happened(to.value, to=None, by=by, about=publication.recommendation)
    if publication.recommendation.where == Step.PUBLISHED:
        recommendations.take_step(publication.recommendation, to, by=by, why=why)
