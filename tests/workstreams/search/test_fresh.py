"""What a digest tells of saved searches."""

import datetime

import pytest
from django.utils import timezone

from tests import factories as make
from tests.workstreams.digests.telling import told as told_in_digest
from workstreams.discussion import actions as discussion
from workstreams.search import actions
from workstreams.search.fresh import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def window():
    now = timezone.now()
    return now - datetime.timedelta(days=7), now + datetime.timedelta(minutes=5)


@pytest.fixture
def member():
    return make.member()


def keep(member, query, name="Escrow"):
    saved = actions.save_search(member, by=member, query=query, name=name)
    return actions.change_saved_search(saved, by=member, name=name, in_digest=True)


def told(member, window):
    return {one.saved.name: [post.thread.title for post in one.posts] for one in fresh(member, *window)}


def test_a_saved_search_keeps_to_its_tag(member, window):
    group = make.group()
    tagged = make.thread(group, title="Tagged", body="On escrow.")
    make.thread(group, title="Not tagged", body="On escrow.")
    discussion.set_tags(tagged, by=make.lead(group), names=["law"])
    keep(member, "q=escrow&tag=Law")
    assert told(member, window) == {"Escrow": ["Tagged"]}


def test_new_posts_of_a_search_are_told_with_the_rights_of_the_moment(member, window):
    group, secret = make.group(), make.group(visibility="private")
    keep(member, "q=escrow")
    keep(member, "q=escrows+-weights", "Without weights")
    keep(member, f"q=escrow&group={group.slug}&author=ines&since=2020-01-01", "Of Inés")
    keep(member, "q=canary", "Nothing")
    saved = actions.save_search(member, by=member, query="q=models", name="not in the digest")
    assert not saved.in_digest
    old = window[0] - datetime.timedelta(days=1)
    make.thread(group, title="Too long ago", body="The escrow of models is what we want.", at=old)
    make.thread(
        group, by=make.participant(group, "Inés"), title="Weights", body="The escrow of weights is what we want."
    )
    make.thread(group, title="Models", body="The escrow of models is what we want.")
    make.thread(group, by=make.seat(member, group).member, title="My own words", body="My escrow of models.")
    make.thread(secret, title="A secret", body="The escrow of models is what we want.")
    muted = make.thread(group, title="Muted", body="The escrow of models is what we want.")
    discussion.follow_thread(muted, by=member, level="muted")
    hidden = make.thread(group, title="Was hidden", body="The escrow of models is what we want.")
    discussion.hide_post(make.root(hidden), by=make.lead(group), reason="Off topic")
    assert told(member, window) == {
        "Escrow": ["Models", "Weights"],
        "Without weights": ["Models"],
        "Of Inés": ["Weights"],
    }


def test_many_searches_cost_as_much_as_one(member, window, django_assert_num_queries):
    for _ in range(5):
        make.thread(make.group(), title="Escrow for models", body="What we want.")
    keep(member, "q=escrow")
    with django_assert_num_queries(4):
        (one,) = fresh(member, *window)
    assert len(one.posts) == 3 and one.more
    for number in range(9):
        keep(member, f"q=escrow+-number{number}", f"Escrow {number}")
    with django_assert_num_queries(4):
        assert len(fresh(member, *window)) == 10


def test_a_digest_holds_them(member, window):
    keep(member, "q=escrow")
    assert told_in_digest(member, *window).is_empty
    make.thread(make.group(), title="Escrow for models", body="What we want.")
    news = told_in_digest(member, *window)
    assert not news.is_empty
    assert [(one.name, [said.text for said in one.said]) for one in news.searches] == [("Escrow", ["What we want."])]
