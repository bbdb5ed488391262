"""The clock as it goes through a year: everybody gets one digest for each period, whatever clocks and beats do."""

import datetime
import threading
import zoneinfo
from datetime import UTC

import pytest
from django.db import connection

from tests import factories
from workstreams.digests import actions
from workstreams.digests.models import Digest, Subscription

HOUR, DAY, WEEK = datetime.timedelta(hours=1), datetime.timedelta(days=1), datetime.timedelta(days=7)
ZONES = ["America/New_York", "Europe/Zurich", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Honolulu"]


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def subscribe():
    def subscribe(zone_name, now, **wish):
        member = factories.member(time_zone=zone_name)
        subscription = Subscription(member=member, time_zone=zone_name, covered_until=now, created_at=now, **wish)
        subscription.reckon(now)
        subscription.save()
        return subscription

    return subscribe


def run(since, until, step=HOUR):
    """Rounds of the clock, a few minutes after each hour, for that is how beats are."""
    now = since
    while now <= until:
        actions.plan(now=now + datetime.timedelta(minutes=3))
        now += step


def shown(subscription):
    """What the member's own clock showed when each digest was due."""
    zone = zoneinfo.ZoneInfo(subscription.time_zone)
    return [digest.due_at.astimezone(zone).strftime("%m-%d %H:%M") for digest in by_due(subscription)]


def by_due(subscription):
    return list(subscription.digests.order_by("due_at"))


def assert_that_windows_meet(subscription):
    digests = by_due(subscription)
    assert [later.window_from for later in digests[1:]] == [earlier.window_to for earlier in digests[:-1]]


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["2027-03-12", "2027-03-26", "2027-04-02", "2027-10-01", "2027-10-29", "2027-11-05"])
def test_each_day_has_one_digest_at_the_same_hour_of_the_wall_clock_when_the_clocks_change(subscribe, change):
    """New York changes on 14 March and 7 November, Zurich on 28 March and 31 October, Lord Howe on 4 April and
    3 October; Kathmandu and Honolulu never."""
    start = at(f"{change}T00:30")
    there = [subscribe(name, start, frequency="daily", cadence="daily") for name in ZONES]
    run(start, start + 4 * DAY, step=datetime.timedelta(minutes=45))
    for subscription in there:
        days = shown(subscription)
        assert {day[-5:] for day in days} == {"08:00"}, subscription.time_zone
        assert len(set(days)) == len(days) == 4, subscription.time_zone
        assert_that_windows_meet(subscription)


@pytest.mark.django_db
def test_the_29th_of_february_is_a_day(subscribe):
    start = at("2028-02-27T00:30")
    there = [subscribe(name, start, frequency="daily", cadence="daily", hour=12) for name in ZONES]
    run(start, start + 4 * DAY, step=4 * HOUR)
    for subscription in there:
        days = [day[:5] for day in shown(subscription)]
        assert {"02-28", "02-29", "03-01"} <= set(days) and len(set(days)) == len(days), subscription.time_zone
        assert_that_windows_meet(subscription)


@pytest.mark.django_db
def test_the_29th_of_february_is_a_weekly_one_too(subscribe):
    subscription = subscribe("Europe/Zurich", at("2028-02-20T00:30"), weekday=1)
    run(at("2028-02-20T00:30"), at("2028-03-08T00:30"), step=12 * HOUR)
    assert shown(subscription) == ["02-22 08:00", "02-29 08:00", "03-07 08:00"]


@pytest.mark.django_db
def test_a_beat_that_was_down_for_three_days_makes_up_one_digest_and_no_more(subscribe):
    start = at("2026-11-18T00:30")
    daily = [subscribe(name, start, frequency="daily", cadence="daily") for name in ZONES]
    weekly = [subscribe(name, start) for name in ZONES]
    run(start, start + 2 * DAY, step=2 * HOUR)
    before = {subscription.pk: len(by_due(subscription)) for subscription in daily}
    up_again = start + 2 * DAY + 3 * DAY + 12 * HOUR  # Monday 23 November, 13:03 UTC
    actions.plan(now=up_again)
    for subscription in daily:
        digests = by_due(subscription)
        assert len(digests) == before[subscription.pk] + 1
        assert up_again - DAY < digests[-1].due_at <= up_again, "the last of those that were lost"
        assert_that_windows_meet(subscription)
    run(up_again, up_again + DAY, step=2 * HOUR)
    for subscription in daily:
        assert len(by_due(subscription)) == before[subscription.pk] + 2
    for subscription in weekly:
        assert shown(subscription) == ["11-23 08:00"]


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_plan_everything_once(subscribe, monkeypatch):
    monkeypatch.setattr(actions.planning, "PLAN_AT_ONCE", 5)
    factories.sectors()
    start = at("2026-11-18T00:30")
    for number in range(40):
        subscription = subscribe(ZONES[number % 5], start, frequency="daily", cadence="daily")
        if number % 2:
            subscription.groups.create(group=factories.group(), frequency="daily", covered_until=start)
    now, together, done = start + DAY, threading.Barrier(2), []

    def beat():
        try:
            together.wait()
            done.append(actions.plan(now=now))
        finally:
            connection.close()

    beats = [threading.Thread(target=beat) for _beat in range(2)]
    for one in beats:
        one.start()
    for one in beats:
        one.join()
    assert sum(one.planned for one in done) == Digest.objects.count() == 40
    assert Digest.objects.values("subscription").distinct().count() == 40
    assert sum(digest.parts.count() for digest in Digest.objects.all()) == 20
    assert not Subscription.objects.filter(next_due_at__lte=now).exists()
