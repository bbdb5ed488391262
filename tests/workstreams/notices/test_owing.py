"""What the queue loses is made up for: nobody stays untold, and nobody is told twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from portal.celery import app
from tests import factories as make
from tests.workstreams.discussion.interleaving import amid
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Post
from workstreams.groups import actions as groups
from workstreams.notices import actions, delivery, schedule, tasks
from workstreams.notices.actions import telling
from workstreams.notices.models import Notice, Owed

pytestmark = pytest.mark.django_db

LATER = timedelta(minutes=16)


@pytest.fixture
def group():
    return make.group()


@pytest.fixture
def thread(group, run_tasks):
    with run_tasks():
        return make.thread(group)


@pytest.fixture
def lost(django_capture_on_commit_callbacks):
    """Does something, and flushes the queue before a worker came."""

    def do(act):
        app.control.purge()
        with django_capture_on_commit_callbacks(execute=True):
            done = act()
        assert app.control.purge() == 1
        return done

    return do


def told(member):
    return [event or kind for kind, event in Notice.objects.filter(recipient=member).values_list("kind", "event")]


def reply(thread):
    return make.reply(thread, body="An answer.")


def test_a_post_whose_task_was_lost_is_told_of_by_the_clock(thread, lost, run_tasks):
    lost(lambda: reply(thread))
    assert told(thread.author) == []
    with run_tasks():
        actions.hand_out_forgotten(now=timezone.now() + LATER)
    assert told(thread.author) == ["reply"]
    with run_tasks():
        assert actions.hand_out_forgotten(now=timezone.now() + 2 * LATER) == 0
    assert told(thread.author) == ["reply"]


def test_so_is_who_is_called_in_a_changed_text(thread, lost, run_tasks):
    called = make.participant(thread.group, handle="called")
    with run_tasks():
        post = reply(thread)
    lost(lambda: discussion.edit_post(post, by=post.author, body="What does @called say?"))
    assert told(called) == []
    with run_tasks():
        actions.hand_out_forgotten(now=timezone.now() + LATER)
    assert told(called) == ["mention"]


def test_so_is_a_whole_group_of_what_happened_there(group, lost, run_tasks):
    lead, seated = make.lead(group), make.participant(group)
    lost(lambda: groups.conclude_group(group, by=lead, note="Done."))
    assert told(seated) == []
    with run_tasks():
        actions.hand_out_forgotten(now=timezone.now() + LATER)
    assert (told(seated), told(lead)) == (["now_concluded"], [])


def test_what_was_told_is_owed_no_more(thread, run_tasks):
    with run_tasks():
        reply(thread)
    assert not Owed.objects.exists()


def test_what_a_worker_may_still_have_in_hand_is_not_handed_out_again(thread, lost):
    lost(lambda: reply(thread))
    assert actions.hand_out_forgotten(now=timezone.now() + timedelta(minutes=14)) == 0
    assert actions.hand_out_forgotten(now=timezone.now() + LATER) == 1
    assert actions.hand_out_forgotten(now=timezone.now() + LATER) == 0


def test_a_task_that_comes_late_after_all_tells_nobody_twice(thread, lost, run_tasks):
    lost(lambda: reply(thread))
    number = Owed.objects.get().pk
    with run_tasks():
        actions.hand_out_forgotten(now=timezone.now() + LATER)
    tasks.tell(number)
    assert told(thread.author) == ["reply"]


def test_a_worker_that_dies_in_the_midst_of_it_leaves_it_owed(thread, lost, run_tasks):
    lost(lambda: reply(thread))

    def dies(execute, sql, *rest):
        done = execute(sql, *rest)
        if 'INSERT INTO "notices_notice"' in sql:
            raise SystemExit
        return done

    with pytest.raises(SystemExit), connection.execute_wrapper(dies):
        delivery.tell(Owed.objects.get().pk)
    assert told(thread.author) == []
    with run_tasks():
        actions.hand_out_forgotten(now=timezone.now() + LATER)
    assert told(thread.author) == ["reply"]


def test_what_fails_again_and_again_is_left_to_people(thread, lost):
    lost(lambda: reply(thread))
    Owed.objects.update(attempts=telling.MOST_ATTEMPTS)
    assert actions.hand_out_forgotten(now=timezone.now() + LATER) == 0
    assert Owed.objects.count() == 1


def test_the_clock_knows_of_it():
    assert schedule.ENTRIES["owed_notices"]["task"] == schedule.hand_out_forgotten_notices.name


def test_what_is_owed_says_of_what(thread):
    for wrong in ({"what": "said"}, {"what": "happened", "post": make.root(thread)}, {"what": "sung"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Owed.objects.create(**wrong)


@pytest.mark.django_db(transaction=True)
def test_a_post_that_is_taken_back_while_a_worker_tells_of_it_holds_up_neither():
    group = make.group()
    thread, author = make.thread(group), make.participant(group)

    def said():
        return make.reply(thread, author)

    def tell(post):
        delivery.tell(Owed.objects.get(post=post).pk)

    def withdraw(post):
        discussion.withdraw_post(post, by=author)

    for first, second in ((tell, withdraw), (withdraw, tell)):
        for post, *outcomes in amid(said, first, second):
            problems = [repr(one) for one in outcomes if one and not isinstance(one, Owed.DoesNotExist)]
            assert problems == []
            assert not Post.objects.filter(pk=post.pk).exists() and not Owed.objects.filter(post=post.pk).exists()
