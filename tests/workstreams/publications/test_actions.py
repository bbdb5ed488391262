"""Publishing: what may be, what it is called, what it keeps, and how it ends."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories as make
from workstreams.consensus import actions as consensus
from workstreams.consultations import actions as consultations
from workstreams.publications import actions
from workstreams.publications.models import Publication, Scheme
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db

TEXT = "Developers publish the tiers of access before release.\n\nAudits are granted within thirty days."


@pytest.fixture
def group():
    return make.group("Graded access")


@pytest.fixture
def lead(group):
    return make.lead(group)


@pytest.fixture
def speaker(group):
    person = make.member("Rafael Quispe", "civil", organisation=make.organisation("Andes Digital Rights", "civil"))
    make.seat(person, group)
    return person


def begun(group, lead, title="Graded access to frontier models"):
    return recommendations.begin(group, by=lead, title=title, body=TEXT)


def at_step(document, step):
    Recommendation.objects.filter(pk=document.pk).update(step=step, step_ends_at=None)
    document.refresh_from_db()
    return document


def adopted(document, lead, *, dissenter=None):
    """The document with its newest revision adopted; over an answered and overruled objection of `dissenter`."""
    call = consensus.open_call(
        at_step(document, "answering"), by=lead, question="Do you agree?", parties="group", results="open"
    )
    objection = None
    if dissenter:
        objection = consensus.take_position(
            call, by=dissenter, stance="object", reason="Who audits?", change="A panel.", clause=clause(document)
        ).objection
        consensus.answer(objection, by=lead, text="See clause 1.")
        consensus.overrule(objection, by=lead, reason="A panel takes a year.")
    consensus.close_call(call, by=lead)
    consensus.state_outcome(call, by=lead, result="adopted", statement="The sectors agree.")
    document.refresh_from_db()
    return document


def clause(document, number="2"):
    return document.revisions.newest_first().first().texts.get(number=number).clause


@pytest.fixture
def document(group, lead, speaker):
    return adopted(begun(group, lead), lead, dissenter=speaker)


def test_the_first_of_a_year_has_its_number_and_version(document, lead):
    publication = actions.publish(document, by=lead)
    assert str(publication) == f"AGA-{timezone.now().year}-001 v1.0"
    document.refresh_from_db()
    assert document.step == "published"
    assert publication.revision.audience == "public"


def test_the_second_of_a_year_has_the_next_number(document, group, lead):
    actions.publish(document, by=lead)
    other = adopted(begun(group, lead, "Telling holders of a tier"), lead)
    assert actions.publish(other, by=lead).place == 2


def test_the_secretariat_says_how_numbers_look(document, lead):
    Scheme.objects.create(pk=1, pattern="REC-{n}.{year}", licence="CC0 1.0", licence_url="")
    publication = actions.publish(document, by=lead)
    assert (publication.number, publication.licence) == (f"REC-1.{timezone.now().year}", "CC0 1.0")


def test_what_was_overruled_is_printed_with_its_words_and_the_reasons(document, lead):
    (dissent,) = actions.publish(document, by=lead).record["dissent"]
    assert (dissent["text"], dissent["change"], dissent["clause"]) == ("Who audits?", "A panel.", "2")
    assert dissent["organisation"] == "Andes Digital Rights"
    assert (dissent["reasons"], dissent["overruled_by"]["name"]) == ("A panel takes a year.", str(lead))


def test_the_record_says_who_stood_where_and_where_clauses_came_from(group, lead, speaker):
    document = begun(group, lead)
    root = make.root(make.thread(group, body="Thirty days are enough for an audit."))
    quote = recommendations.quote_post(clause(document), root, by=lead, said="Thirty days are enough")
    said = consultations.comment(
        at_step(document, "draft").revisions.get(), by=speaker, body="Say days.", clause=clause(document)
    )
    consultations.dispose(said, by=lead, outcome="accepted")
    record = actions.publish(adopted(document, lead, dissenter=speaker), by=lead).record
    second = record["clauses"][1]
    assert (second["posts"], second["quotes"], second["comments"]) == ([root.pk], [quote.pk], [said.pk])
    assert [position["stance"] for position in record["positions"]] == ["object"]


def test_nothing_is_published_that_was_not_adopted(group, lead):
    with pytest.raises(ValidationError, match="What was adopted"):
        actions.publish(at_step(begun(group, lead), "draft"), by=lead)


def test_nothing_is_published_while_a_comment_is_open(document, lead, speaker):
    at_step(document, "answering")
    consultations.comment(document.revisions.get(), by=speaker, body="Late, but here.")
    at_step(document, "adopted")
    with pytest.raises(ValidationError, match="A comment is open"):
        actions.publish(document, by=lead)


def test_the_database_itself_refuses_both(document, group, lead, speaker):
    def insert(recommendation, number, *, words_of=None):
        return Publication.objects.create(
            recommendation=recommendation,
            revision=(words_of or recommendation).revisions.get(),
            number=number,
            year=2026,
            place=len(number),
            version="1.0",
            title="x",
            licence="x",
            record={},
            published_by=lead,
        )

    with pytest.raises(IntegrityError, match="was not adopted"), transaction.atomic():
        insert(begun(group, lead, "Never adopted"), "A")
    with pytest.raises(IntegrityError, match="was not adopted"), transaction.atomic():
        insert(begun(group, lead, "In another's words"), "A", words_of=document)
    at_step(document, "answering")
    consultations.comment(document.revisions.get(), by=speaker, body="Late, but here.")
    with pytest.raises(IntegrityError, match="a comment on recommendation"), transaction.atomic():
        insert(document, "AB")


def test_what_is_published_stays_as_it_is(document, lead):
    publication = actions.publish(document, by=lead)
    for change in ({"title": "Another"}, {"record": {}}, {"version": "9.9"}):
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            Publication.objects.filter(pk=publication.pk).update(**change)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        publication.delete()


def test_the_next_version_says_what_changed_and_takes_the_place_of_the_first(document, lead):
    first = actions.publish(document, by=lead)
    recommendations.take_step(document, "draft", by=lead)
    recommendations.revise(document, by=lead, body=TEXT + "\n\nA panel decides.", note="A panel.", base=1)
    adopted(document, lead)
    with pytest.raises(ValidationError) as refused:
        actions.publish(document, by=lead, version="1.1")
    assert "changes" in refused.value.message_dict
    second = actions.publish(document, by=lead, version="1.1", changes="Clause 3 is new.")
    first.refresh_from_db()
    assert (second.number, second.version) == (first.number, "1.1")
    assert first.superseded_by == second


def test_a_version_that_does_not_follow_is_refused(document, lead):
    with pytest.raises(ValidationError, match="next version"):
        actions.publish(document, by=lead, version="2.0")


def test_a_review_is_still_to_come(document, lead):
    with pytest.raises(ValidationError, match="still to come"):
        actions.publish(document, by=lead, review_on=timezone.localdate())
    day = timezone.localdate() + datetime.timedelta(days=365)
    actions.publish(document, by=lead, review_on=day)
    document.refresh_from_db()
    assert document.review_on == day


def test_leads_publish_and_nobody_else(document, speaker):
    with pytest.raises(PermissionDenied):
        actions.publish(document, by=speaker)


def test_what_is_withdrawn_or_superseded_is_marked_and_stays(document, group, lead):
    first = actions.publish(document, by=lead)
    other = actions.publish(adopted(begun(group, lead, "Telling holders"), lead), by=lead)
    ended = actions.supersede(first, by=lead, other=other, why="It says it better.")
    assert (ended.superseded_by, ended.recommendation.events.last().after) == (other, "superseded")
    gone = actions.withdraw(other, by=lead, why="The law changed.")
    assert gone.withdrawn_reason == "The law changed."
    with pytest.raises(ValidationError, match="not in force"):
        actions.withdraw(other, by=lead, why="Again.")
