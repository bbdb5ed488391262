"""What a digest tells where groups have a rhythm, or a rule on texts, of their own."""

import datetime

import pytest
from django.utils import timezone

from tests import factories as make
from tests.workstreams.digests.telling import told
from workstreams.discussion import actions as discussion
from workstreams.groups import actions as groups
from workstreams.search import actions as search

pytestmark = pytest.mark.django_db

CANARY = "Xylophonkatze"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def until():
    return timezone.now() + datetime.timedelta(minutes=5)


@pytest.fixture
def member():
    return make.member()


@pytest.fixture
def two(member):
    pair = make.group("Access"), make.group("Audits")
    for group in pair:
        make.seat(member, group)
        make.thread(group, title="Said two days ago", at=timezone.now() - 2 * DAY)
        make.thread(group, title="Said just now")
    return pair


def titles(news):
    return {group.name: {thread.title for thread in group.threads} for group in news.groups}


def test_a_group_begins_where_its_own_telling_ended(member, two, until):
    news = told(member, until - 7 * DAY, until, {two[0].pk: until - DAY})
    assert titles(news) == {"Access": {"Said just now"}, "Audits": {"Said two days ago", "Said just now"}}


def test_what_is_left_to_another_digest_is_named_and_not_told(member, two, until):
    news = told(member, until - 7 * DAY, until, {two[0].pk: None})
    assert titles(news).keys() == {"Audits"}
    assert news.silent == ("Access",)


def test_a_digest_of_one_group_tells_nothing_else(member, two, until):
    saved = search.save_search(member, by=member, query="q=decides", name="Mine")
    search.change_saved_search(saved, by=member, name="Mine", in_digest=True)
    news = told(member, until - DAY, until, {two[1].pk: until - DAY}, covers_all=False)
    assert titles(news) == {"Audits": {"Said just now"}}
    assert news.searches == ()
    assert told(member, until - 7 * DAY, until).searches


def test_where_a_group_keeps_its_texts_out_of_mail_titles_and_links_alone_are_told(member, until):
    group = make.group(texts_in_mail=False)
    make.seat(member, group)
    make.thread(group, title="What it is about", body=f"The {CANARY} runs.")
    saved = search.save_search(member, by=member, query=f"q={CANARY}", name="Mine")
    search.change_saved_search(saved, by=member, name="Mine", in_digest=True)
    lead = make.lead(group)
    groups.revise_charter(group, by=lead, body=f"We keep a {CANARY}.", note=f"A {CANARY}", base=0)
    news = told(member, until - DAY, until)
    assert CANARY not in repr(news.groups) + repr(news.sections) + repr([found.said for found in news.searches])
    assert titles(news) == {group.name: {"What it is about"}}
    assert [said.title for said in news.searches[0].said] == ["What it is about"]


def test_what_one_watches_says_so(member, two, until):
    thread = two[0].threads.get(title="Said just now")
    discussion.follow_thread(thread, by=member, level="watching")
    (access, audits) = told(member, until - DAY, until).groups
    assert [one.level for one in (*access.threads, *audits.threads)] == ["watching", ""]
