"""When the next digest is due, in zones where the clock is not a simple thing."""

import datetime
import zoneinfo
from datetime import UTC

import pytest

from workstreams.digests.periods import next_occurrence, zone

MONDAY, FRIDAY = 0, 4


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=UTC)


def after(text, zone_name, hour, weekday=None):
    frequency = "daily" if weekday is None else "weekly"
    return next_occurrence(frequency, weekday or 0, hour, zoneinfo.ZoneInfo(zone_name), at(text))


@pytest.mark.parametrize(
    ("zone_name", "moment", "due"),
    [
        ("UTC", "2026-11-23T07:59", "2026-11-23T08:00"),
        ("UTC", "2026-11-23T08:00", "2026-11-30T08:00"),  # strictly after
        ("Europe/Zurich", "2026-11-22T12:00", "2026-11-23T07:00"),
        ("Europe/Zurich", "2026-07-01T12:00", "2026-07-06T06:00"),
        ("America/New_York", "2026-11-22T12:00", "2026-11-23T13:00"),
        ("Pacific/Honolulu", "2026-11-23T17:59", "2026-11-23T18:00"),  # their Monday goes on in UTC's
        ("Pacific/Auckland", "2026-11-22T12:00", "2026-11-22T19:00"),  # their Monday begins in UTC's Sunday
        ("Asia/Kathmandu", "2026-11-22T12:00", "2026-11-23T02:15"),
        ("Australia/Lord_Howe", "2026-06-07T12:00", "2026-06-07T21:30"),
        ("Pacific/Kiritimati", "2026-11-22T12:00", "2026-11-22T18:00"),
        ("Pacific/Pago_Pago", "2026-11-23T12:00", "2026-11-23T19:00"),
    ],
)
def test_monday_at_eight_is_monday_at_eight_where_one_lives(zone_name, moment, due):
    assert after(moment, zone_name, 8, MONDAY) == at(due)


@pytest.mark.parametrize(
    ("zone_name", "moment", "dues"),
    [
        # Spring: the wall clock keeps its hour, the distance is 23 hours.
        ("Europe/Zurich", "2026-03-27T12:00", ["2026-03-28T07:00", "2026-03-29T06:00", "2026-03-30T06:00"]),
        ("America/New_York", "2026-03-06T18:00", ["2026-03-07T13:00", "2026-03-08T12:00"]),
        # Autumn: 25 hours.
        ("Europe/Zurich", "2026-10-23T12:00", ["2026-10-24T06:00", "2026-10-25T07:00"]),
        # Half an hour of summer time.
        ("Australia/Lord_Howe", "2026-10-02T12:00", ["2026-10-02T21:30", "2026-10-03T21:00"]),
    ],
)
def test_a_daily_digest_keeps_its_hour_through_the_change_of_clocks(zone_name, moment, dues):
    found, moment = [], at(moment)
    for _due in dues:
        moment = next_occurrence("daily", 0, 8, zoneinfo.ZoneInfo(zone_name), moment)
        found.append(moment)
    assert found == [at(due) for due in dues]


@pytest.mark.parametrize(
    ("zone_name", "hour", "moment", "due", "shown"),
    [
        ("Europe/Zurich", 2, "2026-03-28T12:00", "2026-03-29T01:00", "03:00"),
        ("America/New_York", 2, "2026-03-07T12:00", "2026-03-08T07:00", "03:00"),
        ("Australia/Lord_Howe", 2, "2026-10-03T12:00", "2026-10-03T15:30", "02:30"),
        ("Africa/Cairo", 0, "2026-04-23T12:00", "2026-04-23T22:00", "01:00"),
    ],
)
def test_an_hour_that_the_clocks_skip_is_the_next_one_that_they_show(zone_name, hour, moment, due, shown):
    found = after(moment, zone_name, hour)
    assert found == at(due)
    assert found.astimezone(zoneinfo.ZoneInfo(zone_name)).strftime("%H:%M") == shown


@pytest.mark.parametrize(
    ("zone_name", "hour", "first", "next_day"),
    [
        ("Europe/Zurich", 2, "2026-10-25T00:00", "2026-10-26T01:00"),
        ("America/New_York", 1, "2026-11-01T05:00", "2026-11-02T06:00"),
    ],
)
def test_an_hour_that_the_clocks_show_twice_counts_once(zone_name, hour, first, next_day):
    just_before = at(first) - datetime.timedelta(minutes=1)
    tz = zoneinfo.ZoneInfo(zone_name)
    assert next_occurrence("daily", 0, hour, tz, just_before) == at(first)
    assert next_occurrence("daily", 0, hour, tz, at(first)) == at(next_day)
    assert next_occurrence("daily", 0, hour, tz, at(first) + datetime.timedelta(minutes=61)) == at(next_day)


def test_a_day_that_a_country_skipped_sends_one_digest_and_not_two():
    """Samoa went from Thursday 29 to Saturday 31 December 2011."""
    apia = "Pacific/Apia"
    daily = [after("2011-12-29T12:00", apia, 8)]
    daily += [next_occurrence("daily", 0, 8, zoneinfo.ZoneInfo(apia), daily[-1])]
    assert daily == [at("2011-12-29T18:00"), at("2011-12-30T18:00")]
    assert after("2011-12-24T00:00", apia, 8, FRIDAY) == at("2011-12-30T18:00")


def test_never_is_never():
    assert next_occurrence("never", 0, 8, UTC, at("2026-11-23T07:59")) is None


def test_every_zone_has_a_next_monday_within_eight_days():
    start = at("2026-01-01T00:00")
    for name in zoneinfo.available_timezones():
        found = next_occurrence("weekly", 0, 8, zoneinfo.ZoneInfo(name), start)
        assert start < found <= start + datetime.timedelta(days=8), name


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "Europe"])
def test_a_zone_that_is_none_is_utc(name):
    assert zone(name).key == "UTC"
