"""Calls, positions, objections and outcomes: who, when, and what the database holds."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.models import Member
from tests import factories as make
from workstreams.consensus import actions
from workstreams.consensus.models import Call, Objection, Outcome, Position
from workstreams.consensus.standing import standing_of
from workstreams.consensus.tally import Label
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
def document(group, lead):
    made = recommendations.begin(group, by=lead, title="Graded access to frontier models", body=TEXT)
    Recommendation.objects.filter(pk=made.pk).update(step="answering")
    made.refresh_from_db()
    return made


@pytest.fixture
def call(document, lead):
    return actions.open_call(
        document, by=lead, question="Do you agree to this text?", parties="group", results="answered"
    )


@pytest.fixture
def speaker(group):
    """Somebody who takes part for an organisation."""

    def one(mark="civil", organisation=None):
        person = make.member(None, mark, organisation=organisation or make.organisation(None, mark))
        make.seat(person, group)
        return person

    return one


def objecting(call, person, **fields):
    said = {"reason": "The developer chooses who audits.", "change": "A panel chooses."} | fields
    return actions.take_position(call, by=person, stance="object", **said).objection


def close(call, lead):
    return actions.close_call(call, by=lead)


def test_a_call_takes_the_document_to_its_step_for_two_weeks(call, document):
    document.refresh_from_db()
    assert document.step == "consensus_call"
    assert call.closes_at == document.step_ends_at
    assert (call.closes_at - call.opened_at).days == 14


def test_a_position_takes_the_place_of_what_the_organisation_said_before(call, speaker):
    first = speaker()
    colleague = speaker(organisation=first.affiliation.organisation)
    actions.take_position(call, by=first, stance="support")
    second = actions.take_position(call, by=colleague, stance="aside")
    assert list(call.positions.current()) == [second]
    assert call.positions.count() == 2


def test_people_who_speak_for_themselves_count_as_themselves(call, group):
    for _each in range(3):
        person = make.participant(group, None, "civil")
        actions.take_position(call, by=person, stance="support")
    assert standing_of(call).tally.n == 3


def test_one_form_takes_one_position(call, speaker):
    person, key = speaker(), "6f1d2b9e-54a3-4d0e-9a53-0f4d3c8b7a10"
    once = actions.take_position(call, by=person, stance="support", submission=key)
    assert actions.take_position(call, by=person, stance="support", submission=key) == once


@pytest.mark.parametrize(
    ("stance", "texts", "lacking"),
    [
        ("reservations", {}, {"reason"}),
        ("object", {}, {"reason", "change"}),
        ("object", {"reason": "No."}, {"change"}),
        ("maybe", {}, {"stance"}),
    ],
)
def test_a_text_is_required_where_the_stance_needs_it(call, speaker, stance, texts, lacking):
    with pytest.raises(ValidationError) as refused:
        actions.take_position(call, by=speaker(), stance=stance, **texts)
    assert set(refused.value.message_dict) == lacking


def test_observers_and_outsiders_take_no_position(call, group):
    observer = make.member("Olu Ojo")
    make.seat(observer, group, "observer")
    for who in (observer, make.member("Ines Sala")):
        with pytest.raises(PermissionDenied):
            actions.take_position(call, by=who, stance="support")


def test_a_closed_call_takes_none(call, speaker, lead):
    close(call, lead)
    with pytest.raises(ValidationError, match="closed"):
        actions.take_position(call, by=speaker(), stance="support")


def test_another_stance_withdraws_the_objection_and_keeps_it_on_record(call, speaker):
    person = speaker()
    objection = objecting(call, person)
    actions.take_position(call, by=person, stance="support")
    objection.refresh_from_db()
    assert (objection.state, objection.settled_by) == ("withdrawn", person)


def test_a_number_never_overrules_an_open_objection(call, speaker):
    for mark in ("private", "public", "civil", "academia", "international"):
        for _each in range(4):
            actions.take_position(call, by=speaker(mark), stance="support")
    assert standing_of(call).label is Label.CONSENSUS
    objection = objecting(call, speaker("private"))
    assert standing_of(call).label is Label.OBJECTION_OPEN
    assert objection.state == "open"


def test_nothing_is_adopted_over_an_unanswered_objection(call, speaker, lead):
    objection = objecting(call, speaker())
    close(call, lead)
    with pytest.raises(ValidationError, match="unanswered"):
        actions.state_outcome(call, by=lead, result="adopted", statement="Agreed.")
    actions.answer(objection, by=lead, text="A panel would take a year.")
    outcome = actions.state_outcome(call, by=lead, result="adopted", statement="Agreed, with one objection overruled.")
    call.recommendation.refresh_from_db()
    assert call.recommendation.step == "adopted"
    assert outcome.figures["n"] == 1


def test_the_database_itself_refuses_that(call, speaker, lead):
    objecting(call, speaker())
    close(call, lead)
    fields = {"call": call, "result": "adopted", "statement": "So be it.", "figures": {}, "stated_by": lead}
    with pytest.raises(IntegrityError, match="unanswered"), transaction.atomic():
        Outcome.objects.create(**fields)


def test_the_database_refuses_a_second_open_call_and_another_question(call, lead):
    with pytest.raises(IntegrityError, match="call_one_open_in_a_document"), transaction.atomic():
        Call.objects.create(
            recommendation=call.recommendation,
            revision=call.revision,
            question="Again?",
            parties="group",
            opened_by=lead,
            closes_at=call.closes_at,
        )
    with pytest.raises(IntegrityError, match="stays as it was put"), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(results="open")


def test_an_objection_is_answered_before_it_is_overruled_and_never_by_who_raised_it(call, group, lead, speaker):
    objection = objecting(call, speaker())
    with pytest.raises(ValidationError, match="Answer the objection first"):
        actions.overrule(objection, by=lead, reason="We have waited long enough.")
    actions.answer(objection, by=lead, text="See clause 5.")
    overruled = actions.overrule(objection, by=lead, reason="Clause 5 gives it already.")
    assert (overruled.state, overruled.settled_by, overruled.reason) == (
        "overruled",
        lead,
        "Clause 5 gives it already.",
    )
    own = make.lead(group, "Second lead", "public")
    mine = objecting(call, own)
    actions.answer(mine, by=lead, text="Yes, but.")
    with pytest.raises(PermissionDenied):
        actions.overrule(mine, by=own, reason="It is mine.")


def test_a_later_revision_resolves_an_objection(call, speaker, lead, document):
    objection = objecting(call, speaker())
    with pytest.raises(ValidationError, match="newer"):
        actions.resolve(objection, by=lead, revision=call.revision)
    Recommendation.objects.filter(pk=document.pk).update(step="draft", step_ends_at=None)
    newer = recommendations.revise(document, by=lead, body=TEXT + "\n\nA panel decides.", note="A panel.", base=1)
    assert actions.resolve(objection, by=lead, revision=newer).state == "resolved"


def test_objections_of_all_calls_of_a_document_count(call, speaker, lead):
    objecting(call, speaker())
    actions.state_outcome(call, by=lead, result="returned", statement="Back to the editors.")
    assert Objection.objects.unanswered().count() == 1
    assert Position.objects.current().count() == 1


def test_invented_people_support_at_once_each_at_their_moment_and_nobody_real_does(call, speaker, settings):
    settings.DEMO = True
    boss, real, ada = make.staff(), speaker(), speaker("private")
    Member.objects.filter(pk=ada.pk).update(is_fictitious=True)
    ada.refresh_from_db()
    early, late = call.opened_at, timezone.now() + timedelta(days=1)
    refused = [({ada: early}, real, PermissionDenied), ({ada: early, real: early}, boss, ValidationError)]
    for moments, by, error in [*refused, ({ada: late}, boss, ValidationError)]:
        with pytest.raises(error):
            actions.bring_in_support(call, moments, by=by)
    actions.bring_in_support(call, {ada: early}, by=boss)
    position = call.positions.get()
    assert (position.organisation, position.stance) == (ada.affiliation.organisation, "support")
    assert position.taken_at == early
    settings.DEMO = False
    with pytest.raises(ValidationError):
        actions.bring_in_support(call, {ada: early}, by=boss)
