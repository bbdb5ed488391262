"""Where the sectors stand on a call: read in a fixed number of queries, counted by workstreams.consensus.tally."""

from dataclasses import dataclass

from django.db.models import Count, Subquery

from members.models import Sector
from workstreams.consensus.models import Objection, Outcome, Position
from workstreams.consensus.tally import Label, Tally, Voices

Stance = Position.Stance
FOR, AGAINST = [Stance.SUPPORT, Stance.RESERVATIONS], [Stance.OBJECT]


@dataclass(frozen=True)
class Row:
    """A sector with how many organisations took each stance there: {stance: count}, and its voices in the tally."""

    sector: Sector
    counts: dict
    voices: Voices


@dataclass(frozen=True)
class Standing:
    """All sectors in their fixed order, the tally over them, and how many objections nobody answered."""

    rows: list
    tally: Tally
    open_objections: int

    @property
    def label(self) -> Label:
        return self.tally.label(open_objections=self.open_objections)

    @property
    def weakest(self):
        """The row of the sector that is the least for it."""
        return next(row for row in self.rows if row.voices is self.tally.weakest)


def standing_of(call):
    """How the current positions of a call stand. Two queries, and a third where a sector is not told any more. Whether
    somebody may read it is asked before (permissions.can_see_results)."""
    waiting = Objection.objects.filter(call__recommendation=call.recommendation_id).unanswered().order_by()
    count = waiting.values("call__recommendation").annotate(n=Count("pk")).values("n")
    sectors = list(Sector.objects.annotate(unanswered=Subquery(count)))
    counted = {}
    for row in call.positions.current().order_by().values("sector", "stance").annotate(n=Count("pk")):
        counted.setdefault(row["sector"], {})[row["stance"]] = row["n"]
    if None in counted:
        # Somebody was erased whom their sector would name: what was stated stands.
        kept = Outcome.objects.values_list("figures", flat=True).get(call=call)
        counted = {one["sector"]: one["counts"] for one in kept["sectors"]}
    rows = [_row(sector, counted.get(sector.pk, {})) for sector in sectors]
    # The same with every sector: so it costs no question of its own.
    return Standing(rows, Tally(tuple(row.voices for row in rows)), sectors[0].unanswered or 0)


def _row(sector, counts):
    counts = {stance: counts.get(stance, 0) for stance in Stance}
    support, against = sum(counts[stance] for stance in FOR), sum(counts[stance] for stance in AGAINST)
    voices = Voices(sector.pk, support, against, sum(counts.values()) - support - against)
    return Row(sector, counts, voices)


def figures_of(standing):
    """The figures of a moment as they are kept with an outcome, and printed with a publication."""
    return {
        "label": str(standing.label),
        "n": standing.tally.n,
        "xsc": standing.tally.xsc,
        "floor": standing.tally.floor,
        "group_informed_consensus": standing.tally.group_informed_consensus,
        "open_objections": standing.open_objections,
        "sectors": [
            {"sector": row.sector.pk, "name": str(row.sector), "counts": {str(k): v for k, v in row.counts.items()}}
            for row in standing.rows
        ],
    }
