"""What stands here of a document's page: where it is published and ended, what that needs, and what it became."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.consultations.models import Comment
from workstreams.publications.models import Publication, Scheme
from workstreams.publications.numbers import number_of, place_after
from workstreams.recommendations.layout import Part, PublishedAs
from workstreams.recommendations.steps import Step
from workstreams.recommendations.ways import Need

ENDS = {Step.SUPERSEDED: "supersede_publication", Step.WITHDRAWN: "withdraw_publication"}


@dataclass(frozen=True)
class Plan:
    """What publishing a document would make. `before`: its last version, None for the first; `number`: the document's,
    or the one that comes next as things stand."""

    before: Publication | None
    number: str
    version: str
    licence: str
    licence_url: str


def what_follows(recommendation):
    """The plan for a document. Four queries at most."""
    scheme = Scheme.objects.first() or Scheme(pk=1)
    before = recommendation.publications.defer("record").newest_first().first()
    if before:
        number = before.number
    else:
        number, _year, _place = next_number(scheme, timezone.now())
    return Plan(before, number, "" if before else "1.0", scheme.licence, scheme.licence_url)


def next_number(scheme, now):
    """(number, year, place) of what is published next: the place after the last of the year in which it is in the
    portal's own time zone, whoever asks. A number that was given already, by a pattern without the year, is passed
    over. Whoever gives it holds the scheme."""
    year = timezone.localtime(now, timezone.get_default_timezone()).year
    place = place_after(Publication.objects.last_place(year))
    while Publication.objects.filter(number=number_of(scheme.pattern, year, place)).exists():
        place += 1
    return number_of(scheme.pattern, year, place), year, place


def publishing_needs(recommendation):
    """Every comment is disposed of before anything is published."""
    waiting = Comment.objects.open().filter(revision__recommendation=recommendation).count()
    if waiting:
        text = ngettext("%(n)d comment waits for its answer", "%(n)d comments wait for their answers", waiting)
        return [Need(text % {"n": waiting}, False)]
    return [Need(_("Every comment is answered"), True)]


def step_needs(recommendation, move):
    """As settings.STEP_NEEDS asks."""
    return publishing_needs(recommendation) if move.after == Step.PUBLISHED else []


def step_address(recommendation, move):
    """As settings.STEP_ADDRESSES asks: publishing, and the two ways in which what is published ends."""
    if move.after == Step.PUBLISHED and move.before == Step.ADOPTED:
        return reverse("publish", args=[recommendation.place, recommendation.pk])
    if move.before == Step.PUBLISHED and move.after in ENDS:
        found = recommendation.publications.in_force().values_list("number", "version").first()
        return reverse(ENDS[move.after], args=found) if found else ""
    return ""


def published_as(documents):
    """As settings.PUBLISHED_AS asks. One query."""
    found = Publication.objects.filter(recommendation__in=documents).defer("record")
    newest = found.order_by("recommendation_id", "-published_at", "-pk").distinct("recommendation_id")
    return {one.recommendation_id: PublishedAs(str(one), one.get_absolute_url(), one.is_in_force) for one in newest}


def document_parts(recommendation, revision, user):
    """As settings.DOCUMENT_PARTS asks: what was published of this document, and this very revision, if it was."""
    versions = list(Publication.objects.visible_to(user).filter(recommendation=recommendation).for_listing())
    if not versions:
        return []
    this = next((one for one in versions if one.revision_id == revision.pk), None)
    return [Part("meta", "workstreams/publications/of_document.html", {"newest": versions[0], "this": this})]
