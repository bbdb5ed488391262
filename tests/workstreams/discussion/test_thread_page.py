"""The page of a thread: what it shows, what it costs, and where its addresses lead."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.workstreams.discussion.forest import grow
from workstreams.discussion import actions
from workstreams.discussion.models import Post, Thread, Voice
from workstreams.discussion.tree import PAGE_SIZE, place

pytestmark = pytest.mark.django_db


def cost(client, url):
    client.get(url)  # the session is in the cache from the second request on
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize("reader", ["visitor", "member", "participant", "lead", "secretariat"])
def test_the_page_costs_the_same_for_20_and_200_and_2000_posts(client, reader):
    group = make.group()
    people = {
        "visitor": lambda: None,
        "member": make.member,
        "participant": lambda: make.participant(group),
        "lead": lambda: make.lead(group),
        "secretariat": make.staff,
    }
    person = people[reader]()
    if person:
        client.force_login(person)
    costs = {}
    for count in (20, 200, 2000):
        thread = make.thread(group)
        posts = grow(thread, [number // 7 for number in range(count - 1)])
        costs[count] = cost(client, thread.get_absolute_url())
        middle = cost(client, f"{thread.get_absolute_url()}?from={posts[count // 2].pk}")
        last = cost(client, f"{thread.get_absolute_url()}?from={posts[-1].pk}")
        assert max(middle, last) <= 10
    assert costs[200] == costs[2000]
    assert costs[20] <= costs[200] <= 10
