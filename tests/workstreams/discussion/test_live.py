"""What an open page of a thread is told when it asks: nothing, for one query, or how many replies are new."""

import pytest
from django.urls import reverse

from tests import factories as make
from workstreams.discussion import actions
from workstreams.discussion.models import Thread
from workstreams.discussion.views.live import live

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return make.thread(make.group())


class OpenPage:
    """A page as it was drawn, and what its script remembers."""

    def __init__(self, client, thread):
        self.client = client
        self.url = reverse("thread_live", args=[thread.group.slug, thread.pk])
        self.kept = live(Thread.objects.get(pk=thread.pk))

    def ask(self):
        response = self.client.get(
            self.url, {"after": self.kept["after"]}, headers={"If-None-Match": self.kept["etag"]}
        )
        self.kept["etag"] = response.get("ETag", self.kept["etag"])
        return response


@pytest.fixture
def page(client, thread):
    return OpenPage(client, thread)


def test_a_thread_in_which_nothing_happened_costs_a_visitor_one_query(page, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = page.ask()
    assert (response.status_code, response.content) == (304, b"")


def test_a_member_costs_no_more_than_who_they_are(page, thread, django_assert_num_queries):
    page.client.force_login(make.participant(thread.group))
    page.ask()
    with django_assert_num_queries(2):
        assert page.ask().status_code == 304


def test_new_replies_are_told_with_the_way_to_the_first(page, thread, words):
    first = make.reply(thread)
    assert "1 new reply" in words(page.ask())
    second = make.reply(thread)
    response = page.ask()
    assert "2 new replies" in words(response)
    assert f'href="/workstreams/posts/{first.pk}/"' in response.content.decode()
    assert f'data-posts="{first.pk} {second.pk}"' in response.content.decode()
    assert page.ask().status_code == 304


def test_ones_own_reply_is_no_news(page, thread):
    author = make.participant(thread.group)
    page.client.force_login(author)
    make.reply(thread, author)
    response = page.ask()
    assert (response.status_code, response.content.strip()) == (200, b"")


def test_what_was_hidden_meanwhile_is_no_news(page, thread):
    actions.hide_post(make.reply(thread), by=make.lead(thread.group), reason="Spam.")
    assert page.ask().content.strip() == b""


def test_replies_of_before_the_page_was_drawn_are_no_news(client, thread):
    make.reply(thread)
    page = OpenPage(client, thread)
    assert page.ask().status_code == 304
    page.kept["etag"] = ""
    assert page.ask().content.strip() == b""


def test_many_are_not_counted_one_by_one(page, thread, words, monkeypatch):
    monkeypatch.setattr("workstreams.discussion.views.live.MOST_COUNTED", 3)
    for _ in range(5):
        make.reply(thread)
    assert "3 or more new replies" in words(page.ask())


@pytest.mark.parametrize("after", ["", "x", "9" * 40, "-" + "9" * 40])
def test_a_moment_that_is_none_is_not_found(page, after):
    page.kept.update(after=after, etag="")
    assert page.ask().status_code == 404


def test_a_private_thread_tells_nothing(client):
    thread = make.thread(make.group(visibility="private"))
    page = OpenPage(client, thread)
    make.reply(thread)
    assert page.ask().status_code == 404
    client.force_login(make.member())
    assert page.ask().status_code == 404
    client.force_login(make.participant(thread.group))
    assert page.ask().status_code == 200


def test_whoever_may_no_longer_read_is_told_no_more(page, thread):
    thread.group.visibility = "private"
    thread.group.save()
    assert page.ask().status_code == 404


@pytest.mark.parametrize("verb", [actions.pin_thread, actions.lock_thread])
def test_a_page_learns_that_something_else_changed_and_that_no_reply_is_new(page, thread, verb):
    verb(thread, by=make.lead(thread.group))
    response = page.ask()
    assert (response.status_code, response.content.strip()) == (200, b"")
    assert page.ask().status_code == 304
