"""What was taken up, by sector: of how many comments each sector made, how many were accepted, whole or in part."""

from collections import Counter
from dataclasses import dataclass

from members.models import Sector
from workstreams.groups.balance import Balance, balance, percent

TAKEN = {"accepted", "in_part"}


@dataclass(frozen=True)
class Row:
    """`sector` is None for those who said none: they are told, and stand in no share."""

    sector: Sector | None
    said: int
    taken: int
    share: float

    @property
    def percent(self):
        return percent(self.share)


@dataclass(frozen=True)
class Uptake:
    """`balance`: how evenly what was taken up is spread over the sectors."""

    rows: list
    balance: Balance


def uptake(tally):
    """Of what was tallied (see table.tallied): by the sector of their day, every sector in its fixed order. One
    query."""
    said, taken = Counter(), Counter()
    for (sector, state), n in tally.items():
        said[sector] += n
        taken[sector] += n if state in TAKEN else 0
    sectors = list(Sector.objects.all())
    counts = {sector.pk: taken[sector.pk] for sector in sectors}
    total = sum(counts.values())
    rows = [
        Row(sector, said[sector.pk], counts[sector.pk], counts[sector.pk] / total if total else 0) for sector in sectors
    ]
    if None in said:
        rows.append(Row(None, said[None], taken[None], 0))
    return Uptake(rows, balance(counts))
