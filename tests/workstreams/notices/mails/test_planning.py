"""Which notices come by mail, which of them in one, and that none comes in two."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.actions.happenings import happened
from portal.postoffice.actions import hand_out
from tests import factories as make
from tests.workstreams.notices.mails.conftest import OUTBOX
from workstreams.discussion import actions as discussion
from workstreams.notices import actions
from workstreams.notices.models import Mailing, Notice

pytestmark = pytest.mark.django_db


def planned():
    actions.plan_mails()
    return Mailing.objects.order_by("pk")


def test_an_answer_waits_ten_minutes_from_when_it_was_said(answer, me, thread):
    post = answer()
    (mailing,) = planned()
    assert (mailing.recipient, mailing.thread, mailing.state) == (me, thread, "planned")
    assert mailing.not_before == post.created_at + timedelta(minutes=10)


def test_what_is_said_in_these_minutes_joins_it_and_does_not_put_it_off(answer):
    first = answer()
    planned()
    answer()
    (mailing,) = planned()
    assert mailing.notices.count() == 2
    assert mailing.not_before == first.created_at + timedelta(minutes=10)


def test_what_is_said_later_opens_the_next_one(answer, send):
    answer()
    assert len(send()) == 1
    answer()
    assert len(send()) == 1
    assert [mailing.notices.count() for mailing in Mailing.objects.all()] == [1, 1]


def test_two_threads_make_two_mails(answer, me, thread, run_tasks):
    with run_tasks():
        other = make.thread(thread.group, me, title="Another")
    answer()
    answer(thread=other)
    assert {mailing.thread for mailing in planned()} == {thread, other}


def test_planning_twice_plans_nothing_more(answer):
    answer()
    assert actions.plan_mails() == 1
    assert actions.plan_mails() == 0
    assert Mailing.objects.count() == 1


def test_what_was_read_by_then_gets_no_mail(answer, me):
    answer()
    actions.mark_all_read(by=me, until=Notice.objects.get().pk)
    assert not planned()
    assert not Notice.objects.to_mail().exists()


def test_who_only_watches_gets_mail_where_they_asked_for_it(answer, thread):
    plain, asked = make.participant(thread.group), make.participant(thread.group)
    for watcher in (plain, asked):
        discussion.follow_thread(thread, by=watcher, level="watching")
    actions.choose_mailed(asked, by=asked, mailed=["post"])
    answer()
    assert {mailing.recipient for mailing in planned()} == {thread.author, asked}


def test_who_wants_no_mail_of_answers_gets_none_and_is_told_on_the_site(answer, me):
    actions.choose_mailed(me, by=me, mailed=["mention"])
    answer()
    assert not planned() and Notice.objects.get().recipient == me


def test_an_event_that_has_a_letter_of_its_own_comes_in_no_second_mail(me, thread):
    happened("join_declined", to=me, group=thread.group)
    happened("restricted", to=me)
    assert Notice.objects.count() == 2 and not planned()


def test_a_decision_without_a_letter_comes_whatever_else_is_wanted(me, thread):
    actions.choose_notices(me, by=me, wanted=[], mailed=[], levels={})
    happened("text_given_back", to=me, group=thread.group)
    (mailing,) = planned()
    assert (mailing.group, mailing.thread) == (thread.group, None)


def test_what_comes_beyond_a_member_s_share_of_an_hour_comes_in_one_summary(settings, answer, me, thread, run_tasks):
    settings.NOTICE_MAILS_AN_HOUR = 2
    with run_tasks():
        threads = [make.thread(thread.group, me, title=f"Thread {n}") for n in range(5)]
    for one in threads:
        answer(thread=one)
        planned()
    first, second, summary = planned()
    assert (first.is_summary, second.is_summary, summary.is_summary) == (False, False, True)
    assert summary.notices.count() == 3
    assert summary.not_before == first.not_before + timedelta(hours=1)


def test_the_share_of_one_takes_nothing_from_another(settings, answer, me, thread):
    settings.NOTICE_MAILS_AN_HOUR = 1
    other = make.participant(thread.group)
    answer(to=[other])
    assert not any(mailing.is_summary for mailing in planned())


def test_nothing_joins_a_mail_that_a_worker_was_told_of(answer, django_capture_on_commit_callbacks):
    answer()
    planned()
    with django_capture_on_commit_callbacks():
        hand_out(OUTBOX, now=timezone.now() + timedelta(minutes=11))
    answer()
    assert [mailing.notices.count() for mailing in planned()] == [1, 1]


def test_nothing_joins_a_mail_that_is_held_back(answer):
    answer()
    planned().update(state="held")
    answer()
    assert [mailing.notices.count() for mailing in planned()] == [1, 1]


def test_planning_costs_the_same_for_one_and_for_thirty(answer, me, thread):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            actions.plan_mails()
        return len(queries)

    answer()
    one = cost()
    people = [make.participant(thread.group) for _ in range(30)]
    answer(to=people)
    assert cost() == one


@pytest.mark.django_db(transaction=True)
def test_of_clocks_that_plan_at_the_same_moment_one_does(answer, me, thread):
    post = answer()
    Notice.objects.bulk_create(
        Notice(recipient=make.participant(thread.group), kind="mention", post=post, by_mail=True) for _ in range(20)
    )
    start = threading.Barrier(4)

    def plan(_number):
        start.wait()
        try:
            return actions.plan_mails()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as clocks:
        assert sum(clocks.map(plan, range(4))) == 21
    assert Mailing.objects.count() == 21
