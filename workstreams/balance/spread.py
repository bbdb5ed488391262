"""How many each sector has of something, and what that says. Numbers in, numbers out."""

from dataclasses import dataclass
from functools import cached_property

from workstreams.groups.balance import AMBER_ABOVE, RED_ABOVE, Balance, balance, percent

#: Where the limits stand on a bar, in percent.
LIMITS = [("amber", round(100 * AMBER_ABOVE, 2)), ("red", round(100 * RED_ABOVE, 2))]


@dataclass(frozen=True)
class Row:
    """`share` is between 0 and 1. `level` is "amber" or "red" on the largest above a third or a half, else ""."""

    sector: object
    count: int
    share: float
    level: str
    is_largest: bool

    @property
    def percent(self):
        return percent(self.share)


@dataclass(frozen=True)
class Spread:
    """`counts` are (sector, how many), every sector in its fixed order; `unplaced` is how many have no sector on
    record: they are said, and stand in no share."""

    counts: list
    unplaced: int = 0

    @cached_property
    def balance(self) -> Balance:
        if len(self.counts) < 2:
            # One sector alone is neither even nor uneven.
            return Balance(sum(count for _sector, count in self.counts), None, None, None, "")
        return balance({sector.pk: count for sector, count in self.counts})

    @property
    def total(self):
        return self.balance.total

    @property
    def index(self):
        """Between 0 and 1; None while there is nothing to count."""
        return self.balance.index

    @cached_property
    def rows(self):
        return [self._row(sector, count) for sector, count in self.counts]

    @property
    def largest(self):
        """The row of the sector that has the most, or None while there is nothing to count."""
        return next((row for row in self.rows if row.is_largest), None)

    @property
    def less(self):
        """One sector less than there are, as the formula has it."""
        return len(self.counts) - 1

    @property
    def squares(self):
        return sum(count**2 for _sector, count in self.counts)

    def _row(self, sector, count):
        is_largest = self.total > 0 and sector.pk == self.balance.largest
        return Row(
            sector=sector,
            count=count,
            share=count / self.total if self.total else 0,
            level=self.balance.level if is_largest else "",
            is_largest=is_largest,
        )
