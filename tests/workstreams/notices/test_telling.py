"""Who is told of what, and that nobody is told twice."""

import pytest

from tests import factories as make
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Mention
from workstreams.groups import actions as groups
from workstreams.moderation import actions as moderation
from workstreams.notices import actions, delivery
from workstreams.notices.delivery import telling
from workstreams.notices.models import Notice

pytestmark = pytest.mark.django_db


def told(member):
    """What a member was told of, the newest first: kinds, or events where there are."""
    notices = Notice.objects.visible_to(member).newest_first()
    return [event or kind for kind, event in notices.values_list("kind", "event")]


@pytest.fixture
def group():
    return make.group("Evaluation")


@pytest.fixture
def thread(group, run_tasks):
    with run_tasks():
        return make.thread(group, make.participant(group, "Olga Opens"))


def reply(thread, run_tasks, by=None, parent=None, mentions=()):
    with run_tasks():
        post = make.reply(thread, by=by, parent=parent)
        Mention.objects.bulk_create(Mention(post=post, member=member) for member in mentions)
    return post


def test_whoever_is_answered_is_told(thread, run_tasks):
    reply(thread, run_tasks)
    assert told(thread.author) == ["reply"]


def test_nobody_is_told_of_what_they_did_themselves(thread, run_tasks):
    discussion.follow_thread(thread, by=thread.author, level="watching")
    reply(thread, run_tasks, by=thread.author, mentions=[thread.author])
    assert told(thread.author) == []


def test_the_strongest_reason_is_the_one_that_is_told(thread, run_tasks):
    discussion.follow_thread(thread, by=thread.author, level="watching")
    reply(thread, run_tasks, mentions=[thread.author])
    assert told(thread.author) == ["mention"]


def test_a_kind_that_is_not_wanted_leaves_room_for_the_next_reason(thread, run_tasks):
    me = thread.author
    discussion.follow_thread(thread, by=me, level="watching")
    actions.choose_notices(me, by=me, wanted=["reply", "post"], levels={})
    reply(thread, run_tasks, mentions=[me])
    actions.choose_notices(me, by=me, wanted=["post"], levels={})
    reply(thread, run_tasks, mentions=[me])
    actions.choose_notices(me, by=me, wanted=[], levels={})
    reply(thread, run_tasks, mentions=[me])
    assert told(me) == ["post", "reply"]


def test_whoever_watches_a_thread_is_told_of_every_post_and_others_of_none(thread, run_tasks):
    watcher, tracker, normal = (make.participant(thread.group) for _ in range(3))
    discussion.follow_thread(thread, by=watcher, level="watching")
    discussion.follow_thread(thread, by=tracker, level="tracking")
    deep = reply(thread, run_tasks, by=reply(thread, run_tasks).author)
    reply(thread, run_tasks, parent=deep)
    assert (told(watcher), told(tracker), told(normal)) == (["post"] * 3, [], [])


def test_whoever_watches_a_group_is_told_of_threads_and_posts_but_where_they_chose_less(group, thread, run_tasks):
    watcher = make.participant(group)
    discussion.follow_group(group, by=watcher, level="watching")
    discussion.follow_thread(thread, by=watcher, level="normal")
    reply(thread, run_tasks)
    with run_tasks():
        other = make.thread(group)
    reply(other, run_tasks)
    assert told(watcher) == ["post", "thread"]


@pytest.mark.parametrize("what", ["thread", "group"])
def test_who_muted_it_is_told_nothing_not_even_when_mentioned(group, thread, run_tasks, what):
    muted = make.participant(group)
    if what == "thread":
        discussion.follow_thread(thread, by=muted, level="muted")
    else:
        discussion.follow_group(group, by=muted, level="muted")
    reply(thread, run_tasks, mentions=[muted])
    assert told(muted) == []


def test_who_does_not_see_the_group_gets_no_row(run_tasks):
    group = make.group(visibility="private")
    thread = make.thread(group)
    outsider, former = make.member(), make.participant(group)
    discussion.follow_thread(thread, by=former, level="watching")
    groups.leave_group(group, by=former)
    reply(thread, run_tasks, mentions=[outsider])
    assert not Notice.objects.filter(recipient__in=[outsider, former]).exists()


def test_a_post_that_is_hidden_before_the_worker_came_tells_nobody(group, thread, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():
        post = make.reply(thread)
        moderation.hide(post, by=make.lead(group), reason="Rude.")
    delivery.tell_of_post(post.pk)
    assert told(thread.author) == []


def test_a_worker_that_begins_anew_tells_nobody_twice(thread, run_tasks):
    watchers = [make.participant(thread.group) for _ in range(3)]
    for watcher in watchers:
        discussion.follow_thread(thread, by=watcher, level="watching")
    post = reply(thread, run_tasks)
    Notice.objects.filter(recipient=watchers[1]).delete()
    delivery.tell_of_post(post.pk)
    assert [told(watcher) for watcher in watchers] == [["post"]] * 3


def test_a_thousand_watchers_are_told_in_batches_and_not_in_the_request(
    thread, run_tasks, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr(telling, "BATCH", 4)
    for _ in range(10):
        discussion.follow_thread(thread, by=make.participant(thread.group), level="watching")
    with run_tasks():
        post = make.reply(thread)
        assert not Notice.objects.filter(post=post).exists()
    with django_assert_max_num_queries(6):
        delivery.tell_of_post(post.pk)
    assert Notice.objects.filter(post=post).count() == 11


def test_who_is_mentioned_since_a_change_is_told_and_who_is_no_longer_is_not(group, thread, run_tasks):
    author = thread.author
    before, since, watcher = (make.participant(group) for _ in range(3))
    for number, person in enumerate([before, since]):
        type(person).objects.filter(pk=person.pk).update(handle=f"person{number}")
    with run_tasks():
        post = make.reply(thread, by=author, body="What does @person0 say?")
    discussion.follow_thread(thread, by=watcher, level="watching")
    assert (told(before), told(since)) == (["mention"], [])
    with run_tasks():
        discussion.edit_post(post, by=author, body="What does @person1 say?")
    assert (told(before), told(since), told(watcher)) == ([], ["mention"], [])


class TestDecisions:
    def test_author_and_flagger_are_told_of_what_was_decided(self, group, thread, run_tasks):
        post = reply(thread, run_tasks)
        flagger = make.member()
        moderation.flag_post(post, by=flagger, reason="conduct")
        with run_tasks():
            moderation.uphold(make.case(post), by=make.lead(group), reason="Rude.")
        assert told(post.author) == ["restricted"]
        assert told(flagger) == ["flag_upheld"]

    def test_what_is_taken_back_is_told_to_both(self, group, thread, run_tasks):
        post = reply(thread, run_tasks)
        flagger, lead = make.member(), make.lead(group)
        moderation.flag_post(post, by=flagger, reason="conduct")
        decision = moderation.uphold(make.case(post), by=lead, reason="Rude.")
        with run_tasks():
            moderation.undo(decision, by=lead, reason="Too quick.")
        assert told(post.author) == ["restriction_ended", "restricted"]
        assert told(flagger) == ["flag_reopened", "flag_upheld"]

    def test_a_flag_that_is_dismissed_is_told_to_who_raised_it_alone(self, group, thread, run_tasks):
        post = reply(thread, run_tasks)
        flagger = make.member()
        moderation.flag_post(post, by=flagger, reason="conduct")
        with run_tasks():
            moderation.dismiss(make.case(post), by=make.lead(group))
        assert (told(post.author), told(flagger)) == ([], ["flag_dismissed"])

    def test_who_asked_to_join_is_told_whatever_they_want_to_be_told(self, run_tasks):
        group = make.group(joining="request")
        me = make.member()
        actions.choose_notices(me, by=me, wanted=[], levels={})
        request = groups.ask_to_join(group, by=me)
        with run_tasks():
            groups.accept_join_request(request, by=make.lead(group))
        assert told(me) == ["join_accepted"]


class TestGroups:
    def test_all_at_the_table_are_told_when_a_group_is_concluded_but_who_did_it(self, group, run_tasks):
        lead, seated, muted = make.lead(group), make.participant(group), make.participant(group)
        discussion.follow_group(group, by=muted, level="muted")
        with run_tasks():
            groups.conclude_group(group, by=lead, note="Done.")
        assert (told(lead), told(seated), told(muted)) == ([], ["now_concluded"], [])
        assert told(make.member()) == []

    def test_the_same_event_handed_out_twice_tells_once(self, group):
        seated = make.participant(group)
        key = "8d2f9a3e-3f0e-4f42-9d1e-0f4f2b8f4c11"
        for _ in range(2):
            delivery.tell_of_event("charter_changed", group.pk, None, key)
        assert told(seated) == ["charter_changed"]

    def test_a_new_role_is_told(self, group, run_tasks):
        lead, seated = make.lead(group), make.participant(group)
        with run_tasks():
            groups.appoint(seated, group, by=lead, role="editor")
        assert told(seated) == ["role_given"]
