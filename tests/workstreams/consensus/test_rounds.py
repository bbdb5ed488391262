"""Calls one after another on one document, and people who change for whom they speak meanwhile."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F

from members.models import Affiliation
from tests import factories as make
from workstreams.consensus import actions
from workstreams.consensus.models import Call
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation, Revision

pytestmark = pytest.mark.django_db

TEXT = "Developers publish the tiers of access before release.\n\nAudits are granted within thirty days."


@pytest.fixture
def group():
    return make.group("Graded access", visibility="private")


@pytest.fixture
def lead(group):
    return make.lead(group)


@pytest.fixture
def document(group, lead):
    return recommendations.begin(group, by=lead, title="Graded access to frontier models", body=TEXT)


@pytest.fixture
def speaker(group):
    person = make.member(None, "civil", organisation=make.organisation("Tidewatch", "civil"))
    make.seat(person, group)
    return person


def opened(document, lead, **fields):
    Recommendation.objects.filter(pk=document.pk).update(step="answering", step_ends_at=None)
    given = {"question": "Do you agree?", "parties": "group", "results": "answered"} | fields
    return actions.open_call(document, by=lead, **given)


def objecting(call, person):
    said = {"reason": "The developer chooses who audits.", "change": "A panel chooses."}
    return actions.take_position(call, by=person, stance="object", **said).objection


def concluded(call, lead, result):
    actions.close_call(call, by=lead)
    actions.state_outcome(call, by=lead, result=result, statement="So the sectors say.")


def test_who_supports_a_later_text_objects_to_it_no_more(document, lead, speaker):
    first = opened(document, lead)
    answered, overruled = objecting(first, speaker), objecting(first, lead)
    actions.answer(answered, by=lead, text="A panel would take a year.")
    other = make.lead(document.group, "Second lead")
    actions.answer(overruled, by=other, text="No.")
    actions.overrule(overruled, by=other, reason="It was said often.")
    concluded(first, lead, "returned")
    again = opened(document, lead)
    for person in (speaker, lead):
        actions.take_position(again, by=person, stance="support")
    answered.refresh_from_db()
    overruled.refresh_from_db()
    assert (answered.state, answered.settled_by) == ("withdrawn", speaker)
    assert overruled.state == "overruled", "what was overruled is printed"


def test_whoever_joins_an_organisation_meanwhile_counts_once(document, group, lead, speaker):
    call = opened(document, lead)
    person = make.participant(group, None, "civil")
    alone = objecting(call, person)
    current = Affiliation.objects.current().filter(member=person)
    current.update(organisation=speaker.affiliation.organisation, capacity="representative")
    actions.take_position(call, by=speaker, stance="support")
    now = actions.take_position(call, by=person, stance="support")
    alone.refresh_from_db()
    assert list(call.positions.current()) == [now], "in the name of the organisation, whose position it took over"
    assert (call.positions.count(), alone.state) == (3, "withdrawn")


def test_all_members_read_what_all_members_are_asked(document, lead):
    outsider = make.member("Ines Sala")
    assert not Call.objects.visible_to(outsider).filter(pk=opened(document, lead).pk).exists()
    other = recommendations.begin(document.group, by=lead, title="Telling holders of a tier", body=TEXT)
    asked = opened(other, lead, parties="alliance")
    assert asked.revision.audience == Revision.Audience.MEMBERS
    assert actions.take_position(Call.objects.visible_to(outsider).get(pk=asked.pk), by=outsider, stance="support")


def test_for_whom_an_applicant_says_to_speak_shows_nothing(client, group, lead, speaker):
    open_group = make.group("Open to all")
    chair = make.lead(open_group, "Chair")
    make.seat(speaker, open_group)
    document = recommendations.begin(open_group, by=chair, title="Graded access to frontier models", body=TEXT)
    call = opened(document, chair)
    actions.take_position(call, by=speaker, stance="reservations", reason="Thirty days are too many.")
    for state in ("applied", "suspended"):
        client.force_login(make.member(None, "civil", state=state, organisation=speaker.affiliation.organisation))
        page = client.get(call.get_absolute_url()).content.decode()
        assert "Thirty days are too many" not in page and "weakest sector" not in page, state
        assert client.get(f"{call.get_absolute_url()}positions/").status_code == 404


def test_nothing_is_overruled_once_the_text_is_published(document, lead, speaker):
    call = opened(document, lead)
    objection = objecting(call, speaker)
    actions.answer(objection, by=lead, text="See clause 1.")
    concluded(call, lead, "adopted")
    Recommendation.objects.filter(pk=document.pk).update(step="published")
    with pytest.raises(ValidationError, match="stays"):
        actions.overrule(objection, by=lead, reason="It was not printed so.")


def test_texts_longer_than_their_column_are_refused(document, lead, speaker):
    call = opened(document, lead)
    objection, long = objecting(call, speaker), "x" * 8001
    actions.answer(objection, by=lead, text="See clause 1.")
    refused = [
        ("text", lambda: actions.answer(objection, by=lead, text=long)),
        ("reason", lambda: actions.overrule(objection, by=lead, reason=long)),
        ("statement", lambda: actions.state_outcome(call, by=lead, result="returned", statement=long)),
    ]
    for field, act in refused:
        with pytest.raises(ValidationError) as error:
            act()
        assert set(error.value.message_dict) == {field}


def test_a_call_that_cannot_be_closed_keeps_no_other_open(document, group, lead):
    opened(document, lead)
    stuck = opened(recommendations.begin(group, by=lead, title="Telling holders of a tier", body=TEXT), lead)
    Call.objects.update(closes_at=F("opened_at") + datetime.timedelta(microseconds=1))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE consensus_call ADD CHECK (id <> {stuck.pk} OR closed_at IS NULL)")
    assert actions.close_due_calls() == 1
    assert list(Call.objects.open()) == [stuck]
