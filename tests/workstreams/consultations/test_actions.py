"""Comments, amendments, and what becomes of them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests import factories as make
from tests.workstreams.consultations.conftest import TEXT
from workstreams.consultations import actions
from workstreams.consultations.models import Comment
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation, Revision

pytestmark = pytest.mark.django_db


def clause(revision, number="2"):
    return revision.texts.get(number=number).clause


def test_a_consultation_opens_the_text_to_its_audience_for_four_weeks(consultation, document):
    document.refresh_from_db()
    assert document.step == "consultation"
    assert (consultation.closes_at - consultation.opened_at).days == 28
    assert consultation.revision.audience == "members"


def test_everybody_whom_it_asks_comments_and_nobody_else(revision, group):
    outsider = make.member("Ines Sala", "academia")
    said = actions.comment(revision, by=outsider, body="Thirty days are too few.", clause=clause(revision))
    assert (said.author, said.sector.mark, said.consultation.revision) == (outsider, "academia", revision)
    with pytest.raises(PermissionDenied):
        actions.comment(revision, by=make.member("Apa Applicant", state="applied"), body="And I?")


def test_without_a_consultation_the_group_comments_alone(document, group):
    revision = document.revisions.get()
    assert actions.comment(revision, by=make.participant(group), body="Early words.")
    with pytest.raises(PermissionDenied):
        actions.comment(revision, by=make.member("Ines Sala"), body="From outside.")


def test_a_private_groups_text_is_read_by_whom_the_consultation_asks(lead):
    closed = make.group("Incident room", visibility="private")
    head = make.lead(closed, "Closed lead")
    made = recommendations.begin(closed, by=head, title="What we learned", body=TEXT)
    outsider = make.member("Ines Sala")
    assert not Recommendation.objects.visible_to(outsider).filter(pk=made.pk).exists()
    Recommendation.objects.filter(pk=made.pk).update(step="last_call")
    actions.open_consultation(made, by=head, audience="members")
    assert Revision.objects.visible_to(outsider).filter(recommendation=made).count() == 1


def test_one_form_makes_one_comment(revision, group):
    person, key = make.participant(group), "6f1d2b9e-54a3-4d0e-9a53-0f4d3c8b7a10"
    once = actions.comment(revision, by=person, body="Once.", submission=key)
    assert actions.comment(revision, by=person, body="Once.", submission=key) == once


def test_an_answer_stands_below_a_comment_and_is_not_disposed_of(revision, group, lead):
    said = actions.comment(revision, by=make.participant(group), body="Too few days.", clause=clause(revision))
    answer = actions.comment(revision, by=lead, body="How many?", parent=said)
    assert answer.clause == said.clause
    assert list(Comment.objects.open()) == [said]
    with pytest.raises(ValidationError):
        actions.comment(revision, by=lead, body="Deeper.", parent=answer)
    with pytest.raises(ValidationError):
        actions.dispose(answer, by=lead, outcome="accepted")


@pytest.mark.parametrize("outcome", ["not_accepted", "out_of_scope"])
def test_a_refusal_says_why(revision, group, lead, outcome):
    said = actions.comment(revision, by=make.participant(group), body="Too few days.")
    with pytest.raises(ValidationError) as refused:
        actions.dispose(said, by=lead, outcome=outcome)
    assert "reason" in refused.value.message_dict
    assert actions.dispose(said, by=lead, outcome=outcome, reason="The law says thirty.").reason


def test_a_duplicate_names_the_other(revision, group, lead):
    first, second = (actions.comment(revision, by=make.participant(group), body="Too few days.") for _each in range(2))
    with pytest.raises(ValidationError):
        actions.dispose(second, by=lead, outcome="duplicate", duplicate_of=second)
    assert actions.dispose(second, by=lead, outcome="duplicate", duplicate_of=first).duplicate_of == first


def test_participants_do_not_dispose(revision, group):
    said = actions.comment(revision, by=make.participant(group), body="Too few days.")
    with pytest.raises(PermissionDenied):
        actions.dispose(said, by=make.participant(group), outcome="accepted")


def test_an_amendment_is_taken_over_in_one_step_and_credits_its_author(consultation, revision, group, lead):
    person = make.participant(group, "Wanjiru Kamau")
    words = "Audits are granted within ninety days."
    said = actions.comment(revision, by=person, body="Small ones need longer.", clause=clause(revision), proposed=words)
    actions.close_consultation(consultation, by=lead)
    disposition = actions.take_over(said, by=lead, base=1)
    newest = revision.recommendation.revisions.newest_first().first()
    assert newest.body.endswith(words)
    assert "Wanjiru Kamau" in newest.note
    assert newest.texts.get(number="2").clause == said.clause
    assert (disposition.outcome, disposition.revision) == ("accepted", newest)


def test_an_amendment_of_a_clause_that_changed_is_put_in_by_hand(consultation, revision, group, lead):
    said = actions.comment(
        revision, by=make.participant(group), body="Longer.", clause=clause(revision), proposed="Within ninety days."
    )
    actions.close_consultation(consultation, by=lead)
    recommendations.revise(
        revision.recommendation, by=lead, body=TEXT.replace("thirty", "forty"), note="Forty.", base=1
    )
    with pytest.raises(ValidationError, match="reads otherwise"):
        actions.take_over(said, by=lead, base=2)


def test_closing_leads_to_answering_and_a_second_consultation_is_another(consultation, lead, document):
    assert actions.close_consultation(consultation, by=lead).step == "answering"
    consultation.refresh_from_db()
    assert consultation.closed_at


@pytest.mark.parametrize("to", ["parked", "withdrawn"])
def test_a_text_that_leaves_its_consultation_takes_no_comments(consultation, revision, group, lead, document, to):
    person = make.participant(group)
    recommendations.take_step(document, to, by=lead, why="The law came first.")
    consultation.refresh_from_db()
    assert consultation.closed_at and not consultation.is_open()
    with pytest.raises(ValidationError):
        actions.comment(revision, by=person, body="Too late?")
    if to == "parked":
        again = recommendations.take_step(document, "consultation", by=lead, why="It did not come.")
        consultation.refresh_from_db()
        assert consultation.is_open() and consultation.closes_at == again.step_ends_at
        said = actions.comment(revision, by=person, body="In time.")
        assert said.consultation == consultation
        assert actions.close_consultation(consultation, by=lead).step == "answering"
