"""What follows what: versions of a text, numbers of the years, recommendations that take each other's place."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests import factories as make
from tests.workstreams.groups.test_concurrency import at_once, kinds
from tests.workstreams.publications.conftest import TEXT, adopt
from workstreams.publications import actions
from workstreams.publications.layout import cited
from workstreams.publications.models import Publication, Scheme
from workstreams.publications.ways import next_number
from workstreams.recommendations import actions as recommendations

pytestmark = pytest.mark.django_db


def another(room, chair):
    return adopt(recommendations.begin(room, by=chair, title="Telling holders of a tier", body=TEXT), chair)


def test_the_same_text_is_not_published_twice(text, chair):
    recommendations.take_step(actions.publish(text, by=chair).recommendation, "draft", by=chair)
    with pytest.raises(ValidationError, match="the one that is published"):
        recommendations.take_step(text, "last_call", by=chair)
    recommendations.revise(text, by=chair, body=f"{TEXT}\n\nA panel decides.", note="A panel.", base=1)
    assert recommendations.take_step(text, "last_call", by=chair).step == "last_call"


def test_what_another_took_the_place_of_stays_marked_so(text, chair, room):
    first, other = actions.publish(text, by=chair), actions.publish(another(room, chair), by=chair)
    recommendations.take_step(text, "draft", by=chair)
    recommendations.revise(text, by=chair, body=f"{TEXT}\n\nA panel decides.", note="A panel.", base=1)
    ended = actions.supersede(first, by=chair, other=other, why="It says it better.")
    second = actions.publish(adopt(text, chair), by=chair, version="2.0", changes="Clause 1.3 is new.")
    first.refresh_from_db()
    assert (first.superseded_by, first.superseded_at) == (other, ended.superseded_at)
    with pytest.raises(ValidationError, match="in force"):
        actions.supersede(second, by=chair, other=first, why="Back to it.")


def test_a_number_is_given_once_whatever_the_pattern_leaves_out(text, chair):
    scheme = Scheme.objects.create(pk=1, pattern="REC-{n}")
    number = actions.publish(text, by=chair).number
    assert number == "REC-1"
    assert next_number(scheme, timezone.now() + datetime.timedelta(days=400))[0] == "REC-2"


def test_years_are_those_of_the_portal_wherever_its_readers_are(text, chair):
    actions.publish(text, by=chair)
    moment = datetime.datetime(2026, 12, 31, 20, tzinfo=datetime.UTC)
    publication = Publication(
        title="Access", number="AGA-2026-001", version="1.0", published_at=moment, recommendation=text
    )
    with timezone.override("Pacific/Kiritimati"):
        assert "(2026)" in cited(publication)
        assert next_number(Scheme(pk=1), moment)[1] == 2026


@pytest.mark.django_db(transaction=True)
def test_of_two_that_take_each_others_place_at_once_one_does():
    make.sectors()
    both = []
    for name in ("Graded access", "Incidents"):
        room = make.group(name)
        both.append((lead := make.lead(room), actions.publish(another(room, lead), by=lead)))
    (lead, one), (other_lead, other) = both
    outcomes = at_once(
        lambda: actions.supersede(one, by=lead, other=other, why="It says it better."),
        lambda: actions.supersede(other, by=other_lead, other=one, why="It says it better."),
    )
    assert kinds(outcomes) == ["Publication", "ValidationError"]
    assert Publication.objects.in_force().count() == 1
