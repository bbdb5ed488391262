"""When the next digest is due: wall-clock wishes turned into moments. Numbers in, a moment out."""

import datetime
import zoneinfo
from datetime import UTC

LENGTH = {"daily": datetime.timedelta(days=1), "weekly": datetime.timedelta(days=7)}
DAY = datetime.timedelta(days=1)


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
