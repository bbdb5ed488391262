"""What the clock plans."""

import datetime
from datetime import UTC

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Member
from tests import factories
from workstreams.digests import actions
from workstreams.digests.actions import planning
from workstreams.digests.models import Digest, Subscription

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


def test_weeks_in_which_the_clock_stood_still_are_one_digest(subscribed):
    subscription = subscribed(factories.member(), next_due_at=MONDAY_NOON - datetime.timedelta(days=22))
    assert plan().planned == 1
    subscription.refresh_from_db()
    assert subscription.next_due_at == NEXT_MONDAY


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
