"""What a digest tells, and above all what it never tells."""

import datetime

import pytest
from django.utils import timezone

from tests import factories
from tests.workstreams.digests.telling import told
from workstreams.digests.contents import words
from workstreams.discussion import actions as discussion
from workstreams.groups import actions as groups
from workstreams.moderation import actions as moderation

pytestmark = pytest.mark.django_db

CANARY = "Xylophonkatze"


@pytest.fixture
def collect(reader, later):
    def collected(since=datetime.timedelta(days=7), member=reader):
        return told(member, later - since, later)

    return collected


def titles(news):
    return [row.title for group in news.groups for row in group.threads]


def texts(news):
    return [said.text for group in news.groups for row in group.threads for said in row.said]


def by_sectors(group, title, marks, *, replies=0):
    """A thread in which these sectors spoke, the first of them by opening it."""
    people = [factories.participant(group, mark=mark) for mark in marks]
    thread = factories.thread(group, people[0], title=title)
    for person in people[1:]:
        factories.reply(thread, person)
    for _reply in range(replies):
        factories.reply(thread, people[0])
    return thread


def test_new_posts_of_others_with_their_words_author_sector_and_organisation(collect, group):
    nordic = factories.organisation("Nordic Data Authority", "public")
    ingrid = factories.participant(group, "Ingrid Solberg", "public", organisation=nordic)
    thread = factories.thread(group, ingrid, title="Who may see full weights?", body="A **register** of refusals.")
    news = collect()
    row = news.groups[0].threads[0]
    assert (row.number, row.is_new, row.replies) == (thread.pk, True, 0)
    assert row.organisation == "Nordic Data Authority"
    assert row.spoke == (factories.sector("public").pk,)
    said = row.said[0]
    assert said.text == "A register of refusals."
    assert (said.author, said.organisation) == (ingrid.name, nordic.name)
    assert news.seats == 1


def test_what_one_muted_is_no_news(collect, group, reader):
    muted, unmuted = (factories.thread(group, title=title) for title in ("Muted by itself", "Heard all the same"))
    discussion.follow_thread(muted, by=reader, level="muted")
    assert titles(collect()) == ["Heard all the same"]
    discussion.follow_group(group, by=reader, level="muted")
    assert collect().is_empty
    discussion.follow_thread(unmuted, by=reader, level="normal")
    assert titles(collect()) == ["Heard all the same"]


def test_own_posts_are_no_news(collect, group, reader):
    thread = factories.thread(group, reader)
    assert collect().is_empty
    factories.reply(thread, body="But what of small labs?")
    factories.reply(thread, reader, body="I say again.")
    news = collect()
    assert texts(news) == ["But what of small labs?"]
    assert news.groups[0].threads[0].replies == 1


def test_hidden_posts_are_not_told(collect, group):
    lead = factories.lead(group)
    thread = factories.thread(group)
    hidden = factories.reply(thread, body=f"{CANARY} is a word of anger.")
    discussion.hide_post(hidden, by=lead, reason="Rule 2.1.")
    news = collect()
    assert CANARY not in repr(texts(news))
    assert news.groups[0].threads[0].replies == 0


def test_a_thread_with_nothing_but_hidden_news_is_not_told(collect, group):
    lead = factories.lead(group)
    thread = factories.thread(group)
    discussion.hide_post(factories.root(thread), by=lead, reason="Rule 2.1.")
    assert collect().is_empty


def test_not_even_its_own_author_or_a_lead_reads_hidden_words_in_a_mail(group, later):
    lead = factories.lead(group)
    thread = factories.thread(group, body=f"{CANARY}, I say.")
    discussion.hide_post(factories.root(thread), by=lead, reason="Rule 2.1.")
    assert told(lead, later - datetime.timedelta(days=7), later).groups == ()


@pytest.mark.parametrize("visibility", ["public", "members", "private"])
def test_groups_that_the_member_is_not_in_are_not_told(collect, visibility):
    factories.thread(factories.group(visibility=visibility), title=f"{CANARY} and others")
    assert collect().is_empty


def test_a_group_that_the_member_left_is_not_told(collect, group, reader):
    factories.thread(group)
    groups.leave_group(group, by=reader)
    assert collect().is_empty


def test_a_private_group_is_told_to_those_in_it_alone(collect, reader):
    secret = factories.group(CANARY, visibility="private")
    factories.thread(secret, title=f"{CANARY} and others")
    assert collect().is_empty
    factories.seat(reader, secret)
    assert titles(collect()) == [f"{CANARY} and others"]


def test_a_membership_that_ended_sees_no_more_than_a_stranger(reader, later):
    closed = factories.group(visibility="members")
    factories.seat(reader, closed)
    factories.thread(closed)
    reader.membership.state = "declined"
    assert told(reader, later - datetime.timedelta(days=7), later).is_empty


def test_the_window_begins_after_its_start_and_ends_with_its_end(group, reader):
    noon = timezone.now().replace(microsecond=0)
    for hours in (0, 1, 2, 3):
        factories.thread(group, body=f"At {hours}.", at=noon + datetime.timedelta(hours=hours))
    since, until = noon + datetime.timedelta(hours=0), noon + datetime.timedelta(hours=2)
    assert sorted(texts(told(reader, since, until))) == ["At 1.", "At 2."]


def test_threads_in_which_more_sectors_spoke_come_first_then_more_replies_then_newer_ones(collect, group):
    by_sectors(group, "One sector, loud", ["private"], replies=9)
    by_sectors(group, "Two sectors", ["private", "public"])
    by_sectors(group, "Three sectors", ["private", "public", "academia"])
    by_sectors(group, "Two sectors, more said", ["private", "public"], replies=2)
    by_sectors(group, "Two sectors, newer", ["private", "public"])
    assert titles(collect()) == [
        "Three sectors",
        "Two sectors, more said",
        "Two sectors, newer",
        "Two sectors",
        "One sector, loud",
    ]


def test_only_who_spoke_in_the_window_counts(group, reader, later):
    old = timezone.now() - datetime.timedelta(days=30)
    once_lively = factories.thread(group, factories.participant(group, mark="academia"), title="Once lively", at=old)
    factories.reply(once_lively, factories.participant(group, mark="public"), at=old)
    factories.reply(once_lively, factories.participant(group, mark="private"))
    by_sectors(group, "Lively now", ["private", "public"])
    news = told(reader, later - datetime.timedelta(days=7), later)
    assert titles(news) == ["Lively now", "Once lively"]
    assert [len(row.spoke) for row in news.groups[0].threads] == [2, 1]
    assert [(row.is_new, row.replies) for row in news.groups[0].threads] == [(True, 1), (False, 1)]


def test_five_threads_a_group_three_posts_a_thread_newest_first_and_the_rest_as_a_number(collect, group):
    for number in range(7):
        thread = factories.thread(group, title=f"Thread number {number}")
    for number in range(4):
        factories.reply(thread, body=f"Reply number {number}.")
    news = collect()
    assert len(news.groups[0].threads) == 5
    assert news.groups[0].more == 2
    assert news.thread_count == 7
    assert texts(news)[:3] == ["Reply number 3.", "Reply number 2.", "Reply number 1."]


def test_quotes_are_left_out_where_more_was_said(collect, group):
    factories.thread(group, body="> What they said.\n\nWhat I say.")
    assert texts(collect()) == ["What I say."]


def test_leads_are_told_what_waits_for_them_and_nobody_else(collect, reader, group, later):
    lead = factories.lead(group)
    on_request = factories.group(joining="request")
    factories.seat(lead, on_request, "lead")
    groups.ask_to_join(on_request, by=factories.member())
    post = factories.root(factories.thread(group))
    for _flag in range(2):
        moderation.flag_post(post, by=factories.member(), reason="conduct")
    news = told(lead, later, later)
    # Two flags of one post are one matter.
    assert [(matter.kind, matter.group_slug, matter.count) for matter in news.matters] == [
        ("requests", on_request.slug, 1),
        ("flags", group.slug, 1),
    ]
    assert (news.matter_count, news.is_empty) == (2, False)
    assert collect().matter_count == 0


def test_a_lead_is_not_told_of_flags_that_another_decides(group, later):
    lead = factories.lead(group)
    own = factories.root(factories.thread(group, lead))
    moderation.flag_post(own, by=factories.member(), reason="conduct")
    flagged = factories.root(factories.thread(group))
    moderation.flag_post(flagged, by=lead, reason="conduct")
    assert told(lead, later, later).matter_count == 0
    moderation.flag_post(flagged, by=factories.member(), reason="conduct")
    assert told(lead, later, later).matter_count == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Short.", "Short."),
        ("one two three four five", "one two three four …"),
        ("one two three, four five", "one two three …"),
        ("漢字" * 20, "漢字" * 9 + " …"),
    ],
)
def test_long_texts_are_cut_at_a_word(text, shown):
    assert words.shortened(text, limit=18) == shown
