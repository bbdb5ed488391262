"""Two connections at the same instant: one organisation says one thing."""

import threading

import pytest
from django.db import connection

from tests import factories as make
from workstreams.consensus import actions
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_of_one_organisation_at_the_same_instant_leave_one_position_that_counts():
    make.sectors()
    group = make.group()
    lead = make.lead(group)
    document = recommendations.begin(group, by=lead, title="Graded access", body="Publish the tiers.")
    Recommendation.objects.filter(pk=document.pk).update(step="answering")
    call = actions.open_call(document, by=lead, question="Do you agree?", parties="group", results="open")
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
