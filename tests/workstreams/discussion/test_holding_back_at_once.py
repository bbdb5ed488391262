"""Two people at once over a text that waits, on two connections: one outcome, and the right one."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from tests import factories as make
from tests.workstreams.discussion.test_concurrency import at_once
from workstreams.discussion import actions
from workstreams.discussion.models import Draft, HeldPost, Post
from workstreams.moderation import actions as moderation
from workstreams.moderation.models import Decision, Letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def held():
    group = make.group(first_posts_held=1)
    thread = make.thread(group, make.lead(group))
    return actions.post_reply(thread, by=make.participant(group), parent=make.root(thread), body="I am new here.")


def settled(outcomes):
    return [one for one in outcomes if isinstance(one, ValidationError) and one.code == "settled"]


def test_two_leads_release_it_once(held):
    leads = [make.lead(held.group) for _lead in range(3)]
    outcomes = at_once(*[lambda lead=lead: moderation.release(held, by=lead) for lead in leads])
    assert len(settled(outcomes)) == 2, outcomes
    assert Post.objects.filter(author=held.author).count() == 1


def test_one_releases_and_one_declines(held):
    first, second = make.lead(held.group), make.lead(held.group)
    outcomes = at_once(
        lambda: moderation.release(held, by=first), lambda: moderation.decline(held, by=second, reason="Not here.")
    )
    assert len(settled(outcomes)) == 1, outcomes
    assert Post.objects.filter(author=held.author).count() + Decision.objects.count() == 1


def test_a_lead_releases_what_its_author_takes_back(held):
    lead = make.lead(held.group)
    outcomes = at_once(lambda: actions.release_held(held, by=lead), lambda: actions.take_back(held, by=held.author))
    assert len(settled(outcomes)) == 1, outcomes
    drafts = Draft.objects.visible_to(held.author).unposted().count()
    assert Post.objects.filter(author=held.author).count() + drafts == 1


def test_it_is_released_while_its_thread_is_merged_away(held):
    lead = make.lead(held.group)
    into = make.thread(held.group, lead, title="Where it goes", body="Here it goes on.")
    outcomes = at_once(
        lambda: actions.release_held(held, by=lead), lambda: actions.merge_threads(held.thread, by=lead, into=into)
    )
    if isinstance(outcomes[0], ValidationError):
        assert outcomes[0].code == "moved"
        actions.release_held(held, by=lead)
    assert Post.objects.get(author=held.author).thread == into


def test_what_it_answers_is_withdrawn_while_it_comes_to_wait():
    group = make.group(first_posts_held=1)
    lead = make.lead(group)
    thread = make.thread(group, lead)
    asked, newcomer = make.reply(thread, lead), make.participant(group)
    outcomes = at_once(
        lambda: actions.withdraw_post(asked, by=lead),
        lambda: actions.post_reply(thread, by=newcomer, parent=asked, body="I am new here."),
    )
    held = HeldPost.objects.first()
    if held:
        assert held.parent == asked and Post.objects.get(pk=asked.pk).withdrawn_at
    else:
        assert isinstance(outcomes[1], ValidationError)


def test_the_same_form_twice_at_once_waits_once(held):
    group, key = held.group, uuid.uuid4()
    newcomer, root = make.participant(group), make.root(held.thread)
    sending = [lambda: actions.post_reply(held.thread, by=newcomer, parent=root, body="Once.", submission=key)] * 4
    assert len(set(at_once(*sending))) == 1
    opening = {"by": newcomer, "title": "Only once", "body": "Once.", "submission": uuid.uuid4()}
    assert len(set(at_once(*[lambda: actions.start_thread(group, **opening)] * 4))) == 1
    assert HeldPost.objects.filter(author=newcomer).count() == 2


def test_the_leads_get_no_letter_for_each(held):
    before = Letter.objects.count()
    newcomers = [make.participant(held.group) for _one in range(4)]
    root = make.root(held.thread)
    at_once(
        *[
            lambda one=one: actions.post_reply(held.thread, by=one, parent=root, body=f"Number {one.pk}.")
            for one in newcomers
        ]
    )
    assert HeldPost.objects.waiting().count() == 5
    assert Letter.objects.count() == before
