"""Two people at once, on two connections."""

import threading
import time
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from members import actions as members
from members.models import Organisation
from tests import factories as make
from tests.workstreams.discussion import issues
from tests.workstreams.discussion.letters import archive, letter
from workstreams.discussion import actions, mbox
from workstreams.discussion.models import Post, Thread
from workstreams.groups import actions as groups

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts at the same moment, each on a connection of its own; what each returned or raised, in order."""
    start, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            start.wait(timeout=10)
            outcomes[number] = act()
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def replying(thread, author, body, **fields):
    root = make.root(thread)
    return lambda: actions.post_reply(thread, by=author, parent=root, body=body, **fields)


def test_two_replies_at_once_both_stand():
    thread = make.thread(make.group())
    people = [make.participant(thread.group, mark="public") for _ in range(6)]
    outcomes = at_once(*[replying(thread, person, f"Reply {person.pk}.") for person in people])
    assert all(isinstance(outcome, Post) for outcome in outcomes), outcomes
    thread.refresh_from_db()
    assert thread.reply_count == 6
    assert thread.posts.count() == 7
    assert {voice.sector.mark: voice.posts for voice in thread.voices.all()} == {"private": 1, "public": 6}
    assert thread.last_post_at == max(post.created_at for post in outcomes)


def test_a_form_sent_twice_at_once_makes_one_reply():
    thread = make.thread(make.group())
    author, key = make.participant(thread.group), uuid.uuid4()
    outcomes = at_once(*[replying(thread, author, "Once.", submission=key)] * 4)
    assert len(set(outcomes)) == 1, outcomes
    thread.refresh_from_db()
    assert (thread.reply_count, thread.posts.count()) == (1, 2)


def test_a_form_sent_twice_at_once_makes_one_thread():
    group, key = make.group(), uuid.uuid4()
    author = make.participant(group)
    act = lambda: actions.start_thread(group, by=author, title="Only one", body="Once.", submission=key)  # noqa: E731
    outcomes = at_once(*[act] * 4)
    assert len(set(outcomes)) == 1, outcomes
    assert Thread.objects.count() == 1


def test_a_reply_and_a_lock_at_once_come_one_after_the_other():
    thread = make.thread(make.group())
    lead, author = make.lead(thread.group), make.participant(thread.group)
    reply, locked = at_once(replying(thread, author, "Just in time?"), lambda: actions.lock_thread(thread, by=lead))
    assert isinstance(locked, Thread)
    thread.refresh_from_db()
    assert thread.locked_at
    if isinstance(reply, ValidationError):
        assert reply.code == "locked"
        assert thread.reply_count == 0
    else:
        assert thread.reply_count == 1


def test_two_leads_hiding_at_once_count_one_voice_less():
    thread = make.thread(make.group())
    post = make.reply(thread)
    leads = [make.lead(thread.group) for _ in range(2)]
    outcomes = at_once(*[lambda lead=lead: actions.hide_post(post, by=lead, reason="Spam.") for lead in leads])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Post", "ValidationError"]
    assert thread.voices.get().posts == 1


def test_joining_twice_at_once_gives_one_seat():
    group, member = make.group(), make.member()
    outcomes = at_once(*[lambda: groups.join_group(group, by=member)] * 3)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Participation", *["ValidationError"] * 2]
    assert group.participations.count() == 1


def test_a_request_accepted_while_the_secretariat_appoints_is_found_answered():
    group, member = make.group(joining="request"), make.member()
    asked, lead, staff = groups.ask_to_join(group, by=member), make.lead(group), make.staff()

    def appoint_slowly():
        with transaction.atomic():
            seat = groups.appoint(member, group, by=staff, role="lead")
            time.sleep(1)
            return seat

    def accept_meanwhile():
        time.sleep(0.4)
        return groups.accept_join_request(asked, by=lead)

    seat, accepted = at_once(appoint_slowly, accept_meanwhile)
    assert isinstance(accepted, ValidationError), "the seat has answered the request"
    asked.refresh_from_db()
    assert (asked.outcome, asked.decided_by) == ("accepted", staff)
    assert list(group.participations.filter(member=member)) == [seat]


def while_open(first, *others):
    """Begin `first` and keep its transaction open while the others run on connections of their own. Returns whether
    the others were done before it ended, and what each of them returned or raised."""
    begun, over, seen = threading.Event(), threading.Event(), []

    def hold():
        with transaction.atomic():
            first()
            begun.set()
            seen.append(over.wait(timeout=1))

    def after(act):
        assert begun.wait(timeout=10)
        return act()

    def rest():
        outcomes = at_once(*[lambda act=act: after(act) for act in others])
        over.set()
        return outcomes

    held, outcomes = at_once(hold, rest)
    assert held is None, held
    return seen[0], outcomes


@pytest.mark.parametrize("closing", [groups.rest_group, groups.conclude_group])
@pytest.mark.parametrize("writes", ["reply", "thread"])
def test_nothing_lands_in_a_group_that_is_closed_in_the_same_moment(closing, writes):
    thread = make.thread(make.group())
    group, author, lead = thread.group, make.participant(thread.group), make.lead(thread.group)
    reply = replying(thread, author, "Just in time?")
    write = (
        reply if writes == "reply" else lambda: actions.start_thread(group, by=author, title="Too late?", body="Words.")
    )
    done, (outcome,) = while_open(lambda: closing(group, by=lead, note="All is said."), write)
    assert not done  # it waits for what becomes of the group
    assert isinstance(outcome, ValidationError) and outcome.code == "group_closed", outcome
    assert Post.objects.count() == 1


def test_a_group_is_closed_only_after_a_reply_that_has_begun():
    thread = make.thread(make.group())
    author, lead = make.participant(thread.group), make.lead(thread.group)
    close = lambda: groups.conclude_group(thread.group, by=lead, note="All is said.")  # noqa: E731
    done, (closed,) = while_open(replying(thread, author, "In time."), close)
    assert not done
    assert closed.state == "concluded", closed
    assert closed.state_since > thread.posts.get(body="In time.").created_at


def test_replies_wait_for_no_other_reply_nor_for_a_new_thread_of_their_group():
    group = make.group()
    threads = [make.thread(group) for _ in range(3)]
    author = make.participant(group)
    replies = [replying(thread, author, f"In {thread.pk}.") for thread in threads]
    done, outcomes = while_open(replies[0], *replies[1:])
    assert done and all(isinstance(outcome, Post) for outcome in outcomes), outcomes
    begin = lambda: actions.start_thread(group, by=author, title="A new thread", body="Words.")  # noqa: E731
    done, (outcome,) = while_open(begin, replying(threads[0], author, "Meanwhile."))
    assert done and isinstance(outcome, Post), outcome


def by_mail(group, folder):
    def bring_in(*letters, **options):
        return actions.import_messages(group, mbox.read(archive(folder / "list", *letters)), by=None, **options)

    first = letter("a@x")
    return lambda: bring_in(first), lambda **options: bring_in(first, letter("b@x", answers="a@x"), **options)


def by_archive(group, folder):
    def bring_in(*comments, **options):
        path = issues.write(folder / "archive.json", [issues.topic(comments=list(comments))])
        return actions.import_archive(group, path, by=None, **options)

    return bring_in, lambda **options: bring_in(issues.comment(), **options)


@pytest.mark.parametrize("way", [by_mail, by_archive])
def test_a_reply_waits_for_an_archive_whose_posts_have_their_numbers(way, tmp_path):
    group = make.group()
    bring_in, bring_more = way(group, tmp_path)
    bring_in()
    thread = Thread.objects.get()
    numbered, over, was_done = threading.Event(), threading.Event(), []

    def progress(*_counts):
        numbered.set()
        was_done.append(over.wait(timeout=1))

    def answer():
        assert numbered.wait(timeout=10)
        reply = replying(thread, author, "What is new here?")()
        over.set()
        return reply

    author = make.participant(group)
    report, reply = at_once(lambda: bring_more(progress=progress), answer)
    assert report.replies == 1 and isinstance(reply, Post), (report, reply)
    assert was_done == [False]


@pytest.mark.parametrize("way", [by_mail, by_archive])
def test_a_reply_waits_for_no_archive_that_adds_nothing_to_its_thread(way, tmp_path):
    group = make.group()
    bring_in, _bring_more = way(group, tmp_path)
    bring_in()
    author = make.participant(group)
    was_done, [reply] = while_open(bring_in, replying(Thread.objects.get(), author, "What is new here?"))
    assert was_done and isinstance(reply, Post), reply


def test_who_speaks_for_a_duplicate_while_it_is_merged_is_heard_for_the_one_that_stays():
    group, staff = make.group(), make.staff()
    into = make.organisation("Andes Digital Rights", "civil")
    for number in range(8):
        duplicate = make.organisation(f"Andes Rights {number}", "civil")
        thread = make.thread(group)
        people = [make.member(organisation=duplicate, mark="civil") for _ in range(3)]
        for person in people:
            make.seat(person, group)
        merged, *replies = at_once(
            lambda duplicate=duplicate: members.merge_organisations(duplicate, into, by=staff),
            *[replying(thread, person, f"Reply {person.pk}.") for person in people],
        )
        assert isinstance(merged, Organisation), merged
        assert all(isinstance(reply, Post) for reply in replies), replies
        assert set(thread.posts.exclude(parent=None).values_list("organisation", flat=True)) == {into.pk}
