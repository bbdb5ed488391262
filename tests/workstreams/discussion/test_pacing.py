"""How fast one may post: what is refused says when to try again, and keeps the text."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.rates import TooOften
from tests import factories as make
from workstreams.discussion import actions
from workstreams.discussion.models import HeldPost, Post, Thread

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def enforced(settings):
    settings.RATES_ENFORCED = True
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def group():
    return make.group()


@pytest.fixture
def thread(group):
    return make.thread(group, at=NOW - timedelta(days=1))


@pytest.fixture
def member(group):
    return _admitted(make.participant(group), NOW - timedelta(days=30))


def _admitted(member, at):
    member.membership.decided_at = at
    member.membership.save()
    return member


def reply(thread, by, *, after=0, **fields):
    fields.setdefault("body", f"After {after} seconds.")
    with time_machine.travel(NOW + timedelta(seconds=after), tick=False):
        return actions.post_reply(thread, by=by, parent=make.root(thread), **fields)


def start(group, by, *, after=0, **fields):
    with time_machine.travel(NOW + timedelta(seconds=after), tick=False):
        return actions.start_thread(group, by=by, title=f"After {after}", body="Let us see.", **fields)


def test_one_reply_in_five_seconds(thread, member):
    reply(thread, member)
    with pytest.raises(TooOften, match="in 3 seconds") as refused:
        reply(thread, member, after=2)
    assert refused.value.wait == 3
    reply(thread, member, after=6)
    assert Post.objects.filter(author=member).count() == 2


def test_in_whatever_thread(group, thread, member):
    reply(thread, member)
    with pytest.raises(TooOften):
        reply(make.thread(group, at=NOW), member, after=2)


def test_one_thread_in_fifteen_seconds(group, member):
    start(group, member)
    with pytest.raises(TooOften, match="in 5 seconds"):
        start(group, member, after=10)
    start(group, member, after=16)
    assert Thread.objects.filter(author=member).count() == 2


def test_on_the_first_day_ten_replies_and_three_threads(group, thread):
    new = _admitted(make.participant(group), NOW - timedelta(hours=20))
    for n in range(10):
        reply(thread, new, after=10 * n)
    with pytest.raises(TooOften, match="10 replies fit. You can post the next in 4 hours") as refused:
        reply(thread, new, after=100)
    assert refused.value.wait == 4 * 3600 - 100
    for n in range(3):
        start(group, new, after=20 * n)
    with pytest.raises(TooOften, match="3 threads fit"):
        start(group, new, after=100)
    reply(thread, new, after=4 * 3600 + 1)
    start(group, new, after=4 * 3600 + 1)


def test_the_secretariat_writes_more_on_its_first_day(group, thread):
    someone = _admitted(make.staff(), NOW)
    make.seat(someone, group)
    for n in range(12):
        reply(thread, someone, after=10 * n)


def test_what_is_refused_for_another_reason_costs_nothing(thread, member):
    with pytest.raises(ValidationError):
        reply(thread, member, body="")
    with pytest.raises(ValidationError):
        reply(thread, member, body="![](/workstreams/files/6e3f9e0e-6c53-4b7e-9f43-6f7a35ab2a10/)\n\nNot mine.")
    reply(thread, member)


def test_the_same_form_twice_is_one_post_and_no_haste(thread, member):
    key = "6e3f9e0e-6c53-4b7e-9f43-6f7a35ab2a10"
    assert reply(thread, member, submission=key) == reply(thread, member, submission=key)


def test_what_waits_for_a_lead_counts_too(member):
    thread = make.thread(make.group(first_posts_held=1), at=NOW)
    make.seat(member, thread.group)
    assert isinstance(reply(thread, member), HeldPost)
    with pytest.raises(TooOften):
        reply(thread, member, after=2)


def test_what_is_told_after_the_fact_is_not_slowed(group, member):
    for _time in range(3):
        start(group, member, at=NOW)


def test_one_address_sends_as_many_as_the_settings_say(settings, thread):
    settings.POSTS_PER_ADDRESS = 3
    hall = [_admitted(make.participant(thread.group), NOW - timedelta(days=30)) for _person in range(5)]
    for person in hall[:3]:
        reply(thread, person, source="192.0.2.1")
    with pytest.raises(TooOften, match="from your network"):
        reply(thread, hall[3], source="192.0.2.1")
    reply(thread, hall[3], source="192.0.2.2")
    reply(thread, hall[4], source="192.0.2.1", after=301)


def test_sixty_of_a_hall_post_at_once_by_default(settings):
    assert settings.POSTS_PER_ADDRESS == 60


# On the page


def post(client, thread, body, **headers):
    return client.post(reverse("thread_reply", args=[thread.group.slug, thread.pk]), {"body": body}, **headers)


@pytest.mark.parametrize("headers", [{}, {"HTTP_HX_REQUEST": "true"}], ids=["page", "htmx"])
def test_the_page_keeps_the_text_and_says_when(sign_in, thread, words, headers):
    client = sign_in(make.participant(thread.group))
    assert post(client, thread, "The first.").status_code == 302
    response = post(client, thread, "The second, typed in haste.", **headers)
    assert response.status_code == 422
    assert 1 <= int(response["Retry-After"]) <= 5
    assert "The second, typed in haste." in response.content.decode()
    assert "You can post your reply in" in words(response)


def test_a_new_thread_is_kept_as_well(sign_in, group):
    client, url = sign_in(make.participant(group)), reverse("thread_new", args=[group.slug])
    assert client.post(url, {"title": "The first one", "body": "Let us see."}).status_code == 302
    response = client.post(url, {"title": "The second one", "body": "In haste."})
    assert response.status_code == 422 and 1 <= int(response["Retry-After"]) <= 15
    assert "The second one" in response.content.decode() and "In haste." in response.content.decode()


def test_a_forged_address_is_not_believed(settings, sign_in, thread):
    settings.POSTS_PER_ADDRESS = 2
    statuses = []
    for n in range(4):
        client = sign_in(make.participant(thread.group))
        statuses.append(post(client, thread, f"From {n}.", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}").status_code)
    assert statuses == [302, 302, 422, 422]
