"""The secretariat's lists of threads and posts: all to read, nothing to change."""

import pytest
from django.urls import reverse

from tests import factories as make
from workstreams.discussion import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden():
    thread = make.thread(make.group(), title="Who decides about weights?")
    post = make.reply(thread, body="Xylophone words.")
    make.reply(thread, make.participant(thread.group, mark="public"), body="Calm words.")
    return actions.hide_post(post, by=make.lead(thread.group), reason="Off the point.")


@pytest.fixture
def staff(client):
    client.force_login(make.staff())
    return client


POSTS, THREADS = "admin:discussion_post", "admin:discussion_thread"


@pytest.mark.parametrize("name", [POSTS, THREADS])
def test_the_lists_are_the_secretariats_alone(client, name):
    client.force_login(make.lead(make.group()))
    assert client.get(reverse(f"{name}_changelist")).status_code in {302, 403}


def test_threads_are_found_by_title_group_and_state(staff, hidden):
    url = reverse(f"{THREADS}_changelist")
    for query in (
        {},
        {"q": "weights"},
        {"locked": "no"},
        {"pinned": "no"},
        {"group__id__exact": hidden.thread.group_id},
    ):
        assert "Who decides about weights?" in staff.get(url, query).content.decode()
    for query in ({"q": "nothing"}, {"locked": "yes"}, {"pinned": "yes"}):
        assert "Who decides about weights?" not in staff.get(url, query).content.decode()


def test_posts_are_found_by_their_words_sector_and_whether_they_are_hidden(staff, hidden):
    url = reverse(f"{POSTS}_changelist")
    change = reverse(f"{POSTS}_change", args=[hidden.pk])
    sector = hidden.sector_id
    for query in ({}, {"q": "xylophone"}, {"hidden": "yes"}, {"sector__id__exact": sector}):
        assert change in staff.get(url, query).content.decode()
    for query in ({"q": "nothing"}, {"hidden": "no"}):
        assert change not in staff.get(url, query).content.decode()


def test_the_secretariat_reads_hidden_words_and_changes_none(staff, hidden):
    url = reverse(f"{POSTS}_change", args=[hidden.pk])
    page = staff.get(url).content.decode()
    assert "Xylophone words." in page
    assert "Off the point." in page
    assert staff.post(url, {"body": "Changed."}).status_code == 403
    assert staff.get(reverse(f"{POSTS}_add")).status_code == 403
    assert staff.post(reverse(f"{POSTS}_delete", args=[hidden.pk])).status_code == 403
    assert staff.get(reverse(f"{THREADS}_change", args=[hidden.thread_id])).status_code == 200
