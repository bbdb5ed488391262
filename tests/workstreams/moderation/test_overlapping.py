"""Decisions that overlap: what comes back when one of them is taken back, and what the others still keep."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Post, Voice
from workstreams.groups.models import Participation
from workstreams.moderation import actions, grounds
from workstreams.moderation.models import Statement

pytestmark = pytest.mark.django_db

REASON = "It spoke of the people, not of the proposal."


@pytest.fixture
def group():
    return factories.group("Graded model access")


@pytest.fixture
def lead(group):
    return factories.lead(group, "Tomasz Wieczorek")


@pytest.fixture
def second(group):
    return factories.lead(group, "Amara Diallo")


@pytest.fixture
def thread(group):
    return factories.thread(group, title="Who may see full weights")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_post_upheld_while_its_branch_was_hidden_stays_hidden_without_the_branch(thread, lead, second):
    top = factories.reply(thread)
    below = factories.reply(thread, parent=top)
    # Whoever hides the branch flagged this post, which therefore waits for another lead.
    case = actions.flag_post(below, by=lead, reason="conduct", note="Rude.").case
    branch = actions.hide(top, by=lead, reason=REASON, scope="branch")
    assert fresh(below).hidden_at is None
    own = actions.uphold(case, by=second, reason="It names a person.")
    actions.undo(branch, by=second, reason="Too wide.")
    assert fresh(top).hidden_at is None
    below = fresh(below)
    assert (below.hidden_key, below.hidden_reason) == (own.key, "It names a person.")
    assert Statement.objects.filter(decision=own, recipient=below.author).exists()
    actions.undo(own, by=second, reason="After all.")
    assert fresh(below).hidden_at is None


def test_a_post_hidden_before_its_thread_was_stays_hidden_with_the_thread(thread, lead, second):
    root = thread.posts.get()
    below = factories.reply(thread)
    alone = actions.hide(below, by=lead, reason=REASON)
    whole = actions.hide(root, by=lead, reason="Confidential.", scope="thread")
    actions.undo(alone, by=second, reason="It was harmless.")
    below = fresh(below)
    assert below.hidden_key == whole.key
    assert "still hides the same words" in grounds.restored(fresh(alone))
    actions.undo(whole, by=second, reason="Cleared.")
    assert fresh(below).hidden_at is None
    assert not Post.objects.filter(thread=thread).exclude(hidden_at=None).exists()


def test_what_the_rule_hid_within_a_hidden_branch_is_not_given_back_by_leaving_it(thread, lead, second):
    top = factories.reply(thread)
    below = factories.reply(thread, parent=top)
    for _number in range(3):
        flag = actions.flag_post(below, by=factories.member(organisation=factories.organisation()), reason="spam")
    assert fresh(below).hidden_at
    branch = actions.hide(top, by=lead, reason=REASON, scope="branch")
    actions.dismiss(flag.case, by=second, reason="No spam.")
    assert fresh(below).hidden_key == branch.key


def test_a_part_that_was_moved_since_comes_back_by_a_lead_of_the_rest(group, thread, lead, second):
    top = factories.reply(thread)
    below = factories.reply(thread, parent=top)
    actions.hide(top, by=lead, reason=REASON, scope="branch")
    part = discussion.split_subtree(below, by=lead, title="A part of it")
    to = factories.group("Elsewhere")
    Participation.objects.create(group=to, member=lead, role="lead")
    discussion.move_thread(part, by=lead, to=to)
    appeal = actions.appeal(Statement.objects.get(recipient=top.author), by=top.author, text="Why?")
    actions.decide_appeal(appeal, by=second, outcome="reversed", reason="Fine.")
    assert not Post.objects.exclude(hidden_at=None).exists()


def test_voice_counts_hold_through_hiding_a_branch_with_a_withdrawn_post(thread, lead, second):
    top = factories.reply(thread)
    below = factories.reply(thread, parent=top)
    factories.reply(thread, parent=below)
    discussion.withdraw_post(below, by=below.author)

    def counts():
        heard = Voice.objects.filter(thread=thread, posts__gt=0).order_by("sector")
        return fresh(thread).reply_count, list(heard.values_list("sector", "posts"))

    before = counts()
    decision = actions.hide(top, by=lead, reason=REASON, scope="branch")
    assert counts() != before
    actions.undo(decision, by=second, reason="Cleared.")
    assert counts() == before
    decision = actions.hide(below, by=lead, reason=REASON)
    assert counts() == before
    actions.undo(decision, by=second, reason="Cleared.")
    assert counts() == before


def test_a_title_changed_while_the_thread_was_hidden_leads_back_to_its_own(thread, lead, second):
    hidden = actions.hide(thread.posts.get(), by=lead, reason=REASON, scope="thread")
    other = actions.retitle(thread, by=lead, title="Weights", reason="Clearer.")
    actions.undo(hidden, by=second, reason="Cleared.")
    assert fresh(thread).title == "Weights"
    actions.undo(other, by=second, reason="It was clear.")
    assert fresh(thread).title == "Who may see full weights"


def test_a_title_given_back_while_the_thread_is_hidden_waits_with_the_thread(thread, lead, second):
    other = actions.retitle(thread, by=lead, title="Weights", reason="Clearer.")
    hidden = actions.hide(thread.posts.get(), by=lead, reason=REASON, scope="thread")
    actions.undo(other, by=second, reason="It was clear.")
    assert fresh(thread).title == "Thread hidden by a lead"
    actions.undo(hidden, by=second, reason="Cleared.")
    assert fresh(thread).title == "Who may see full weights"


def test_a_thread_hidden_twice_keeps_its_title_hidden_until_both_are_taken_back(thread, lead, second):
    root = thread.posts.get()
    first = actions.hide(root, by=lead, reason=REASON, scope="thread")
    factories.reply(thread)
    again = actions.hide(root, by=lead, reason=REASON, scope="thread")
    actions.undo(first, by=second, reason="Cleared.")
    assert fresh(thread).title == "Thread hidden by a lead"
    actions.undo(again, by=second, reason="Cleared.")
    assert fresh(thread).title == "Who may see full weights"


def test_two_hidden_threads_merged_give_back_each_its_own_title(thread, group, lead, second):
    into = factories.thread(group, title="Other")
    one = actions.hide(thread.posts.get(), by=lead, reason=REASON, scope="thread")
    other = actions.hide(into.posts.get(), by=lead, reason=REASON, scope="thread")
    discussion.merge_threads(thread, by=lead, into=into)
    actions.undo(one, by=second, reason="Cleared.")
    assert fresh(into).title == "Thread hidden by a lead"
    actions.undo(other, by=second, reason="Cleared.")
    assert fresh(into).title == "Other"
    assert fresh(one.post).former_titles == ["Who may see full weights"]


def test_the_title_of_a_merged_thread_is_not_put_upon_the_other(thread, group, lead, second):
    into = factories.thread(group, title="Other")
    case = actions.flag_title(thread, by=factories.member(), reason="conduct").case
    discussion.merge_threads(thread, by=lead, into=into)
    decision = actions.uphold(case, by=lead, reason=REASON, title="Weights")
    assert fresh(into).title == "Other"
    assert fresh(case.post).former_titles == ["Weights"]
    actions.undo(decision, by=second, reason="Cleared.")
    assert fresh(into).title == "Other"
    assert fresh(case.post).former_titles == ["Who may see full weights"]


def test_all_threads_are_held_in_their_order_before_the_decision(thread, group, lead, second):
    older, top = thread, factories.reply(factories.thread(group))
    part = factories.reply(top.thread, parent=top)
    decision = actions.hide(top, by=lead, reason=REASON, scope="branch")
    discussion.merge_threads(discussion.split_subtree(part, by=lead, title="A part of it"), by=lead, into=older)
    with CaptureQueriesContext(connection) as asked:
        actions.undo(decision, by=second, reason="Too wide.")
    locks = [
        query["sql"] for query in asked if " FOR " in query["sql"] and "UPDATE" in query["sql"].rsplit(" FOR ")[-1]
    ]
    assert f"({older.pk}, {top.thread_id})" in locks[0] or f"({top.thread_id}, {older.pk})" in locks[0]
    assert "moderation_decision" in locks[1]
    assert fresh(part).hidden_at is None
