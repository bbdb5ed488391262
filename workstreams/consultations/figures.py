"""What was taken up, by sector: of how many comments each sector made, how many were accepted, whole or in part."""

from dataclasses import dataclass

from django.db.models import Count, Q

from members.models import Sector
from workstreams.groups.balance import Balance, balance, percent

TAKEN = Q(disposition__outcome__in=["accepted", "in_part"])


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


def uptake(comments):
    """Count these comments by the sector of their day, every sector in its fixed order. Two queries."""
    counts = comments.order_by().values("sector").annotate(said=Count("pk"), taken=Count("pk", filter=TAKEN))
    found = {row["sector"]: (row["said"], row["taken"]) for row in counts}
    sectors = list(Sector.objects.all())
    taken = {sector.pk: found.get(sector.pk, (0, 0))[1] for sector in sectors}
    total = sum(taken.values())
    rows = [
        Row(sector, found.get(sector.pk, (0, 0))[0], taken[sector.pk], taken[sector.pk] / total if total else 0)
        for sector in sectors
    ]
    if None in found:
        rows.append(Row(None, *found[None], 0))
    return Uptake(rows, balance(taken))
