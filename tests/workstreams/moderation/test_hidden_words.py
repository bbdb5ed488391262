"""Hidden words reach nobody who may not read them, by any channel. The word to look for is in none of our texts."""

import pytest
from django.urls import reverse

from tests import factories
from workstreams.moderation import actions

pytestmark = pytest.mark.django_db

CANARY = "zanzibarquokka"
REASON = "Spoke to the person, not to the argument."


@pytest.fixture
def thread():
    return factories.thread(factories.group("Graded model access"), title="Who may see full weights")


@pytest.fixture
def author(thread):
    return factories.participant(thread.group, "Viktor Halász")


@pytest.fixture
def lead(thread):
    return factories.lead(thread.group)


@pytest.fixture
def post(thread, author):
    return factories.reply(thread, by=author, body=f"You {CANARY}, be quiet.")


@pytest.fixture
def hidden(post, lead):
    actions.hide(post, by=lead, reason=REASON)
    return post


def addresses(post):
    return {
        "thread": post.thread.get_absolute_url(),
        "post": post.get_absolute_url(),
        "group": post.thread.group.get_absolute_url(),
        "groups": reverse("groups"),
        "home": reverse("home"),
        "flag": reverse("flag_post", args=[post.pk]),
        "reply": f"{post.thread.get_absolute_url()}?reply={post.pk}",
    }


CHANNELS = ["thread", "post", "group", "groups", "home", "flag", "reply"]


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("who", ["visitor", "applicant", "member", "participant", "lead of another group"])
def test_who_may_not_read_them_finds_no_hidden_words(client, hidden, channel, who):
    people = {
        "applicant": lambda: factories.member(state="applied"),
        "member": factories.member,
        "participant": lambda: factories.participant(hidden.thread.group),
        "lead of another group": lambda: factories.lead(factories.group()),
    }
    if who in people:
        client.force_login(people[who]())
    response = client.get(addresses(hidden)[channel], follow=True)
    assert response.status_code in {200, 403, 404}
    assert CANARY not in response.content.decode()


def test_the_words_were_there_before_so_the_search_is_no_empty_one(client, post):
    client.force_login(factories.participant(post.thread.group))
    for channel in ["thread", "post", "flag"]:
        assert CANARY in client.get(addresses(post)[channel], follow=True).content.decode(), channel


def test_a_marker_with_the_reason_stays(client, hidden):
    assert REASON in client.get(hidden.thread.get_absolute_url()).content.decode()


def test_the_author_and_the_leads_still_read_them(client, hidden, author, lead):
    for person in [author, lead, factories.staff()]:
        client.force_login(person)
        assert CANARY in client.get(hidden.thread.get_absolute_url()).content.decode()


def test_the_mail_to_those_who_flagged_has_none_and_the_authors_has_them(post, lead, run_tasks, mailoutbox):
    flagger = factories.member()
    flag = actions.flag_post(post, by=flagger, reason="conduct")
    with run_tasks():
        actions.uphold(flag.case, by=lead, reason=REASON)
    assert {letter.to[0] for letter in mailoutbox} == {flagger.email, post.author.email}
    for letter in mailoutbox:
        whole = letter.message().as_string() + letter.body + letter.alternatives[0][0]
        assert (CANARY in whole) is (letter.to == [post.author.email])


def test_a_reply_that_comes_back_for_mending_quotes_no_hidden_words(client, hidden):
    client.force_login(factories.participant(hidden.thread.group))
    address = reverse("thread_reply", args=[hidden.thread.group.slug, hidden.thread.pk])
    response = client.post(address, {"parent": hidden.pk, "body": ""})
    assert response.status_code == 422
    assert CANARY not in response.content.decode()


def test_a_lead_sees_what_a_flagged_post_answers_even_where_that_is_hidden(client, hidden, lead):
    answer = factories.reply(hidden.thread, parent=hidden)
    actions.flag_post(answer, by=factories.member(), reason="conduct")
    client.force_login(lead)
    assert CANARY in client.get(reverse("desk", args=[hidden.thread.group.slug])).content.decode()
