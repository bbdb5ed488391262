"""Texts that wait for a lead: which, what becomes of them, and that nobody else sees a word."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from tests import factories as make
from tests.workstreams.discussion import samples
from workstreams.discussion import actions
from workstreams.discussion.models import Attachment, Draft, HeldPost, Mention, Post, Thread
from workstreams.groups import actions as groups
from workstreams.moderation import actions as moderation

pytestmark = pytest.mark.django_db

LINK = "Look at https://elsewhere.example/offer for more."


@pytest.fixture
def group():
    return make.group(first_posts_held=2)


@pytest.fixture
def lead(group):
    return make.lead(group)


@pytest.fixture
def thread(group, lead):
    return make.thread(group, lead)


@pytest.fixture
def newcomer(group):
    return make.participant(group, "Nia New")


def admitted(member, **ago):
    member.membership.decided_at = timezone.now() - timedelta(**ago)
    member.membership.save()
    return member


def sent(thread, by, body="I am new here, and say this.", **fields):
    return actions.post_reply(
        thread, by=by, parent=fields.pop("parent", None) or make.root(thread), body=body, **fields
    )


def opened(group, by, **fields):
    return actions.start_thread(group, by=by, title="What I ask", body="I am new here, and ask this.", **fields)


# Which texts wait


def test_the_first_posts_of_a_newcomer_wait_and_the_next_are_posted(thread, newcomer, lead):
    for _post in range(2):
        held = sent(thread, newcomer, f"My post number {_post}.")
        assert (held.cause, held.author, held.thread) == ("newcomer", newcomer, thread)
        actions.release_held(held, by=lead)
    assert isinstance(sent(thread, newcomer, "My third."), Post)


def test_a_first_thread_waits_with_its_title(group, newcomer):
    held = opened(group, newcomer)
    assert (held.title, held.group, held.thread) == ("What I ask", group, None)
    assert not Thread.objects.filter(author=newcomer).exists()


def test_a_group_that_holds_nothing_posts_at_once():
    thread = make.thread(make.group())
    assert isinstance(sent(thread, make.participant(thread.group)), Post)


@pytest.mark.parametrize("role", ["lead", "editor"])
def test_who_leads_or_edits_does_not_wait(thread, group, role):
    someone = make.member()
    make.seat(someone, group, role)
    assert isinstance(sent(thread, someone), Post)


def test_the_secretariat_with_a_seat_does_not_wait(thread, group):
    someone = make.staff()
    make.seat(someone, group)
    assert isinstance(sent(thread, someone), Post)


def test_posts_that_nobody_reads_any_more_do_not_count(thread, newcomer, lead):
    said = [actions.release_held(sent(thread, newcomer, f"Number {n}."), by=lead) for n in range(2)]
    moderation.hide(said[0], by=lead, reason="It told what was confidential.")
    assert isinstance(sent(thread, newcomer, "And now?"), HeldPost)


def test_links_of_a_new_member_wait_in_any_group():
    thread = make.thread(make.group())
    new = admitted(make.participant(thread.group), days=6)
    assert sent(thread, new, LINK).cause == "links"
    assert isinstance(sent(thread, new, "No link at all."), Post)


@pytest.mark.parametrize(
    "body",
    [
        "See #{thread} and @somebody.",
        "See [the thread](/workstreams/threads/{thread}/).",
        "See {site}/workstreams/ please.",
        "Write to [me](mailto:me@example.org).",
        "`https://elsewhere.example` is an address.",
    ],
)
def test_links_that_stay_here_do_not_wait(settings, body):
    thread = make.thread(make.group())
    new = admitted(make.participant(thread.group), days=1)
    assert isinstance(sent(thread, new, body.format(thread=thread.pk, site=settings.SITE_URL)), Post)


@pytest.mark.parametrize(
    "body",
    [
        "www.elsewhere.org",
        "[x](//elsewhere.example)",
        "![x](https://elsewhere.example/x.png)",
        "<HTTPS://ELSE.EXAMPLE>",
        "[x](https:///elsewhere.example)",
        "[x](////elsewhere.example)",
    ],
)
def test_a_link_waits_however_it_is_written(body):
    thread = make.thread(make.group())
    new = admitted(make.participant(thread.group), days=1)
    assert isinstance(sent(thread, new, f"Look: {body}"), HeldPost)


def test_links_of_a_member_who_was_heard_or_came_a_week_ago_do_not_wait():
    thread = make.thread(make.group())
    heard = admitted(make.participant(thread.group), days=1)
    for n in range(3):
        sent(thread, heard, f"Number {n}.")
    assert isinstance(sent(thread, heard, LINK), Post)
    assert isinstance(sent(thread, admitted(make.participant(thread.group), days=7), LINK), Post)


def test_links_do_not_come_in_by_a_change():
    thread = make.thread(make.group())
    new = admitted(make.participant(thread.group), days=1)
    post = sent(thread, new, "No link at all.")
    with pytest.raises(ValidationError, match="a lead reads your links first"):
        actions.edit_post(post, by=new, body=LINK)
    actions.edit_post(post, by=new, body=f"See #{thread.pk}, and no link at all.")
    released = actions.release_held(sent(thread, new, LINK), by=make.lead(thread.group))
    actions.edit_post(released, by=new, body=f"{LINK} It is worth it.")
    with pytest.raises(ValidationError, match="a lead reads your links first"):
        actions.edit_post(released, by=new, body=LINK.replace("offer", "another"))


def test_what_is_told_after_the_fact_does_not_wait(group, newcomer):
    assert isinstance(opened(group, newcomer, at=timezone.now()), Thread)


# While it waits


def test_the_same_form_twice_waits_once(thread, newcomer):
    key = "6e3f9e0e-6c53-4b7e-9f43-6f7a35ab2a10"
    assert sent(thread, newcomer, submission=key) == sent(thread, newcomer, submission=key)
    assert HeldPost.objects.count() == 1


def test_the_same_words_do_not_wait_twice(thread, newcomer):
    sent(thread, newcomer)
    with pytest.raises(ValidationError, match="same words"):
        sent(thread, newcomer)


def test_what_waits_leaves_the_drafts(thread, newcomer):
    draft, _kept = actions.save_draft({"thread": thread}, by=newcomer, body="I am new", sequence=4)
    sent(thread, newcomer, draft=4)
    assert not Draft.objects.visible_to(newcomer).unposted().exists()


def test_nothing_of_a_thread_changes_while_a_text_waits(thread, newcomer):
    before = Thread.objects.values("version", "reply_count", "last_post_at").get(pk=thread.pk)
    sent(thread, newcomer)
    assert Thread.objects.values("version", "reply_count", "last_post_at").get(pk=thread.pk) == before


def test_a_post_that_is_to_be_answered_leaves_a_marker_when_it_is_withdrawn(thread, lead, newcomer):
    asked = make.reply(thread, lead)
    held = sent(thread, newcomer, parent=asked)
    assert actions.withdraw_post(asked, by=lead).withdrawn_at
    post = actions.release_held(held, by=make.lead(thread.group))
    assert post.parent == asked


def test_files_wait_with_their_text(thread, newcomer, lead, group):
    file = actions.attach(group, by=newcomer, name="one.pdf", file=samples.named(samples.pdf()))
    held = sent(thread, newcomer, f"Read this.\n\n{file.written}")
    file.refresh_from_db()
    assert file.held == held
    assert Attachment.objects.visible_to(lead).filter(pk=file.pk).exists()
    assert not Attachment.objects.visible_to(make.participant(group)).filter(pk=file.pk).exists()
    assert not Attachment.objects.visible_to(make.lead(make.group())).filter(pk=file.pk).exists()
    assert not Attachment.objects.left_over(timezone.now() + timedelta(days=90)).filter(pk=file.pk).exists()
    post = actions.release_held(held, by=lead)
    file.refresh_from_db()
    assert (file.post, file.held) == (post, None)


def test_files_of_a_declined_text_stay_as_long_as_it_can_be_appealed(thread, newcomer, lead, group):
    file = actions.attach(group, by=newcomer, name="one.pdf", file=samples.named(samples.pdf()))
    held = sent(thread, newcomer, f"Read this.\n\n{file.written}")
    actions.decline_held(held, by=lead)
    assert not Attachment.objects.left_over(timezone.now() + timedelta(days=190)).exists()
    assert Attachment.objects.left_over(timezone.now() + timedelta(days=500)).exists()


# Releasing


def test_released_it_is_said_at_that_moment_by_its_author(thread, newcomer, lead, run_tasks):
    called = make.participant(thread.group, "Cal Called", handle="called")
    held = sent(thread, newcomer, "I ask @called.")
    assert not Mention.objects.exists()
    moment = timezone.now()
    with run_tasks():
        post = actions.release_held(held, by=lead)
    thread.refresh_from_db()
    held.refresh_from_db()
    assert post.author == newcomer and post.created_at >= moment and post.sector == newcomer.affiliation.sector
    assert (thread.reply_count, thread.last_post_at) == (1, post.created_at)
    assert list(post.mentions.values_list("member", flat=True)) == [called.pk]
    assert (held.outcome, held.settled_by, held.post) == ("released", lead, post)
    assert newcomer.followings.get(thread=thread).level == "tracking"
    assert called.notices.filter(kind="mention", post=post).exists()
    assert newcomer.notices.filter(event="post_released", post=post).exists()


def test_a_released_thread_is_opened_by_its_author(group, newcomer, lead):
    post = actions.release_held(opened(group, newcomer), by=lead)
    assert (post.thread.title, post.thread.author, post.thread.group) == ("What I ask", newcomer, group)


def test_the_form_that_sent_it_leads_to_the_post_once_it_is_released(thread, newcomer, lead):
    key = "6e3f9e0e-6c53-4b7e-9f43-6f7a35ab2a10"
    post = actions.release_held(sent(thread, newcomer, submission=key), by=lead)
    assert sent(thread, newcomer, submission=key) == post


def test_only_leads_release_and_nobody_their_own(thread, group, newcomer):
    held = sent(thread, newcomer)
    for someone in [newcomer, make.participant(group), make.lead(make.group()), make.member()]:
        with pytest.raises(PermissionDenied):
            actions.release_held(held, by=someone)
        with pytest.raises(PermissionDenied):
            actions.decline_held(held, by=someone)
    groups.appoint(newcomer, group, by=make.staff(), role="lead")
    with pytest.raises(PermissionDenied):
        actions.release_held(held, by=newcomer)


def test_what_is_settled_is_not_settled_again(thread, newcomer, lead):
    held = sent(thread, newcomer)
    actions.take_back(held, by=newcomer)
    for act in [actions.release_held, actions.decline_held]:
        with pytest.raises(ValidationError) as refused:
            act(held, by=lead)
        assert refused.value.code == "settled"
    assert Post.objects.filter(author=newcomer).count() == 0


def test_into_a_thread_that_was_locked_since_it_is_posted_all_the_same(thread, newcomer, lead):
    held = sent(thread, newcomer)
    actions.lock_thread(thread, by=lead)
    assert actions.release_held(held, by=lead).thread == thread


def test_it_follows_its_thread_through_a_merge_a_split_and_a_move(thread, group, newcomer, lead):
    asked = make.reply(thread, lead)
    held = sent(thread, newcomer, parent=asked)
    first = sent(thread, newcomer, "To the first post.")
    split = actions.split_subtree(asked, by=lead, title="A thread of its own")
    held.refresh_from_db()
    assert held.thread == split
    into = make.thread(group, lead, title="Where it goes", body="Here it goes on.")
    actions.merge_threads(thread, by=lead, into=into)
    first.refresh_from_db()
    assert actions.release_held(first, by=lead).thread == into
    other = make.group()
    make.seat(lead, other, "lead")
    make.seat(newcomer, other)
    actions.move_thread(split, by=lead, to=other)
    held.refresh_from_db()
    assert held.group == other
    assert actions.release_held(held, by=lead).thread == split


def test_below_a_post_that_was_hidden_it_stands_below_the_marker(thread, newcomer, lead):
    asked = make.reply(thread, make.lead(thread.group))
    held = sent(thread, newcomer, parent=asked)
    moderation.hide(asked, by=lead, reason="It told what was confidential.")
    assert actions.release_held(held, by=lead).parent == asked


def test_without_a_seat_it_is_given_back_and_not_released(thread, group, newcomer, lead):
    held = sent(thread, newcomer)
    with pytest.raises(ValidationError, match="released or declined"):
        actions.give_back(held, by=lead)
    groups.leave_group(group, by=newcomer)
    with pytest.raises(ValidationError) as refused:
        actions.release_held(held, by=lead)
    assert refused.value.code == "stranded"
    actions.give_back(held, by=lead)
    assert Draft.objects.visible_to(newcomer).unposted().get().body == held.body
    assert newcomer.notices.filter(event="text_given_back").exists()


def test_in_a_group_that_rests_nothing_is_released(thread, group, newcomer, lead):
    held = sent(thread, newcomer)
    group.state = "dormant"
    group.save()
    with pytest.raises(ValidationError) as refused:
        actions.release_held(held, by=lead)
    assert refused.value.code == "group_closed"
    assert HeldPost.objects.waiting().get() == held


# Taking back and declining


def test_taken_back_it_is_a_draft_again_before_what_was_typed_since(thread, newcomer):
    held = sent(thread, newcomer, submission="6e3f9e0e-6c53-4b7e-9f43-6f7a35ab2a10")
    actions.save_draft({"thread": thread}, by=newcomer, body="And this.", sequence=9)
    draft = actions.take_back(held, by=newcomer)
    assert (draft.thread, draft.parent) == (thread, None)
    assert draft.body == "I am new here, and say this.\n\nAnd this."
    held.refresh_from_db()
    assert (held.outcome, held.settled_by) == ("taken_back", newcomer)
    assert sent(thread, newcomer, submission="6e3f9e0e-6c53-4b7e-9f43-6f7a35ab2a10").pk != held.pk


def test_a_thread_taken_back_keeps_its_title(group, newcomer):
    draft = actions.take_back(opened(group, newcomer), by=newcomer)
    assert (draft.group, draft.title, draft.body) == (group, "What I ask", "I am new here, and ask this.")


def test_nobody_takes_back_what_somebody_else_wrote(thread, newcomer, lead):
    with pytest.raises(PermissionDenied):
        actions.take_back(sent(thread, newcomer), by=lead)


def test_who_leaves_the_alliance_takes_back_what_waits(thread, newcomer):
    sent(thread, newcomer)
    actions.take_back_all(newcomer, by=newcomer)
    assert not HeldPost.objects.waiting().exists()
    assert Draft.objects.visible_to(newcomer).unposted().exists()


def test_declined_the_form_that_sent_it_does_not_send_it_again(thread, newcomer, lead):
    key = "6e3f9e0e-6c53-4b7e-9f43-6f7a35ab2a10"
    actions.decline_held(sent(thread, newcomer, submission=key), by=lead)
    with pytest.raises(ValidationError, match="not released it"):
        sent(thread, newcomer, submission=key)


def test_released_after_all_it_is_posted(thread, newcomer, lead):
    held = sent(thread, newcomer)
    actions.decline_held(held, by=lead)
    post = actions.release_after_all(held, by=make.lead(thread.group))
    held.refresh_from_db()
    assert (held.outcome, held.post) == ("released", post)
    assert actions.release_after_all(held, by=lead) == post


def test_released_after_all_without_a_seat_it_is_a_draft_again(thread, group, newcomer, lead):
    held = sent(thread, newcomer)
    actions.decline_held(held, by=lead)
    groups.leave_group(group, by=newcomer)
    assert actions.release_after_all(held, by=lead) is None
    assert Draft.objects.visible_to(newcomer).unposted().get().body == held.body


def test_the_database_lets_nobody_settle_their_own_text_but_take_it_back(thread, newcomer):
    held = sent(thread, newcomer)
    with pytest.raises(IntegrityError, match="held_post_not_settled_by_its_author"):
        HeldPost.objects.filter(pk=held.pk).update(
            settled_at=timezone.now(), settled_by=newcomer, outcome=HeldPost.Outcome.RELEASED
        )
