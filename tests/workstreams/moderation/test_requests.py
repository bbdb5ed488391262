"""Requests to join, answered at the desk."""

import re

import pytest
from django.urls import reverse

from tests import factories
from workstreams.groups import actions as groups
from workstreams.groups.models import JoinRequest, Participation

pytestmark = pytest.mark.django_db


def as_user(client, user):
    client.force_login(user)
    return client


def page(client, user, name, *args, **query):
    return as_user(client, user).get(reverse(name, args=args), query)


def text(response):
    """What a reader sees of the main part, on one line."""
    found = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2].partition("</main>")[0])
    return " ".join(found.split())


@pytest.fixture
def asked():
    closed = factories.group("Red-teaming terms", joining="request")
    member = factories.member("Kenji Morimoto", "academia", organisation=factories.organisation("Tohoku", "academia"))
    return groups.ask_to_join(closed, by=member, note="I break models for a living.")


def answer(client, user, asked, **data):
    return as_user(client, user).post(reverse("decide_request", args=[asked.group.slug, asked.pk]), data)


def test_a_request_shows_who_asks_and_what_they_bring(client, asked):
    shown = text(page(client, factories.lead(asked.group), "desk_requests", asked.group.slug))
    assert "Kenji Morimoto" in shown and "Tohoku" in shown and factories.sector("academia").name in shown
    assert "I break models for a living." in shown


def test_a_lead_gives_a_seat(client, asked, run_tasks, mailoutbox):
    response = answer(client, factories.lead(asked.group), asked, verdict="accept")
    assert response.status_code == 302
    assert Participation.objects.current().filter(group=asked.group, member=asked.member).exists()


def test_a_lead_declines_with_a_reason(client, asked):
    lead = factories.lead(asked.group)
    response = answer(client, lead, asked, verdict="decline", reason="")
    assert response.status_code == 422 and "Write the reason. The member will read it." in text(response)
    assert answer(client, lead, asked, verdict="decline", reason="The group is full.").status_code == 302
    asked.refresh_from_db()
    assert (asked.outcome, asked.reason) == ("declined", "The group is full.")


def test_a_request_answered_meanwhile_keeps_the_typed_reason(client, asked):
    groups.accept_join_request(asked, by=factories.lead(asked.group))
    response = answer(client, factories.lead(asked.group), asked, verdict="decline", reason="Typed with care.")
    assert response.status_code == 422
    assert "decided already" in text(response) and "Typed with care." in text(response)


def test_requests_are_answered_by_leads_of_that_group_at_its_own_address(client, asked):
    other = factories.group()
    assert answer(client, factories.participant(asked.group), asked, verdict="accept").status_code == 403
    stranger = factories.lead(other)
    assert answer(client, stranger, asked, verdict="accept").status_code == 403
    wrong = reverse("decide_request", args=[other.slug, asked.pk])
    assert as_user(client, stranger).post(wrong, {"verdict": "accept"}).status_code == 404
    assert JoinRequest.objects.waiting().count() == 1
