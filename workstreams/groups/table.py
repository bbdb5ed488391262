"""Who sits at a group's table, by sector, and how even that is."""

from dataclasses import dataclass

from django.utils.formats import number_format

from members.models import Sector
from portal.prepared import Prepared
from portal.stencils import Shelf
from workstreams.groups.balance import Balance, balance, percent
from workstreams.groups.models import Participation

_kept = Shelf(300)


@dataclass(frozen=True)
class Table:
    """`seats` are (sector, how many), every sector in its fixed order."""

    seats: list
    balance: Balance | None

    @property
    def total(self):
        return sum(count for _sector, count in self.seats)

    @property
    def share_sector(self):
        """The sector with the most seats; None while nobody sits there, and in an alliance of one sector alone."""
        if self.balance is None:
            return None
        return next((sector for sector, _count in self.seats if self.total and sector.pk == self.balance.largest), None)

    @property
    def share(self):
        """The share of that sector in percent, to one decimal."""
        return percent(self.balance.largest_share) if self.share_sector else 0

    @property
    def index(self):
        """How evenly the seats are spread, as text; "" while nobody sits there."""
        return number_format(self.balance.index, 2) if self.share_sector else ""


def table(group):
    """Read who sits in `group`, fetched `for_listing()`. Two queries, or none while the register is the same."""
    return _kept.get((group.pk, group.register_version), lambda: _read(group))


def _read(group):
    counts = dict(_SEATS.ask("", group=group))
    seats = [(sector, counts.get(sector.pk, 0)) for sector in _SECTORS.ask("")]
    measurable = len(seats) > 1
    return Table(seats=seats, balance=balance({sector.pk: n for sector, n in seats}) if measurable else None)


_SEATS = Prepared(lambda group: Participation.objects.filter(group=group).counted_by_sector(), one_plan=True)
_SECTORS = Prepared(lambda: Sector.objects.all(), one_plan=True)
