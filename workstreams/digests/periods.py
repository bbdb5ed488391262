"""When digests are due: wall-clock wishes turned into moments. Numbers in, a moment out."""

import datetime
import functools
import zoneinfo
from datetime import UTC

LENGTH = {"daily": datetime.timedelta(days=1), "weekly": datetime.timedelta(days=7)}
DAY = datetime.timedelta(days=1)
# The most frequent first.
FREQUENCIES = ["daily", "weekly", "never"]


def zone(name):
    """The time zone of this name. UTC for a name that this machine's tables no longer have."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return zoneinfo.ZoneInfo("UTC")


def next_occurrence(frequency, weekday, hour, tz, after):
    """The first moment strictly after `after` (aware) at which it is `hour` o'clock in `tz`, on `weekday` (Monday is 0)
    where `frequency` is "weekly". In UTC; None for "never".

    Where the clocks skip that hour it is the moment that the clock would have shown, one step later (02:00 becomes
    03:00; a whole skipped day becomes the same hour of the next). Where they show it twice, the first one counts.
    """
    if frequency == "never":
        return None
    # Offsets reach from -12 to +14 hours, so the day before is early enough.
    day = after.astimezone(tz).date() - DAY
    while True:
        if frequency == "daily" or day.weekday() == weekday:
            # fold=0 is the first of two, and in a gap the offset from before it, which lands after it (PEP 495).
            moment = datetime.datetime.combine(day, datetime.time(hour), tzinfo=tz).astimezone(UTC)
            if moment > after:
                return moment
        day += DAY


def last_occurrence(frequency, weekday, hour, tz, at):
    """The last moment up to `at`, itself included, that `next_occurrence` names. In UTC; None for "never"."""
    if frequency == "never":
        return None
    # Two periods back there is one, whatever the clocks and the calendar skipped in between.
    moment, after = None, at - 2 * LENGTH[frequency] - DAY
    while (following := next_occurrence(frequency, weekday, hour, tz, after)) <= at:
        moment = after = following
    return moment


def most_frequent(frequencies):
    return min(frequencies, key=FREQUENCIES.index)


def delay_of(number, minutes):
    """How long after its hour the digest of subscription `number` goes out: always the same, and spread evenly over so
    many minutes. Neighbours are far apart, so that those who came together do not stand in one row."""
    if not minutes:
        return datetime.timedelta()
    # The golden ratio: its multiples fill the circle as evenly as any can, however many there are.
    return datetime.timedelta(seconds=int(number * 0.6180339887498949 % 1 * minutes * 60))


class Calendar:
    """What was due last and is due next at one moment, reckoned once for all who wish the same."""

    def __init__(self, now):
        self.now = now
        self.last = functools.cache(self._last)
        self.next = functools.cache(self._next)

    def _last(self, frequency, weekday, hour, zone_name):
        return last_occurrence(frequency, weekday, hour, zone(zone_name), self.now)

    def _next(self, frequency, weekday, hour, zone_name):
        return next_occurrence(frequency, weekday, hour, zone(zone_name), self.now)
