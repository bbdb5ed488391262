"""What this floor shows on the page of a document: how many comments a clause has, a consultation that is open, and
where one is opened and closed. Named in portal.settings."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.consultations.models import Consultation
from workstreams.consultations.permissions import can_comment, can_comment_as_guest, can_consult
from workstreams.consultations.table import comments_on
from workstreams.recommendations.layout import Note, Part
from workstreams.recommendations.models import ClauseText
from workstreams.recommendations.steps import Step

#: As in actions.checking; read here without its locks.
SPOKEN_OF = {Step.ADOPTION_CALL, Step.DRAFT, Step.LAST_CALL, Step.CONSULTATION, Step.ANSWERING}


@dataclass(frozen=True)
class Asked:
    """A consultation as its page tells of it. `url`: where one comments on the whole; `may`: this reader comments;
    `end_url`: where its leads move its end, "" for others."""

    consultation: Consultation
    url: str
    may: bool
    as_guest: bool
    end_url: str


def takes_comments(revision, user):
    """(whether this reader comments on the revision now, whether as a guest)."""
    return _known(revision, user, _takes_comments)


def notes(revision, user):
    """{clause id: notes} for the margin: amendments, comments and how many wait; last, a way to comment."""
    found = {}
    for row in _known(revision, user, _counted):
        if row["clause"] is None:
            continue
        url = _clause_url(revision, row["clause"])
        found[row["clause"]] = [Note(text, url) for text in _told(row)]
    may, _as_guest = takes_comments(revision, user)
    if may:
        texts = ClauseText.objects.visible_to(user).filter(revision=revision).order_by()
        for clause in texts.values_list("clause", flat=True):
            found.setdefault(clause, []).append(Note(_("Comment"), f"{_clause_url(revision, clause)}#say"))
    return found


def parts(recommendation, revision, user):
    """A link to all comments, and the consultation that is open."""
    slug, pk = recommendation.place, recommendation.pk
    n = sum(row["n"] for row in _known(revision, user, _counted))
    whole = reverse("revision_comments", args=[slug, pk, revision.number])
    found = []
    if n:
        link = {"n": n, "url": reverse("dispositions", args=[slug, pk])}
        found.append(Part("meta", "workstreams/consultations/part_link.html", link))
    if recommendation.where == Step.CONSULTATION:
        visible = Consultation.objects.visible_to(user).filter(recommendation=recommendation).open()
        if consultation := visible.select_related("revision").first():
            may, as_guest = takes_comments(revision, user)
            end = reverse("consultation_end", args=[slug, pk]) if can_consult(user, recommendation) else ""
            asked = Asked(consultation, whole, may, as_guest, end)
            found.append(Part("above", "workstreams/consultations/part_open.html", asked))
    elif takes_comments(revision, user)[0]:
        found.append(Part("meta", "workstreams/consultations/part_say.html", {"url": whole}))
    return found


def address(recommendation, move):
    """Where a consultation is opened and closed."""
    name = {
        (Step.LAST_CALL, Step.CONSULTATION): "consultation_open",
        (Step.CONSULTATION, Step.ANSWERING): "consultation_close",
    }.get((move.before, move.after))
    return reverse(name, args=[recommendation.place, recommendation.pk]) if name else ""


def _clause_url(revision, clause):
    document = revision.recommendation
    return reverse("clause_comments", args=[document.place, document.pk, revision.number, clause])


def _told(row):
    n, waits, amends = row["n"], row["waits"], row["amends"]
    if not waits:
        said = ngettext("%(n)d comment, answered", "%(n)d comments, all answered", n)
    elif waits == n:
        said = ngettext("%(n)d comment, open", "%(n)d comments, all open", n)
    else:
        said = ngettext("%(n)d comment, %(open)d open", "%(n)d comments, %(open)d open", n)
    told = [said % {"n": n, "open": waits}]
    if amends:
        told.insert(0, ngettext("%(n)d amendment", "%(n)d amendments", amends) % {"n": amends})
    return told


def _takes_comments(revision, user):
    if revision.recommendation.where not in SPOKEN_OF:
        return False, False
    if user.is_authenticated:
        return can_comment(user, revision), False
    as_guest = can_comment_as_guest(user, revision)
    return as_guest, as_guest


def _counted(revision, user):
    return list(comments_on(revision.recommendation, user).counted_by("clause"))


def _known(revision, user, question):
    """Ask once for a page, whose margin and head both want to know: kept on this very object."""
    known = revision.__dict__.setdefault("known_of_comments", {})
    key = (question, user.pk)
    if key not in known:
        known[key] = question(revision, user)
    return known[key]
