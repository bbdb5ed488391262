"""A publication as a page shows it: what its record keeps, sector by sector and clause by clause."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Sector
from workstreams.consensus.bars import bars
from workstreams.consensus.models import Objection, Position
from workstreams.consensus.tally import Label, Tally, Voices
from workstreams.publications.citing import citation
from workstreams.recommendations.layout import Note, Shown, shown
from workstreams.recommendations.models import ClauseText

Stance = Position.Stance


#: So many positions of a sector stand on the page of a publication, where nobody asks for all of them.
SHOWN_POSITIONS = 25


@dataclass(frozen=True)
class Stood:
    """Where one sector stood, by the `name` that it had: how many took each stance, and what each said, as it was
    kept."""

    name: str
    sector: Sector
    counts: dict
    voices: Voices
    positions: list = field(default_factory=list)

    @property
    def all(self):
        return _named(self.positions)

    @property
    def first(self):
        return _named(self.positions[:SHOWN_POSITIONS])

    @property
    def is_cut(self):
        return len(self.positions) > SHOWN_POSITIONS


@dataclass(frozen=True)
class Dissent:
    """An objection that stood when the text was published. `raised` is None where the record does not say when."""

    number: int
    kept: dict
    sector: Sector | None
    state: str
    raised: datetime | None
    answers: list
    anchor: str

    @property
    def was_overruled(self):
        return self.kept["state"] == Objection.State.OVERRULED


@dataclass(frozen=True)
class Laid:
    """A publication, laid out. `rows`: every sector in the fixed order; `bars`: each with its bar; `spoken`: those
    of which somebody took a position; `elsewhere`: positions of former members beside whom no sector is told."""

    publication: object
    clauses: list[Shown]
    rows: list[Stood]
    dissent: list[Dissent]
    figures: dict
    outcome: dict
    citation: str
    elsewhere: list

    @property
    def bars(self):
        return bars(self)

    @property
    def sectors(self):
        return [row.sector for row in self.rows]

    @property
    def spoken(self):
        return [row.sector for row in self.rows if row.voices.n]


def laid_out(publication, user):
    """A publication for this reader. Two queries, whatever its size: the words, and the sectors."""
    record = publication.record
    sectors = Sector.objects.in_bulk()
    texts = list(ClauseText.objects.visible_to(user).filter(revision=publication.revision_id).in_order())
    dissent = _dissent(record, sectors, {text.number: text for text in texts})
    rows = _rows(record, sectors)
    return Laid(
        publication=publication,
        clauses=_clauses(publication, texts, dissent),
        rows=rows,
        dissent=dissent,
        figures=_figures(record["figures"], rows),
        outcome={**record["outcome"], "at": parse_datetime(record["outcome"]["stated"])},
        citation=cited(publication),
        elsewhere=_named([one for one in record["positions"] if one["sector"] is None]),
    )


def listed(publication):
    """A publication from `with_result()` on a line of a list: its result in words, and the sectors that spoke."""
    publication.result_words = Label(publication.result).words
    publication.spoken = [one["sector"] for one in publication.stood if any(one["counts"].values())]
    return publication


def cited(publication):
    return citation(
        alliance=settings.ALLIANCE_NAME,
        title=publication.title,
        number=publication.number,
        version=publication.version,
        # Where its reader is does not count: it is cited the same everywhere.
        year=timezone.localtime(publication.published_at, timezone.get_default_timezone()).year,
        address=f"{settings.SITE_URL}{publication.get_absolute_url()}",
    )


def trace_of(publication, number):
    """What the record says of the clause with this number: ids of posts, quotes and comments. None where there is no
    such clause."""
    found = next((one for one in publication.record["clauses"] if one["number"] == number), None)
    return found and {"posts": [], "quotes": [], "comments": [], **found}


def trace_address(publication, number):
    return reverse("clause_trace", args=[publication.number, publication.version, number])


def _clauses(publication, texts, dissent):
    traces = {one["clause"]: one for one in publication.record["clauses"]}
    against = {}
    for one in dissent:
        against.setdefault(one.kept["clause"], []).append(one)
    found = []
    for text in texts:
        url = trace_address(publication, text.number)
        notes = _notes(traces.get(text.clause_id, {}), url)
        notes += [Note(one.state, f"#{one.anchor}") for one in against.get(text.number, [])]
        found.append(shown(text, url, notes))
    return found


def _notes(trace, url):
    notes = []
    if posts := len(trace.get("quotes", [])):
        notes.append(Note(ngettext("From %(n)d passage", "From %(n)d passages", posts) % {"n": posts}, url))
    if comments := len(trace.get("comments", [])):
        text = ngettext("%(n)d comment taken up", "%(n)d comments taken up", comments) % {"n": comments}
        notes.append(Note(text, url))
    return notes


def _rows(record, sectors):
    positions = {}
    for one in record["positions"]:
        positions.setdefault(one["sector"], []).append(one)
    rows = []
    for one in record["figures"]["sectors"]:
        counts = {stance: one["counts"].get(stance.value, 0) for stance in Stance}
        total = sum(counts.values())
        support = counts[Stance.SUPPORT] + counts[Stance.RESERVATIONS]
        voices = Voices(one["sector"], support, counts[Stance.OBJECT], total - support - counts[Stance.OBJECT])
        sector = sectors[one["sector"]]
        rows.append(Stood(one["name"], sector, counts, voices, positions.get(sector.pk, [])))
    return sorted(rows, key=lambda row: row.sector.position)


def _named(positions):
    """With the words of each stance."""
    names = {stance.value: stance.label for stance in Stance}
    return [{**one, "stance_name": names[one["stance"]]} for one in positions]


def _figures(kept, rows):
    tally = Tally(tuple(row.voices for row in rows))
    weakest = next(row for row in rows if row.voices is tally.weakest)
    return {**kept, "words": Label(kept["label"]).words, "supporting": tally.supporting, "weakest": weakest}


def _dissent(record, sectors, texts):
    return [
        Dissent(
            number=place,
            kept={**one, "anchor": f"clause-{texts[one['clause']].clause_id}" if one["clause"] in texts else ""},
            sector=sectors.get(one["sector"]),
            state=_state(one["state"]),
            raised=parse_datetime(one.get("raised", "")),
            answers=[{**answer, "at": parse_datetime(answer["said"])} for answer in one["answers"]],
            anchor=f"dissent-{place}",
        )
        for place, one in enumerate(record["dissent"], start=1)
    ]


def _state(state):
    return _("Objection overruled") if state == Objection.State.OVERRULED else _("Objection answered, and kept")
