"""The home page and the desk show what texts ask of their reader, at the same price for one text and for many."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from workstreams.consensus import actions as consensus
from workstreams.consultations import actions as consultations
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db


def text(group, by, title, step, **fields):
    made = recommendations.begin(group, by=by, title=title, body="Audits are granted.")
    Recommendation.objects.filter(pk=made.pk).update(step=step, **fields)
    made.refresh_from_db()
    return made


def fill(group, lead, other):
    """Something of every kind, for the lead."""
    called = text(group, lead, "Asks for a position", "answering")
    ends = timezone.now() + timedelta(days=3)
    call = consensus.open_call(
        called, by=lead, question="Do you agree?", parties="group", results="open", closes_at=ends
    )
    consensus.take_position(call, by=other, stance="object", reason="Too slow.", change="Ten days.")
    ended = text(group, lead, "Went on for long enough", "last_call", step_ends_at=timezone.now() - timedelta(days=1))
    consultations.comment(ended.revisions.get(), by=other, body="Which audits?")
    own = consultations.comment(ended.revisions.get(), by=lead, body="Those of weights.")
    consultations.comment(own.revision, by=other, body="Which else?", parent=own)
    text(group, lead, "In force for a year", "published", review_on=timezone.localdate() - timedelta(days=1))


def test_home_and_desk_show_the_same_dues_with_their_dates(client):
    group = make.group("Access")
    lead, other = make.lead(group, "Mei-Ling Chow"), make.member()
    make.seat(other, group, "editor")
    client.force_login(lead)

    def shown(page):
        client.get(reverse(page))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse(page))
        return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()), len(queries)

    fill(group, lead, other)
    (home, home_cost), (desk, desk_cost) = shown("home"), shown("desks")
    for page in (home, desk):
        places = [
            page.index(said)
            for said in (
                "Overdue In force for a year To be looked at again Access Read the text",
                "in 3 days Asks for a position Your position is asked Access Say where you stand",
                "Waiting Went on for long enough Last call in the group: its time is up, the next step is yours Access",
                "Waiting Asks for a position 1 objection without an answer Access Answer",
                "Waiting Went on for long enough 2 comments without an answer Access Answer",
                "Waiting Went on for long enough An editor answered your comment, which is still open Access",
            )
        ]
        assert places == sorted(places)
    for _text in range(3):
        fill(group, lead, other)
    assert (shown("home")[1], shown("desks")[1]) == (home_cost, desk_cost)
    assert max(home_cost, desk_cost) <= 15

    client.force_login(make.participant(group))
    assert shown("home")[0].count("Your position is asked") == 4
