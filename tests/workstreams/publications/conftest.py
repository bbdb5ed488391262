"""A text that was adopted, over an objection that was answered and overruled."""

import pytest

from tests import factories as make
from workstreams.consensus import actions as consensus
from workstreams.consultations import actions as consultations
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation

TEXT = "# Access\n\nDevelopers publish the tiers of access before release.\n\nAudits are granted within thirty days."
SAID = "Thirty days are enough for an audit."


def at_step(document, step):
    Recommendation.objects.filter(pk=document.pk).update(step=step, step_ends_at=None)
    document.refresh_from_db()
    return document


def clause(document, number="1.2"):
    return document.revisions.newest_first().first().texts.get(number=number).clause


def adopt(document, lead, *, dissenter=None, supporters=()):
    """The document with its newest revision adopted."""
    call = consensus.open_call(
        at_step(document, "answering"), by=lead, question="Do you agree?", parties="group", results="open"
    )
    for person in supporters:
        consensus.take_position(call, by=person, stance="support")
    if dissenter:
        objection = consensus.take_position(
            call, by=dissenter, stance="object", reason="Who audits?", change="A panel.", clause=clause(document)
        ).objection
        consensus.answer(objection, by=lead, text="See clause 1.1.")
        consensus.overrule(objection, by=lead, reason="A panel takes a year.")
    consensus.close_call(call, by=lead)
    consensus.state_outcome(call, by=lead, result="adopted", statement="The sectors agree.")
    document.refresh_from_db()
    return document


@pytest.fixture
def room():
    return make.group("Graded access")


@pytest.fixture
def chair(room):
    return make.lead(room, "Leilani Kahale")


@pytest.fixture
def dissenter(room):
    person = make.member("Rafael Quispe", "civil", organisation=make.organisation("Andes Digital Rights", "civil"))
    make.seat(person, room)
    return person


@pytest.fixture
def thread(room):
    return make.thread(room, body=SAID, title="How long may an audit take?")


@pytest.fixture
def text(room, chair, dissenter, thread):
    """Adopted; clause 1.2 came from a post of the thread, and a comment on it was taken up."""
    document = recommendations.begin(room, by=chair, title="Graded access to frontier models", body=TEXT)
    recommendations.quote_post(clause(document), make.root(thread), by=chair, said="Thirty days are enough")
    said = consultations.comment(
        at_step(document, "draft").revisions.get(), by=dissenter, body="Say days.", clause=clause(document)
    )
    consultations.dispose(said, by=chair, outcome="accepted")
    return adopt(document, chair, dissenter=dissenter)
