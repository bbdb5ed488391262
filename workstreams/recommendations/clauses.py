"""Clauses: what people point at. A text falls into them, each has a number, and an identity that outlives its words.

Numbers are those of the place, as in a law: headings count in their levels, and what stands below a heading counts on
from it (3, 3.1, 3.2, 3.2.1). Identity is told by likeness, for nobody marks a clause while writing: what was kept, or
moved as it was, stays the same clause; what was rewritten stays it where more of its words than not are there still.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from workstreams.markup.blocks import blocks_of

BODY_LENGTH = 200_000
#: More clauses than this are no recommendation, and nobody could answer comments on each.
MOST_CLAUSES = 500
#: From this likeness on, of the words of two texts, one is held for the other rewritten.
LIKE = 0.5
#: Paragraphs before the first heading of a text that has headings.
PREAMBLE = 0


@dataclass(frozen=True)
class Clause:
    """`number` as it is read, "3.2"; `source` its Markdown; `title` of a heading, else "". `identity` is None until it
    is known."""

    number: str
    source: str
    level: int
    title: str = ""
    identity: Hashable = None

    @property
    def is_heading(self):
        return self.level > 0


def clauses_of(text):
    """The clauses of a Markdown text, numbered, without identity."""
    blocks = blocks_of(text).blocks
    levels = sorted({block.level for block in blocks if block.is_heading})
    counted = _Counters(has_headings=bool(levels))
    return [
        Clause(
            counted.heading(levels.index(block.level) + 1) if block.is_heading else counted.paragraph(),
            block.source,
            block.level,
            block.title,
        )
        for block in blocks
    ]


class _Counters:
    """How many stand below each heading on the way to the last one: the numbers of that way, and of what comes next."""

    def __init__(self, *, has_headings):
        self.below = [0]
        self.preamble = 0 if has_headings else None

    def heading(self, depth):
        # A level that the text leaps over is no level.
        depth = min(depth, len(self.below))
        self.below = [*self.below[: depth - 1], self.below[depth - 1] + 1, 0]
        self.preamble = None
        return _number(self.below[:-1])

    def paragraph(self):
        if self.preamble is not None:
            self.preamble += 1
            return _number([PREAMBLE, self.preamble])
        self.below[-1] += 1
        return _number(self.below)


def _number(counters):
    return ".".join(str(counter) for counter in counters)


def matched(before, after):
    """The clauses of `after` with the identities that those of `before` have and they take over; None for what is new.
    Each identity is taken over once, and a heading stays a heading."""
    old, new = [_told_apart_by(clause) for clause in before], [_told_apart_by(clause) for clause in after]
    pairs = {}
    for a, b, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        pairs |= {b + step: a + step for step in range(size)}
    _pair_what_moved(pairs, old, new)
    _pair_what_was_rewritten(pairs, old, new)
    return [
        replace(clause, identity=before[pairs[place]].identity if place in pairs else None)
        for place, clause in enumerate(after)
    ]


def _told_apart_by(clause):
    """Its kind and its words. Where lines are broken, and what is a capital, does not count."""
    return clause.is_heading, tuple(clause.source.lstrip("# ").lower().split())


def _pair_what_moved(pairs, old, new):
    taken, places = set(pairs.values()), {}
    for place, key in enumerate(old):
        if place not in taken:
            places.setdefault(key, []).append(place)
    for place, key in enumerate(new):
        if place not in pairs and places.get(key):
            pairs[place] = places[key].pop(0)


def _pair_what_was_rewritten(pairs, old, new):
    """The likest first; of two equally like the one whose place changed least."""
    taken = set(pairs.values())
    likely = [
        (-likeness, abs(a - b), b, a)
        for b, (kind, words) in enumerate(new)
        if b not in pairs
        for a, (other_kind, other_words) in enumerate(old)
        if a not in taken and kind == other_kind
        if (likeness := Indel.normalized_similarity(words, other_words, score_cutoff=LIKE)) >= LIKE
    ]
    for _unlike, _moved, b, a in sorted(likely):
        if b not in pairs and a not in taken:
            pairs[b] = a
            taken.add(a)
