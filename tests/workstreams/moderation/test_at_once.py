"""A lead rearranges, hides or silences while others write: real transactions on two connections. The outcome is one,
and right."""

import threading
import time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from tests import factories as make
from tests.workstreams.discussion.test_concurrency import at_once, while_open
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Post, Silence, Thread
from workstreams.moderation import actions
from workstreams.moderation.models import Decision, Statement

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "Spoke to the person, not to the argument."


@pytest.fixture
def thread():
    return make.thread(make.group())


@pytest.fixture
def lead(thread):
    return make.lead(thread.group)


def is_whole(thread):
    """A thread counts what it has, each post stands below the one that it answers, and one alone begins it."""
    thread = Thread.objects.get(pk=thread.pk)
    posts = {post.pk: post for post in thread.posts.all()}
    assert thread.reply_count == len(posts) - 1
    assert sum(voice.posts for voice in thread.voices.all()) == sum(not post.is_gone for post in posts.values())
    assert thread.last_post_at == max(post.created_at for post in posts.values())
    assert [post.pk for post in posts.values() if post.parent_id is None] == [min(posts, key=lambda pk: posts[pk].path)]
    for post in posts.values():
        if post.parent_id:
            parent = posts[post.parent_id]
            assert bytes(post.path).startswith(bytes(parent.path))
            assert post.depth == parent.depth + 1


def replying(thread, parent, by):
    return lambda: discussion.post_reply(thread, by=by, parent=parent, body="Meanwhile.")


def test_a_split_while_somebody_replies_to_the_branch_takes_the_reply_along_or_gives_the_text_back(thread, lead):
    top, author = make.reply(thread), make.participant(thread.group)
    waited = []

    def split():
        waited.append(discussion.split_subtree(top, by=lead, title="A question of its own"))

    done_before, [outcome] = while_open(split, replying(thread, top, author))
    assert not done_before, "the reply waited for the split"
    # What was typed comes back to be sent once more, to where the branch stands now.
    assert isinstance(outcome, ValidationError), outcome
    assert outcome.code == "moved"
    [new] = waited
    top.refresh_from_db()
    again = discussion.post_reply(new, by=author, parent=top, body="Meanwhile.")
    assert again.thread == new
    is_whole(thread)
    is_whole(new)


def test_a_reply_that_came_first_goes_along_with_the_split(thread, lead):
    top, author = make.reply(thread), make.participant(thread.group)
    done_before, [new] = while_open(
        replying(thread, top, author), lambda: discussion.split_subtree(top, by=lead, title="A question of its own")
    )
    assert not done_before
    assert isinstance(new, Thread), new
    assert new.posts.get(author=author).parent == top
    is_whole(thread)
    is_whole(new)


def test_a_merge_while_somebody_replies_loses_no_word(thread, lead):
    into, author = make.thread(thread.group), make.participant(thread.group)
    root = make.root(thread)
    done_before, [outcome] = while_open(
        lambda: discussion.merge_threads(thread, by=lead, into=into), replying(thread, root, author)
    )
    assert not done_before
    assert isinstance(outcome, ValidationError), outcome
    assert outcome.code == "moved"
    assert discussion.post_reply(into, by=author, parent=Post.objects.get(pk=root.pk), body="Meanwhile.").thread == into
    is_whole(into)


def test_a_reply_that_came_first_goes_along_with_the_merge(thread, lead):
    into, author = make.thread(thread.group), make.participant(thread.group)
    done_before, [merged] = while_open(
        replying(thread, make.root(thread), author), lambda: discussion.merge_threads(thread, by=lead, into=into)
    )
    assert not done_before
    assert merged == into, merged
    assert into.posts.filter(author=author).exists()
    is_whole(into)


def test_many_replies_and_a_split_and_a_merge_at_once_leave_whole_threads(thread, lead):
    into, top = make.thread(thread.group), make.reply(thread)
    people = [make.participant(thread.group) for _ in range(4)]
    outcomes = at_once(
        *[replying(thread, top, person) for person in people],
        lambda: discussion.split_subtree(top, by=lead, title="A question of its own"),
        lambda: discussion.merge_threads(thread, by=make.staff(), into=into),
    )
    for outcome in outcomes:
        assert isinstance(outcome, (Post, Thread, ValidationError)), outcome
    said = [outcome for outcome in outcomes if isinstance(outcome, Post)]
    assert Post.objects.filter(body="Meanwhile.").count() == len(said)
    for one in Thread.objects.all():
        is_whole(one)


def test_a_post_that_is_hidden_while_it_is_edited_stays_hidden_with_the_words_that_were_read(thread, lead):
    author = make.participant(thread.group)
    post = make.reply(thread, by=author, body="You are a fool.")
    done_before, [outcome] = while_open(
        lambda: actions.hide(post, by=lead, reason=REASON),
        lambda: discussion.edit_post(post, by=author, body="I never said that."),
    )
    assert not done_before
    assert isinstance(outcome, ValidationError), outcome
    assert outcome.code == "hidden"
    post.refresh_from_db()
    assert post.hidden_at
    assert post.body == "You are a fool."
    is_whole(thread)


def test_an_edit_that_came_first_is_what_is_hidden(thread, lead):
    author = make.participant(thread.group)
    post = make.reply(thread, by=author, body="You are a fool.")
    done_before, [decision] = while_open(
        lambda: discussion.edit_post(post, by=author, body="You are a great fool."),
        lambda: actions.hide(post, by=lead, reason=REASON),
    )
    assert not done_before
    assert isinstance(decision, Decision), decision
    post.refresh_from_db()
    assert (bool(post.hidden_at), post.body) == (True, "You are a great fool.")


def test_a_branch_that_is_hidden_while_somebody_answers_hides_the_answer_or_comes_before_it(thread, lead):
    top, author = make.reply(thread), make.participant(thread.group)
    done_before, [decision] = while_open(
        replying(thread, top, author), lambda: actions.hide(top, by=lead, reason=REASON, scope="branch")
    )
    assert not done_before
    assert isinstance(decision, Decision), decision
    assert not thread.posts.not_hidden().filter(author=author).exists(), "the answer was there, so it is hidden"
    assert decision.statements.filter(recipient=author).exists()
    is_whole(thread)


def test_two_leads_who_hide_overlapping_branches_at_once_leave_one_hiding_for_each_post(thread, lead):
    top = make.reply(thread)
    below = [make.reply(thread, parent=top) for _ in range(3)]
    other = make.lead(thread.group)
    outcomes = at_once(
        lambda: actions.hide(top, by=lead, reason=REASON, scope="branch"),
        lambda: actions.hide(below[0], by=other, reason="Spam."),
    )
    decisions = [one for one in outcomes if isinstance(one, Decision)]
    assert all(isinstance(one, (Decision, ValidationError)) for one in outcomes), outcomes
    for post in thread.posts.exclude(hidden_at=None):
        assert post.hidden_key in {decision.key for decision in decisions}
    assert Statement.objects.count() == sum(decision.statements.count() for decision in decisions)
    is_whole(thread)


def test_two_silences_at_once_leave_one_that_is_on(thread, lead):
    member, other = make.participant(thread.group), make.lead(thread.group)
    outcomes = at_once(
        *[
            lambda by=by, hours=hours: actions.silence(member, group=thread.group, by=by, hours=hours, reason=REASON)
            for by, hours in [(lead, 24), (other, 72)]
        ]
    )
    assert all(isinstance(one, Decision) for one in outcomes), outcomes
    assert Silence.objects.filter(lifted_at=None).count() == 1


def test_a_silence_ended_twice_at_once_is_ended_once(thread, lead):
    member, other = make.participant(thread.group), make.lead(thread.group)
    decision = actions.silence(member, group=thread.group, by=lead, hours=24, reason=REASON)
    outcomes = at_once(
        *[lambda by=by: actions.end_silence(decision.silence, by=by, reason="Enough.") for by in (lead, other)]
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Decision", "ValidationError"], outcomes


def test_two_posts_at_once_in_a_slow_thread_are_one(thread, lead):
    member = make.participant(thread.group)
    slow = discussion.slow_thread(thread, by=lead, minutes=5, hours=1)
    outcomes = at_once(
        *[
            lambda body=body: discussion.post_reply(slow, by=member, parent=make.root(slow), body=body)
            for body in ("One.", "Another.")
        ]
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Post", "ValidationError"], outcomes


def test_a_silence_does_not_wait_for_somebody_who_writes_slowly(thread, lead):
    member, begun, over = make.participant(thread.group), threading.Event(), threading.Event()

    def write_slowly():
        try:
            with transaction.atomic():
                discussion.post_reply(thread, by=member, parent=make.root(thread), body="Slowly.")
                begun.set()
                over.wait(timeout=5)
        finally:
            connection.close()

    writing = threading.Thread(target=write_slowly)
    writing.start()
    assert begun.wait(timeout=10)
    since = time.monotonic()
    actions.silence(member, group=thread.group, by=lead, hours=24, reason=REASON)
    took = time.monotonic() - since
    over.set()
    writing.join(timeout=10)
    assert took < 4
    assert thread.posts.filter(author=member).exists(), "what was being said came first"
    with pytest.raises(ValidationError, match="until then you read"):
        make.reply(thread, by=member)
