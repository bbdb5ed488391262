"""A list costs the same queries for one row and for thirty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db

MOST = 12


@pytest.fixture
def cost(client):
    def ask(url):
        client.get(url)  # from the second time on the session comes from the cache
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    return ask


@pytest.fixture(params=["visitor", "member", "lead"])
def group(request, client):
    group = make.group()
    lead = make.lead(group)
    if request.param != "visitor":
        client.force_login(lead if request.param == "lead" else make.member())
    return group


def test_the_list_of_groups(cost, group):
    before = cost(reverse("groups"))
    for number in range(30):
        other = make.group(area=make.area(f"area-{number % 4}"))
        make.lead(other)
        make.participant(other, mark="public")
    assert cost(reverse("groups")) == before <= MOST


def test_the_people_of_a_group(cost, group):
    url = reverse("group_people", args=[group.slug])
    before = cost(url)
    for number in range(30):
        make.participant(group, mark=make.MARKS[number % 5], organisation=make.organisation() if number % 2 else None)
    assert cost(url) == before <= MOST


def test_the_threads_of_a_group(cost, group):
    author = make.participant(group)
    make.thread(group, author)
    before = cost(group.get_absolute_url())
    for number in range(30):
        thread = make.thread(group, author, title=f"Question {number}")
        make.reply(thread, make.participant(group, mark=make.MARKS[number % 5]))
    assert cost(group.get_absolute_url()) == before <= MOST


def test_more_leads_cost_nothing(cost, group):
    before = cost(group.get_absolute_url())
    for mark in make.MARKS:
        make.lead(group, mark=mark)
    assert cost(group.get_absolute_url()) == before
