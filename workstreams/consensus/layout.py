"""What stands of calls on the page of a document: by hooks named in settings (see recommendations.layout and .ways)."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.consensus.models import Call, Objection
from workstreams.consultations.models import Comment
from workstreams.recommendations.layout import Note, Part
from workstreams.recommendations.steps import Step
from workstreams.recommendations.ways import Need

OUTCOMES = {Step.ADOPTED, Step.RETURNED}


def clause_notes(revision, user):
    """In the margin of a clause: the objections to it that stand, as far as this reader may read them. One query."""
    found = Objection.objects.visible_to(user).standing().filter(call__recommendation=revision.recommendation_id)
    rows = list(found.exclude(clause=None).order_by("pk").values_list("clause", "state", "pk", "call"))
    states = Counter((clause, state == "open") for clause, state, _pk, _call in rows)
    first = {(clause, state == "open"): (pk, call) for clause, state, pk, call in reversed(rows)}
    return {clause: _notes(clause, states, first) for clause, _state, _pk, _call in rows}


def _notes(clause, states, first):
    notes = []
    for is_open in (True, False):
        if not (n := states[clause, is_open]):
            continue
        pk, call = first[clause, is_open]
        if is_open:
            text = ngettext("%(n)d objection open", "%(n)d objections open", n) % {"n": n}
        else:
            text = ngettext("%(n)d objection, answered", "%(n)d objections, answered", n) % {"n": n}
        url = reverse("objection", args=[pk]) if n == 1 else reverse("call_objections", args=[call])
        notes.append(Note(text, url, is_hot=is_open))
    return notes


def parts(recommendation, revision, user):
    """On the page of a document: its last call, whether it is open or what came of it. One query."""
    calls = Call.objects.visible_to(user).filter(recommendation=recommendation)
    call = calls.select_related("revision", "outcome").order_by("-opened_at").first()
    return [Part("above", "workstreams/consensus/part.html", call)] if call else []


def step_address(recommendation, move):
    """Where a call is opened, and where its outcome is stated."""
    if move.after == Step.CONSENSUS_CALL and move.before == Step.ANSWERING:
        return reverse("call_open", args=[recommendation.place, recommendation.pk])
    if move.before == Step.CONSENSUS_CALL and move.after in OUTCOMES and (call := _called(recommendation)):
        return f"{reverse('outcome', args=[call.pk])}?result={move.after.value}"
    return ""


def step_needs(recommendation, move):
    """What opening a call needs, and adopting a text. While a call hides what others say, nobody reads it here."""
    if move.after == Step.CONSENSUS_CALL and move.before == Step.ANSWERING:
        waiting = Comment.objects.open().filter(revision__recommendation=recommendation).count()
        if not waiting:
            return [Need(_("Every comment has an answer"), True)]
        text = ngettext("%(n)d comment has no answer yet", "%(n)d comments have no answer yet", waiting)
        url = reverse("dispositions", args=[recommendation.place, recommendation.pk])
        return [Need(text % {"n": waiting}, False, f"{url}?state=open")]
    if move.before == Step.CONSENSUS_CALL and move.after == Step.ADOPTED and (call := _called(recommendation)):
        closed = Need(_("The call is closed"), not call.is_open(), call.get_absolute_url())
        return [closed, *_answered(recommendation, call)]
    return []


def _answered(recommendation, call):
    if call.closed_at is None and call.results != Call.Results.OPEN:
        return []
    waiting = Objection.objects.unanswered().filter(call__recommendation=recommendation).count()
    text = ngettext("%(n)d objection has no answer yet", "%(n)d objections have no answer yet", waiting)
    text = text % {"n": waiting} if waiting else _("Every objection has an answer")
    return [Need(text, not waiting, reverse("call_objections", args=[call.pk]))]


def _called(recommendation):
    """The call of which nothing was stated yet. Asked once for a page, of which each step wants to know: kept on this
    very object."""
    known = recommendation.__dict__
    if "known_call" not in known:
        found = Call.objects.filter(recommendation=recommendation, outcome=None).order_by("-opened_at")
        known["known_call"] = found.first()
    return known["known_call"]
