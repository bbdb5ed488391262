"""The span of time over which voices are counted. Dates in, moments out."""

import datetime
from dataclasses import dataclass

DAYS = [30, 90, 365]
ALL = "all"


@dataclass(frozen=True)
class Span:
    """From the first moment of `first` to the last of `last`, both days included, in `zone`. None is without end.

    `name` is "30", "90", "365", "all", or "" for days that somebody chose.
    """

    name: str
    first: datetime.date | None
    last: datetime.date | None
    zone: datetime.tzinfo

    @property
    def starts_at(self):
        return self._midnight(self.first) if self.first else None

    @property
    def ends_before(self):
        return self._midnight(self.last + datetime.timedelta(days=1)) if self.last else None

    def _midnight(self, day):
        return datetime.datetime.combine(day, datetime.time(), tzinfo=self.zone)


def of_the_last(days, *, today, zone):
    """The last so many days, today included."""
    return Span(str(days), today - datetime.timedelta(days=days - 1), today, zone)


def of_all_time(*, zone):
    return Span(ALL, None, None, zone)


def between(first, last, *, zone):
    """From one day to another; None leaves that end open."""
    return Span("" if first or last else ALL, first, last, zone)
