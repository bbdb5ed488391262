"""Which moments a span holds: whole days, in the reader's own zone."""

import datetime
import zoneinfo

from workstreams.balance import spans

APIA = zoneinfo.ZoneInfo("Pacific/Apia")
TODAY = datetime.date(2025, 11, 20)


def test_thirty_days_are_today_and_the_twenty_nine_before():
    span = spans.of_the_last(30, today=TODAY, zone=datetime.UTC)
    assert (span.name, span.first, span.last) == ("30", datetime.date(2025, 10, 22), TODAY)


def test_a_day_begins_and_ends_where_the_reader_is():
    span = spans.between(TODAY, TODAY, zone=APIA)
    assert span.starts_at.isoformat() == "2025-11-20T00:00:00+13:00"
    assert span.ends_before.isoformat() == "2025-11-21T00:00:00+13:00"


def test_all_time_has_no_ends():
    span = spans.of_all_time(zone=datetime.UTC)
    assert (span.name, span.starts_at, span.ends_before) == ("all", None, None)
    assert spans.between(None, None, zone=datetime.UTC).name == "all"


def test_one_end_may_be_open():
    span = spans.between(None, TODAY, zone=datetime.UTC)
    assert span.starts_at is None and span.ends_before.date() == datetime.date(2025, 11, 21)
