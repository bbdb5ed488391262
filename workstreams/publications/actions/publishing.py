"""Publishing. One transaction; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.consensus.models import Outcome
from workstreams.consultations.models import Comment
from workstreams.discussion import actions as discussion
from workstreams.groups.models import WorkingGroup
from workstreams.publications.models import Publication, Scheme
from workstreams.publications.numbers import next_versions
from workstreams.publications.permissions import can_publish
from workstreams.publications.records import record_of
from workstreams.publications.ways import next_number
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.actions.holding import held
from workstreams.recommendations.models import Quote, Revision
from workstreams.recommendations.steps import Step


@transaction.atomic
def publish(recommendation, *, by, version="", changes="", review_on=None):
    """Publish the revision that was adopted last: with the next number of the year, or the number that the document has
    already and its next version (`version`, one of `next_versions`), which takes the place of the one before. From then
    on everybody reads it. Returns the publication.

    Raises PermissionDenied for those who do not lead the group; ValidationError where nothing was adopted, a comment is
    open, a later version does not say what changed, or the date for review is past.
    """
    _renew_threads(recommendation)
    recommendation = held(recommendation)
    if not can_publish(by, recommendation):
        raise PermissionDenied(_("The leads of the group publish."))
    outcome = _adopted(recommendation)
    waiting = Comment.objects.open().filter(revision__recommendation=recommendation).count()
    if waiting:
        raise ValidationError(
            ngettext(
                "A comment is open. Every comment is disposed of before anything is published.",
                "%(n)d comments are open. Every comment is disposed of before anything is published.",
                waiting,
            )
            % {"n": waiting},
            code="open",
        )
    before = recommendation.publications.newest_first().first()
    changes, today = changes.strip(), timezone.localdate()
    version = version or next_versions(before and before.version)[0]
    if version not in next_versions(before and before.version):
        raise ValidationError({"version": _("Choose the next version.")})
    if before and not changes:
        raise ValidationError(
            {"changes": _("Write what changed since version %(version)s.") % {"version": before.version}}
        )
    if review_on and review_on <= today:
        raise ValidationError({"review_on": _("Choose a day that is still to come.")})
    now = timezone.now()
    scheme = Scheme.objects.select_for_update().get_or_create(pk=1)[0]
    number, year, place = _number(scheme, before, now)
    revision = recommendations.open_revision(outcome.call.revision, Revision.Audience.PUBLIC)
    if before and before.superseded_at is None:
        # Ended before the next one stands, for one is in force at a time; what follows it is named afterwards. What
        # another recommendation took the place of already stays marked so.
        Publication.objects.filter(pk=before.pk).update(superseded_at=now)
    publication = Publication.objects.create(
        recommendation=recommendation,
        revision=revision,
        number=number,
        year=year,
        place=place,
        version=version,
        title=recommendation.title,
        licence=scheme.licence,
        licence_url=scheme.licence_url,
        changes=changes,
        record=record_of(outcome.call, outcome, revision),
        published_at=now,
        published_by=by,
    )
    if before and before.superseded_at is None:
        Publication.objects.filter(pk=before.pk).update(superseded_by=publication)
    recommendation.review_on = review_on
    recommendation.save(update_fields=["review_on"])
    recommendations.take_step(recommendation, Step.PUBLISHED, by=by)
    return publication


def _renew_threads(recommendation):
    """The threads from which it was quoted say soon what their posts became. They are held after the group and before
    the document, as everywhere."""
    WorkingGroup.objects.select_for_update(no_key=True).get(pk=recommendation.group_id)
    quoted = Quote.objects.filter(clause__recommendation=recommendation, post__isnull=False)
    discussion.renew_pages(sorted(set(quoted.order_by().values_list("post__thread", flat=True))))


def _adopted(recommendation):
    """The outcome that adopted this document, where it stands adopted now."""
    if recommendation.where == Step.ADOPTED:
        adopted = Outcome.objects.filter(call__recommendation=recommendation, result=Outcome.Result.ADOPTED)
        found = adopted.select_related("call__revision", "stated_by").order_by("-stated_at").first()
        if found:
            return found
    raise ValidationError(_("What was adopted is published, and nothing else."))


def _number(scheme, before, now):
    if before:
        return before.number, before.year, before.place
    return next_number(scheme, now)
