"""Writing documents: revisions, the clauses that survive them, and two who save at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests import factories as make
from workstreams.recommendations import actions
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db

TEXT = "# Access\n\nDevelopers publish the tiers of access before release.\n\nAudits are granted within thirty days."


@pytest.fixture
def group():
    return make.group("Graded access")


@pytest.fixture
def lead(group):
    return make.lead(group)


@pytest.fixture
def document(group, lead):
    return actions.begin(group, by=lead, title="Graded access to frontier models", body=TEXT)


def numbered(revision):
    return {text.number: text.clause_id for text in revision.texts.all()}


def test_a_document_begins_as_an_idea_with_its_first_revision(document):
    assert (document.step, document.revisions.get().number) == ("idea", 1)
    assert list(numbered(document.revisions.get())) == ["1", "1.1", "1.2"]
    assert [event.kind for event in document.events.all()] == ["step", "revision"]


def test_observers_and_outsiders_begin_none(group):
    observer = make.member("Olu Ojo")
    make.seat(observer, group, "observer")
    for who in (observer, make.member("Ines Sala")):
        with pytest.raises(PermissionDenied):
            actions.begin(group, by=who, title="A title", body=TEXT)
    assert not Recommendation.objects.exists()


def test_a_revision_keeps_the_clauses_that_it_keeps(document, lead):
    before = numbered(document.revisions.get())
    changed = TEXT.replace("thirty", "ninety").replace("# Access", "# Access\n\nA new one stands first.")
    after = numbered(actions.revise(document, by=lead, body=changed, note="Ninety days.", base=1))
    assert after["1"] == before["1"]
    assert after["1.2"] == before["1.1"]
    assert after["1.3"] == before["1.2"]
    assert after["1.1"] not in before.values()


def test_saving_over_somebodys_newer_text_is_refused(document, lead):
    actions.revise(document, by=lead, body=TEXT + "\n\nMore.", note="More.", base=1)
    with pytest.raises(ValidationError) as refused:
        actions.revise(document, by=lead, body=TEXT + "\n\nOther.", note="Other.", base=1)
    assert refused.value.code == "overtaken"
    assert document.revisions.count() == 2


def test_the_text_rests_while_all_speak_of_it(document, lead):
    Recommendation.objects.filter(pk=document.pk).update(step="consultation")
    with pytest.raises(ValidationError, match="the text rests"):
        actions.revise(document, by=lead, body=TEXT + "\n\nMore.", note="More.", base=1)
    with pytest.raises(ValidationError, match="the text rests"):
        actions.retitle(document, by=lead, title="What is adopted keeps its name")


@pytest.mark.parametrize(
    ("body", "note", "field"),
    [(TEXT, "Nothing.", "body"), ("  ", "Empty.", "body"), ("a\x00b", "NUL.", "body"), (TEXT + "x", "", "note")],
)
def test_what_will_not_do_is_refused_in_words(document, lead, body, note, field):
    with pytest.raises(ValidationError) as refused:
        actions.revise(document, by=lead, body=body, note=note, base=1)
    assert field in refused.value.message_dict


def test_a_step_is_taken_with_its_end_and_its_event(document, lead):
    moved = actions.take_step(document, "adoption_call", by=lead)
    assert (moved.step_ends_at - moved.step_since).days == 14
    event = moved.events.last()
    assert (event.kind, event.before, event.after, event.by) == ("step", "idea", "adoption_call", lead)


def test_a_step_that_does_not_follow_is_refused(document, lead):
    with pytest.raises(ValidationError, match="does not go"):
        actions.take_step(document, "published", by=lead)


def test_a_parked_document_goes_back_to_where_it_was(document, lead):
    actions.take_step(document, "adoption_call", by=lead)
    actions.take_step(document, "parked", by=lead, why="The law is awaited.")
    back = actions.take_step(document, "adoption_call", by=lead, why="It is passed.")
    assert (back.step, back.parked_from) == ("adoption_call", "")


def test_a_quote_keeps_the_words_of_a_post(document, lead, group):
    thread = make.thread(group, body="Tiers should be published, and early.")
    clause = document.revisions.get().texts.get(number="1.1").clause
    quote = actions.quote_post(clause, make.root(thread), by=lead, said="published, and early")
    assert actions.quote_post(clause, make.root(thread), by=lead, said="published, and early") == quote
    with pytest.raises(ValidationError, match="not in that post"):
        actions.quote_post(clause, make.root(thread), by=lead, said="never said")
