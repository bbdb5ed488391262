"""What changed between two revisions, clause by clause. Rows in, values out."""

from dataclasses import dataclass

from workstreams.markup.differences import Difference, Patience, difference

SAME, CHANGED, ADDED, TAKEN_OUT = "same", "changed", "added", "out"


@dataclass(frozen=True)
class Change:
    """What became of a clause. `number` is the one it has now, or had before it was taken out; `was` the earlier one
    where it differs, else "". `has_moved`: it changed its place among those that stayed."""

    kind: str
    clause_id: int
    number: str
    was: str
    difference: Difference
    has_moved: bool = False

    @property
    def is_seen(self):
        """Whether there is anything to look at: a number that only counts on because another came before is none."""
        return self.kind != SAME or self.has_moved


@dataclass(frozen=True)
class Changes:
    """All clauses in the order of the newer text, what was taken out standing where it stood."""

    clauses: list

    def of(self, kind):
        return [one for one in self.clauses if one.kind == kind]

    @property
    def seen(self):
        return [one for one in self.clauses if one.is_seen]

    @property
    def rewritten(self):
        return len(self.of(CHANGED))

    @property
    def added(self):
        return len(self.of(ADDED))

    @property
    def taken_out(self):
        return len(self.of(TAKEN_OUT))

    @property
    def moved(self):
        return sum(one.has_moved for one in self.clauses)


def compared(before, after):
    """Compare the clauses of two revisions, each a list of ClauseText in order."""
    old = {text.clause_id: text for text in before}
    new = {text.clause_id for text in after}
    stays = _stays_in_order(
        [text.clause_id for text in before], [text.clause_id for text in after if text.clause_id in old]
    )
    out = _taken_out_after(before, new)
    rows, patience = [_taken_out(text) for text in out.get(None, ())], Patience()
    for text in after:
        rows.append(_change(old.get(text.clause_id), text, stays, patience))
        rows += [_taken_out(gone) for gone in out.get(text.clause_id, ())]
    return Changes(rows)


def _change(was, text, stays, patience):
    if was is None:
        return Change(ADDED, text.clause_id, text.number, "", difference("", text.source))
    between = patience.difference(was.source, text.source)
    kind = SAME if was.source == text.source else CHANGED
    earlier = was.number if was.number != text.number else ""
    return Change(kind, text.clause_id, text.number, earlier, between, has_moved=text.clause_id not in stays)


def _taken_out(text):
    return Change(TAKEN_OUT, text.clause_id, text.number, "", difference(text.source, ""))


def _taken_out_after(before, new):
    """{clause that stayed, or None for the beginning: those that stood after it and were taken out}."""
    out, last = {}, None
    for text in before:
        if text.clause_id in new:
            last = text.clause_id
        else:
            out.setdefault(last, []).append(text)
    return out


def _stays_in_order(before, after):
    """The longest run of clauses that kept their order among each other; the others were moved."""
    place = {clause: index for index, clause in enumerate(before)}
    best = []  # best[i]: (length of the longest run that ends at i, where it came from)
    for index, clause in enumerate(after):
        runs = [(best[one][0], one) for one in range(index) if place[after[one]] < place[clause]]
        length, origin = max(runs, default=(0, None), key=lambda run: run[0])
        best.append((length + 1, origin))
    kept, index = set(), max(range(len(best)), key=lambda one: best[one][0], default=None)
    while index is not None:
        kept.add(after[index])
        index = best[index][1]
    return kept
