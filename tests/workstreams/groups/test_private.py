"""A private group is nowhere to be seen for an outsider: one test for each way in which it could show."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from tests import factories as make
from workstreams.discussion.models import Post, Thread
from workstreams.groups.models import WorkingGroup

pytestmark = pytest.mark.django_db

CANARY = "Zanzibar"
OUTSIDERS = ["visitor", "applicant", "member", "other_lead", "lapsed"]


@pytest.fixture
def secret():
    group = make.group(f"{CANARY} group", slug="zanzibar-group", visibility="private", purpose=f"{CANARY} purpose")
    lead = make.lead(group, f"{CANARY} lead")
    return make.thread(group, lead, title=f"{CANARY} thread", body=f"{CANARY} words")


@pytest.fixture(params=OUTSIDERS)
def outsider(request, client, secret):
    """A client signed in as somebody who has no seat in the group, or one that does not count."""
    if request.param == "lapsed":
        person = make.member(state="applied")
        make.seat(person, secret.group, "lead")
    else:
        person = {
            "visitor": lambda: None,
            "applicant": lambda: make.member(state="applied"),
            "member": make.member,
            "other_lead": lambda: make.lead(make.group()),
        }[request.param]()
    client.person = person or AnonymousUser()
    if person:
        client.force_login(person)
    return client


def addresses(slug, thread, post):
    group = {name: reverse(name, args=[slug]) for name in ("group", "group_people", "group_charter")}
    return {
        **group,
        "join": reverse("group_join", args=[slug]),
        "thread_new": reverse("thread_new", args=[slug]),
        "thread": reverse("thread", args=[slug, thread]),
        "reply_link": f"{reverse('thread', args=[slug, thread])}?reply={post}",
        "from_link": f"{reverse('thread', args=[slug, thread])}?from={post}",
        "post": reverse("post", args=[post]),
    }


def presses(slug, thread):
    steering = ["thread_reply", "thread_pin", "thread_unpin", "thread_lock", "thread_unlock"]
    return {
        "join": reverse("group_join", args=[slug]),
        "leave": reverse("group_leave", args=[slug]),
        "thread_new": reverse("thread_new", args=[slug]),
        **{name: reverse(name, args=[slug, thread]) for name in steering},
    }


def answer(response):
    return response.status_code, response.headers.get("Location", "").split("?")[0]


@pytest.mark.parametrize("name", list(addresses("x", 1, 1)))
def test_every_address_answers_as_one_that_never_was(outsider, secret, name):
    root = make.root(secret)
    here = outsider.get(addresses(secret.group.slug, secret.pk, root.pk)[name])
    nowhere = outsider.get(addresses("never-was", secret.pk + 999, root.pk + 999)[name])
    assert answer(here) == answer(nowhere)
    assert here.status_code in {404, 302}
    assert CANARY not in here.content.decode()
    if here.status_code == 302:
        assert answer(here)[1] == reverse("account_login")


@pytest.mark.parametrize("name", list(presses("x", 1)))
def test_every_press_answers_as_at_a_group_that_never_was(outsider, secret, name):
    sent = {"body": "A reply that is long enough.", "title": "A title", "note": "Let me in."}
    here = outsider.post(presses(secret.group.slug, secret.pk)[name], sent)
    nowhere = outsider.post(presses("never-was", secret.pk + 999)[name], sent)
    assert answer(here) == answer(nowhere)
    assert CANARY not in here.content.decode()
    secret.refresh_from_db()
    assert (secret.reply_count, secret.pinned_at, secret.locked_at) == (0, None, None)
    assert Thread.objects.filter(group=secret.group).count() == 1
    assert not secret.group.join_requests.exists()


def test_the_list_of_groups_leaves_it_out(outsider, secret):
    assert CANARY not in outsider.get(reverse("groups")).content.decode()


def test_the_first_page_leaves_it_out(outsider, secret):
    assert CANARY not in outsider.get(reverse("home")).content.decode()


def test_no_count_takes_it_in(outsider, secret):
    groups = WorkingGroup.objects.visible_to(outsider.person)
    assert secret.group not in groups
    assert not Thread.objects.visible_to(outsider.person).filter(pk=secret.pk).exists()
    assert not Post.objects.visible_to(outsider.person).filter(thread=secret).exists()
    assert all(group.pk != secret.group_id for group in groups.for_listing())


def test_the_people_of_another_group_do_not_tell_of_it(outsider, secret):
    shared = make.group()
    make.seat(secret.author, shared)
    page = outsider.get(reverse("group_people", args=[shared.slug])).content.decode()
    assert "Zanzibar lead" in page  # the person is public where they sit in public
    assert "Zanzibar group" not in page


def test_a_preview_knows_nothing_of_it(outsider, secret):
    page = outsider.post(reverse("preview"), {"body": "Some words.", "parent": make.root(secret).pk})
    assert CANARY not in page.content.decode()


def test_a_reply_elsewhere_cannot_hang_below_its_posts(client, secret):
    public = make.thread(make.group())
    client.force_login(make.participant(public.group))
    url = reverse("thread_reply", args=[public.group.slug, public.pk])
    forged = client.post(url, {"body": "A reply to what I cannot see.", "parent": make.root(secret).pk})
    never = client.post(url, {"body": "A reply to what I cannot see.", "parent": make.root(secret).pk + 999})
    assert forged.status_code == never.status_code == 422
    for page in (forged, never):
        assert "is not in this thread" in page.content.decode()
        assert CANARY not in page.content.decode()
    assert Post.objects.filter(parent=make.root(secret)).count() == 0


def test_its_thread_is_not_found_below_another_groups_address_but_by_those_who_may_know(client, secret):
    public = make.group()
    client.force_login(make.participant(public))
    assert client.get(reverse("thread", args=[public.slug, secret.pk])).status_code == 404
    client.force_login(make.participant(secret.group))
    led_on = client.get(reverse("thread", args=[public.slug, secret.pk]))
    assert (led_on.status_code, led_on.url) == (302, secret.get_absolute_url())


@pytest.mark.parametrize("insider", ["participant", "lead", "secretariat"])
def test_insiders_see_all_of_it(client, secret, insider):
    person = {
        "participant": lambda: make.participant(secret.group),
        "lead": lambda: secret.author,
        "secretariat": make.staff,
    }[insider]()
    client.force_login(person)
    for name in ("group", "group_people", "group_charter"):
        assert client.get(reverse(name, args=[secret.group.slug])).status_code == 200
    assert f"{CANARY} words" in client.get(secret.get_absolute_url()).content.decode()
    assert f"{CANARY} group" in client.get(reverse("groups")).content.decode()
    assert client.get(reverse("post", args=[make.root(secret).pk])).status_code == 302
