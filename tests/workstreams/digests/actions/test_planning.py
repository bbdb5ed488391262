"""What the clock plans."""

import datetime
from datetime import UTC

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Member, Membership
from tests import factories
from workstreams.digests import actions, delivery
from workstreams.digests.actions import planning
from workstreams.digests.models import Digest, Subscription
from workstreams.discussion.models import Post, ReadMark

pytestmark = pytest.mark.django_db

MONDAY_NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=UTC)
NEXT_MONDAY = datetime.datetime(2026, 11, 30, 8, tzinfo=UTC)


def plan(now=MONDAY_NOON, **more):
    return actions.plan(now=now, **more)


def test_the_clock_gives_every_reachable_member_a_weekly_subscription_in_their_zone():
    member = factories.member(time_zone="Pacific/Honolulu")
    assert plan().subscribed == 1
    subscription = member.digest_subscription
    assert (subscription.frequency, subscription.weekday, subscription.hour) == ("weekly", 0, 8)
    assert subscription.next_due_at == datetime.datetime(2026, 11, 23, 18, tzinfo=UTC)
    assert plan().subscribed == 0


@pytest.mark.parametrize(
    "fields",
    [{"state": "applied"}, {"state": "declined"}, {"state": ""}, {"verified": False}, {"is_active": False}],
    ids=str,
)
def test_nobody_else_gets_one(fields):
    factories.member(**fields)
    assert plan().subscribed == 0


def test_people_from_an_archive_get_none():
    Member.objects.create(name="From afar", imported_address="a@list.example", is_active=False)
    assert plan().subscribed == 0


def test_the_first_digest_covers_the_time_since_the_member_was_admitted():
    new, old = factories.member(), factories.member()
    new.membership.decided_at = MONDAY_NOON - datetime.timedelta(hours=3)
    new.membership.save()
    old.membership.decided_at = MONDAY_NOON - datetime.timedelta(days=400)
    old.membership.save()
    plan()
    assert new.digest_subscription.covered_until == MONDAY_NOON - datetime.timedelta(hours=3)
    assert old.digest_subscription.covered_until == MONDAY_NOON - datetime.timedelta(days=7)


def test_what_is_due_is_planned_once_with_windows_that_meet(subscribed):
    week = datetime.timedelta(days=7)
    due = MONDAY_NOON.replace(hour=8)
    subscribed(factories.member(), next_due_at=due, covered_until=MONDAY_NOON - week)
    assert plan().planned == 1
    assert plan().planned == 0
    assert plan(MONDAY_NOON + week).planned == 1
    later, first = Digest.objects.all()
    assert (first.due_at, first.window_from) == (due, MONDAY_NOON - week)
    assert first.window_to == MONDAY_NOON - actions.MARGIN == later.window_from
    assert later.due_at == NEXT_MONDAY


def test_weeks_in_which_the_clock_stood_still_are_one_digest_the_last_of_them(subscribed):
    lost = NEXT_MONDAY - datetime.timedelta(days=28)
    subscription = subscribed(factories.member(), next_due_at=lost)
    assert plan().planned == 1
    subscription.refresh_from_db()
    assert subscription.next_due_at == NEXT_MONDAY
    assert Digest.objects.get().due_at == MONDAY_NOON.replace(hour=8)


def test_a_row_that_is_there_already_takes_nothing_from_the_next_window(subscribed):
    """A member who chooses anew after a round that was held ahead of time."""
    subscription = subscribed(factories.member(), next_due_at=NEXT_MONDAY, covered_until=MONDAY_NOON)
    plan(NEXT_MONDAY)
    Subscription.objects.filter(pk=subscription.pk).update(next_due_at=NEXT_MONDAY)
    plan(NEXT_MONDAY + datetime.timedelta(hours=1))
    subscription.refresh_from_db()
    assert Digest.objects.get().window_to == subscription.covered_until
    assert subscription.next_due_at == NEXT_MONDAY + datetime.timedelta(days=7)


def test_planning_costs_the_same_for_few_and_for_many(subscribed):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            plan()
        return len(queries)

    subscribed(factories.member())
    one = cost()
    for _member in range(12):
        subscribed(factories.member())
    assert cost() == one


def test_in_batches_all_are_planned(subscribed, monkeypatch):
    monkeypatch.setattr(planning, "PLAN_AT_ONCE", 2)
    for _member in range(5):
        subscribed(factories.member())
    assert plan(timezone.now()).planned == 5
    assert Digest.objects.count() == 5


def test_a_member_who_moves_gets_it_at_the_same_hour_there(subscribed):
    member = factories.member(time_zone="Europe/Zurich")
    subscription = subscribed(member, next_due_at=NEXT_MONDAY.replace(hour=7))
    assert plan().moved == 0
    Member.objects.filter(pk=member.pk).update(time_zone="Asia/Kathmandu")
    assert plan().moved == 1
    assert plan().moved == 0
    subscription.refresh_from_db()
    assert subscription.next_due_at == datetime.datetime(2026, 11, 30, 2, 15, tzinfo=UTC)
    assert subscription.time_zone == "Asia/Kathmandu"


def test_flying_west_gives_no_second_monday(subscribed):
    member = factories.member(time_zone="Pacific/Auckland")
    sunday = datetime.datetime(2026, 11, 22, 20, tzinfo=UTC)
    subscription = subscribed(member, next_due_at=sunday.replace(hour=19), covered_until=sunday)
    plan(sunday)
    Member.objects.filter(pk=member.pk).update(time_zone="Pacific/Honolulu")
    plan(sunday + datetime.timedelta(hours=2))
    subscription.refresh_from_db()
    assert subscription.next_due_at == datetime.datetime(2026, 11, 30, 18, tzinfo=UTC)


def test_workers_are_told_once_and_again_only_when_it_is_long_ago(subscribed, django_capture_on_commit_callbacks):
    for _member in range(3):
        subscribed(factories.member())
    with django_capture_on_commit_callbacks() as told:
        assert plan(timezone.now()).queued == 3
        assert plan(timezone.now()).queued == 0
    assert len(told) == 1
    Digest.objects.update(queued_at=timezone.now() - datetime.timedelta(minutes=11))
    with django_capture_on_commit_callbacks() as told:
        assert plan(timezone.now()).queued == 3
        assert plan(timezone.now()).queued == 0
    assert len(told) == 3


class TestSingleGroups:
    """Everything weekly, one group daily: each told from where its own telling ended."""

    DAY = datetime.timedelta(days=1)

    @pytest.fixture
    def subscription(self, subscribed):
        return subscribed(
            factories.member(), cadence="daily", next_due_at=NEXT_MONDAY - 2 * self.DAY, covered_until=MONDAY_NOON
        )

    @pytest.fixture
    def daily(self, subscription):
        group = factories.group("Read closely")
        return subscription.groups.create(group=group, frequency="daily", covered_until=MONDAY_NOON)

    def digests(self, *days):
        for day in days:
            plan(day + datetime.timedelta(minutes=1))
        return [
            (digest.due_at, digest.covers_all, [(part.group.name, part.window_from) for part in digest.parts.all()])
            for digest in Digest.objects.order_by("due_at")
        ]

    def end(self, day):
        return day + datetime.timedelta(minutes=1) - actions.MARGIN

    def test_come_alone_on_other_days_and_with_all_on_the_weekly_one(self, subscription, daily):
        saturday, sunday = NEXT_MONDAY - 2 * self.DAY, NEXT_MONDAY - self.DAY
        assert self.digests(saturday, sunday, NEXT_MONDAY, NEXT_MONDAY + self.DAY) == [
            (saturday, False, [("Read closely", MONDAY_NOON)]),
            (sunday, False, [("Read closely", self.end(saturday))]),
            (NEXT_MONDAY, True, [("Read closely", self.end(sunday))]),
            (NEXT_MONDAY + self.DAY, False, [("Read closely", self.end(NEXT_MONDAY))]),
        ]
        assert Digest.objects.get(due_at=NEXT_MONDAY).window_from == MONDAY_NOON
        subscription.refresh_from_db()
        assert subscription.covered_until == self.end(NEXT_MONDAY)

    def test_the_weekly_one_is_not_lost_where_the_clock_slept_through_it(self, subscription, daily):
        wednesday = NEXT_MONDAY + 2 * self.DAY
        assert self.digests(wednesday) == [(wednesday, True, [("Read closely", MONDAY_NOON)])]
        plan(NEXT_MONDAY + 3 * self.DAY)
        assert not Digest.objects.latest("due_at").covers_all

    def test_of_which_one_hears_more_rarely_are_passed_over_in_silence(self, subscribed):
        due = NEXT_MONDAY - self.DAY
        subscription = subscribed(factories.member(), frequency="daily", next_due_at=due, covered_until=MONDAY_NOON)
        for name, frequency in (("Rarely", "weekly"), ("Not at all", "never"), ("As all", "")):
            group = factories.group(name)
            subscription.groups.create(group=group, frequency=frequency, covered_until=MONDAY_NOON - self.DAY)
        before = MONDAY_NOON - self.DAY
        (_sunday, _all, parts), (_monday, _all, monday) = self.digests(due, NEXT_MONDAY)
        assert sorted(parts, key=str) == [("As all", before), ("Not at all", None), ("Rarely", None)]
        assert sorted(monday, key=str) == [("As all", self.end(due)), ("Not at all", None), ("Rarely", before)]

    def test_cost_the_same_for_few_and_for_many(self, subscription, daily):
        def cost(day):
            with CaptureQueriesContext(connection) as queries:
                assert plan(day).planned
            return len(queries)

        one = cost(NEXT_MONDAY - 2 * self.DAY)
        for _member in range(7):
            other = Subscription.objects.create(
                member=factories.member(),
                cadence="daily",
                next_due_at=NEXT_MONDAY - self.DAY,
                covered_until=MONDAY_NOON,
            )
            other.groups.create(group=daily.group, frequency="daily", covered_until=MONDAY_NOON)
        Digest.objects.all().delete()  # or they would be handed out again, a day later
        assert cost(NEXT_MONDAY - self.DAY) == one

    def test_that_could_not_be_told_come_with_the_next_one(self, subscription, daily, run_tasks):
        (digest,) = self.digests(NEXT_MONDAY) and Digest.objects.all()
        digest.state, digest.reason, digest.settled_at = "failed", "550", NEXT_MONDAY
        digest.save()
        delivery.settled(digest)
        for row in (subscription, daily):
            row.refresh_from_db()
            assert row.covered_until == MONDAY_NOON


class TestThoseWhoDoNotComeFor180Days:
    HALF_A_YEAR = datetime.timedelta(days=181)

    @pytest.fixture
    def away(self, subscribed):
        member = factories.member()
        member.membership.decided_at = MONDAY_NOON - 2 * self.HALF_A_YEAR
        member.membership.save()
        long_ago = MONDAY_NOON - self.HALF_A_YEAR
        return subscribed(member, created_at=long_ago, next_due_at=MONDAY_NOON, covered_until=MONDAY_NOON)

    def test_get_one_last_digest_and_then_none(self, away):
        done = plan()
        assert (done.planned, done.stopped) == (1, 1)
        assert Digest.objects.get().is_last
        away.refresh_from_db()
        assert (away.paused_at, away.next_due_at) == (MONDAY_NOON, None)
        assert plan(NEXT_MONDAY).planned == 0

    def test_begin_again_once_they_sign_in_and_hear_of_the_last_week(self, away):
        plan()
        back = NEXT_MONDAY + self.HALF_A_YEAR
        Member.objects.update(last_login=back)
        assert plan(back).resumed == 1
        away.refresh_from_db()
        assert away.paused_at is None
        assert away.covered_until == back - datetime.timedelta(days=8)
        assert away.next_due_at > back
        assert plan(back).resumed == 0

    def test_begin_again_once_they_answer_by_mail(self, away):
        plan(timezone.now())
        group = factories.group()
        factories.seat(away.member, group)
        factories.thread(group, by=away.member)
        assert plan(timezone.now()).resumed == 1

    @pytest.mark.parametrize("came", ["signed in", "admitted", "chose", "read", "said"])
    def test_are_not_those_who_came(self, away, came):
        lately = MONDAY_NOON - datetime.timedelta(days=170)
        member = away.member
        if came == "signed in":
            Member.objects.filter(pk=member.pk).update(last_login=lately)
        if came == "admitted":
            Membership.objects.filter(member=member).update(decided_at=lately)
        if came == "chose":
            Subscription.objects.update(asked_at=lately)
        if came in {"read", "said"}:
            thread = factories.thread(factories.group())
            factories.seat(member, thread.group)
        if came == "read":
            ReadMark.objects.create(thread=thread, member=member, changed_at=lately)
        if came == "said":
            Post.objects.filter(pk=factories.reply(thread, by=member).pk).update(created_at=lately)
            ReadMark.objects.filter(member=member).delete()
        assert plan().stopped == 0
        assert not Digest.objects.get().is_last

    def test_are_looked_for_at_the_same_cost(self, away, subscribed):
        def cost(now):
            with CaptureQueriesContext(connection) as queries:
                assert plan(now).stopped
            return len(queries)

        one = cost(MONDAY_NOON)
        for _member in range(5):
            member = factories.member()
            Membership.objects.filter(member=member).update(decided_at=MONDAY_NOON - 2 * self.HALF_A_YEAR)
            subscribed(member, created_at=away.created_at, next_due_at=NEXT_MONDAY, covered_until=MONDAY_NOON)
        Digest.objects.all().delete()
        assert cost(NEXT_MONDAY) == one


def test_the_digests_of_an_hour_are_spread_each_at_its_own_minute(subscribed, settings):
    settings.DIGEST_SPREAD_MINUTES = 30
    due = MONDAY_NOON.replace(hour=8)
    for _member in range(20):
        subscribed(factories.member(), next_due_at=due)
    plan()
    plan(NEXT_MONDAY + datetime.timedelta(hours=1))
    minutes = {}
    for digest in Digest.objects.all():
        delay = digest.not_before - digest.due_at
        assert datetime.timedelta() <= delay < datetime.timedelta(minutes=30)
        minutes.setdefault(digest.subscription_id, set()).add(delay)
    assert {len(delays) for delays in minutes.values()} == {1}
    thirds = {int(min(delays).total_seconds() // 600) for delays in minutes.values()}
    assert thirds == {0, 1, 2}


def test_workers_are_told_of_a_digest_at_its_own_minute(subscribed, settings):
    settings.DIGEST_SPREAD_MINUTES = 30
    subscribed(factories.member(), next_due_at=MONDAY_NOON)
    assert plan(MONDAY_NOON).planned == 1
    at = Digest.objects.get().not_before
    assert at > MONDAY_NOON
    assert plan(at - datetime.timedelta(seconds=1)).queued == 0
    assert plan(at).queued == 1
