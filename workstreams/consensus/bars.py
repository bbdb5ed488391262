"""The bars of a call's page: the stances of each sector side by side, to 100 %, as widths in an SVG."""

from dataclasses import dataclass

from workstreams.consensus.models import Position

Stance = Position.Stance
#: What is drawn in which way, in this order.
DRAWN = [
    ("support", [Stance.SUPPORT]),
    ("reserve", [Stance.RESERVATIONS]),
    ("aside", [Stance.ASIDE, Stance.RECUSE]),
    ("object", [Stance.OBJECT]),
]
#: Left free between two, in per cent.
GAP = 0.5


@dataclass(frozen=True)
class Segment:
    """A part of a bar; `x` and `width` are attributes of a rect."""

    kind: str
    x: str
    width: str


def bars(standing):
    """The rows of a Standing, each with the segments of its bar: [(row, [Segment, …]), …]."""
    return [(row, _segments(row.counts, row.voices.n)) for row in standing.rows]


def _segments(counts, n):
    segments, before = [], 0
    for kind, stances in DRAWN:
        count = sum(counts[stance] for stance in stances)
        if count:
            gap = GAP if before + count < n else 0
            segments.append(Segment(kind, f"{before * 100 / n:.2f}%", f"{count * 100 / n - gap:.2f}%"))
        before += count
    return segments
