"""Two connections at the same instant: one organisation says one thing, and nothing that stands against a text is
overlooked while it is settled."""

import threading

import pytest
from django.db import connection

from members.actions.organisations import merge_organisations
from tests import factories as make
from tests.workstreams.groups.test_concurrency import at_once, kinds
from workstreams.consensus import actions
from workstreams.consensus.models import Objection, Outcome
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db(transaction=True)


def opened(group, lead):
    document = recommendations.begin(group, by=lead, title="Graded access", body="Publish the tiers.")
    Recommendation.objects.filter(pk=document.pk).update(step="answering")
    return actions.open_call(document, by=lead, question="Do you agree?", parties="group", results="open")


def objecting(call, person):
    return actions.take_position(call, by=person, stance="object", reason="Who audits?", change="A panel.").objection


def test_two_of_one_organisation_at_the_same_instant_leave_one_position_that_counts():
    make.sectors()
    group = make.group()
    call = opened(group, make.lead(group))
    organisation = make.organisation(None, "civil")
    people = [make.member(None, "civil", organisation=organisation) for _each in range(4)]
    for person in people:
        make.seat(person, group)
    together, wrong = threading.Barrier(len(people)), []

    def take(person):
        try:
            together.wait()
            actions.take_position(call, by=person, stance="aside", reason=f"So says {person.name}.")
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert call.positions.count() == 4, "all are kept"
    assert call.positions.current().count() == 1


def test_of_an_overruling_and_a_withdrawal_at_once_one_happens():
    make.sectors()
    group = make.group()
    lead, person = make.lead(group), make.participant(group, None, "civil")
    objection = objecting(opened(group, lead), person)
    actions.answer(objection, by=lead, text="See clause 1.")
    outcomes = at_once(
        lambda: actions.overrule(objection, by=lead, reason="Clause 1 gives it."),
        lambda: actions.overrule(objection, by=lead, reason="Clause 1 gives it, and clause 2."),
        lambda: actions.withdraw(objection, by=person),
    )
    assert kinds(outcomes) == ["Objection", "ValidationError", "ValidationError"]
    kept = Objection.objects.get()
    (told,) = [one for one in outcomes if isinstance(one, Objection)]
    assert (kept.state, kept.reason, kept.settled_by) == (told.state, told.reason, told.settled_by)


def test_of_two_outcomes_at_once_one_is_stated():
    make.sectors()
    group = make.group()
    lead, other = make.lead(group), make.lead(group, "Second lead")
    call = actions.close_call(opened(group, lead), by=lead)
    outcomes = at_once(
        lambda: actions.state_outcome(call, by=lead, result="adopted", statement="The sectors agree."),
        lambda: actions.state_outcome(call, by=other, result="returned", statement="They do not."),
    )
    assert kinds(outcomes) == ["Outcome", "ValidationError"]
    stated = Outcome.objects.get()
    assert Recommendation.objects.get().step == stated.result


def test_an_objection_raised_while_the_text_is_adopted_is_overlooked_by_nobody():
    """Either it came in time, and nothing is adopted; or the text was adopted, and it came too late."""
    make.sectors()
    group = make.group()
    lead, person = make.lead(group), make.participant(group, None, "civil")
    call = opened(group, lead)

    def conclude():
        actions.close_call(call, by=lead)
        return actions.state_outcome(call, by=lead, result="adopted", statement="The sectors agree.")

    outcomes = at_once(conclude, lambda: objecting(call, person))
    assert "ValidationError" in kinds(outcomes) and len(set(kinds(outcomes))) == 2
    assert Objection.objects.exists() != Outcome.objects.exists()


def test_a_position_taken_while_organisations_are_merged_is_that_of_the_one_that_stays():
    make.sectors()
    group = make.group()
    call = opened(group, make.lead(group))
    duplicate, into = make.organisation("Tidewatch e.V.", "civil"), make.organisation("Tidewatch", "civil")
    people = [make.member(None, "civil", organisation=one) for one in (duplicate, into)]
    for person in people:
        make.seat(person, group)
    staff = make.staff()
    outcomes = at_once(
        lambda: merge_organisations(duplicate, into, by=staff),
        *[lambda person=person: actions.take_position(call, by=person, stance="support") for person in people],
    )
    assert kinds(outcomes) == ["Organisation", "Position", "Position"]
    assert [one.organisation for one in call.positions.current()] == [into]
