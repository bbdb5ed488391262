"""The round table on the landing page: an equal arc for every sector, a mark for every organisation in it.

Numbers in, places out, in the units of an SVG view box of `SIZE`. Equal arcs are the message: a sector with many
organisations fills more rows of its arc, never more of the table.
"""

import math
from dataclasses import dataclass, field

SIZE = 440
CENTRE = SIZE / 2
RING = 92  # the table's edge
FIRST_ROW = RING + 12  # the inner edge of the innermost row
OUTERMOST = CENTRE - 8
ARC_GAP = 34  # between the arcs of two neighbours, along each row
LARGEST_MARK, SMALLEST_MARK = 17.0, 6.0
PITCH = 1.72  # from mark to mark, in marks


@dataclass(frozen=True)
class Arc:
    """One sector's part of the table: `seats` are the upper corners (x, y) of its marks."""

    sector: object
    count: int
    seats: list = field(default_factory=list)


@dataclass(frozen=True)
class RoundTable:
    """`mark_size` is the side of a mark; each mark stands for `per_mark` organisations, nearly always one."""

    arcs: list
    total: int
    mark_size: float
    per_mark: int


def round_table(counts):
    """Seat the organisations of `counts`, pairs of (sector, number) in their order, clockwise from the top.

    Rows are filled from within and centred on the arc. Marks are as large as the fullest arc allows; where even the
    smallest do not suffice, a mark stands for several organisations. Raises ValueError without any sector.
    """
    if not counts:
        raise ValueError("A round table needs a sector.")
    arc = 2 * math.pi / len(counts)
    most = max(number for _sector, number in counts)
    rows, mark_size, per_mark = _rows_for(most, arc)
    arcs = []
    for index, (sector, number) in enumerate(counts):
        middle = index * arc - math.pi / 2
        arcs.append(Arc(sector, number, _seats(math.ceil(number / per_mark), middle, rows, mark_size)))
    return RoundTable(arcs, sum(number for _sector, number in counts), mark_size, per_mark)


def _rows_for(most, arc):
    """The rows, as (radius, places), with the largest marks that seat `most` on one arc."""
    mark_size = LARGEST_MARK
    while True:
        rows = _rows(mark_size, arc)
        places = sum(fit for _radius, fit in rows)
        if places >= most:
            return rows, mark_size, 1
        if mark_size <= SMALLEST_MARK:
            return rows, mark_size, math.ceil(most / places)
        mark_size -= 0.5


def _rows(mark_size, arc):
    pitch = PITCH * mark_size
    radius = FIRST_ROW + mark_size / 2
    rows = []
    while radius + mark_size / 2 <= OUTERMOST:
        # At least one place a row, however narrow the arc is.
        rows.append((radius, max(1, int((radius * arc - ARC_GAP) // pitch) + 1)))
        radius += pitch
    return rows


def _seats(number, middle, rows, mark_size):
    seats = []
    for radius, places in rows:
        here = min(places, number - len(seats))
        angle = PITCH * mark_size / radius
        for place in range(here):
            at = middle + (place - (here - 1) / 2) * angle
            seats.append(
                (
                    round(CENTRE + radius * math.cos(at) - mark_size / 2, 1),
                    round(CENTRE + radius * math.sin(at) - mark_size / 2, 1),
                )
            )
    return seats
