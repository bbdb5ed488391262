"""A text with what was asked for marked in it, as safe HTML: whole, or cut to the part that says most.

Marked is what search compares: small letters without accents, and signs without spaces between words as part of a run.
"""

from django.utils.html import escape
from django.utils.safestring import mark_safe

from workstreams.markup.terms import pieces

AROUND = 260  # characters of an excerpt
BEFORE = 60  # of them before the first mark, at most
MOST = 100  # places that are looked at to find the best part


def words_of(text):
    """The words of a text, those with spaces between them, as they are compared."""
    return {piece.folded for piece in pieces(text) if not piece.is_unspaced}


def places(text, words, runs):
    """Where in the text these `words` stand, and these `runs` of signs without spaces: [(begins, ends)], in order and
    apart from each other."""
    found = []
    for piece in pieces(text):
        if piece.is_unspaced:
            found += _in_run(piece, runs)
        elif piece.folded in words:
            found.append((piece.begins, piece.ends))
    return _apart(found)


def _in_run(piece, runs):
    as_typed = piece.ends - piece.begins == len(piece.folded)
    for run in runs:
        at = piece.folded.find(run)
        while at >= 0:
            yield (piece.begins + at, piece.begins + at + len(run)) if as_typed else (piece.begins, piece.ends)
            at = piece.folded.find(run, at + len(run))


def _apart(found):
    apart = []
    for begins, ends in sorted(found):
        if apart and begins <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(ends, apart[-1][1]))
        else:
            apart.append((begins, ends))
    return apart


def marked(text, found):
    """The whole text as safe HTML, with the places marked."""
    return _html(text, found, 0, len(text))


def excerpt(text, found):
    """The part of the text that holds most of the places, as safe HTML; its beginning where there is none. Cut between
    words, with an ellipsis where something is left out."""
    begins = _best_start(found)
    if begins + AROUND > len(text):
        begins = max(0, len(text) - AROUND)
    ends = min(len(text), begins + AROUND)
    # Scripts without spaces are cut where it falls.
    if begins and (gap := text.find(" ", begins, begins + BEFORE // 2)) >= 0:
        begins = gap + 1
    if ends < len(text) and (gap := text.rfind(" ", ends - BEFORE // 2, ends)) > begins:
        ends = gap
    before, after = "… " if begins else "", " …" if ends < len(text) else ""
    return mark_safe(f"{before}{_html(text, found, begins, ends)}{after}")  # noqa: S308 - all of it is escaped


def _best_start(found):
    best, most = 0, 0
    found = found[:MOST]
    for begins, _ends in found:
        start = max(0, begins - BEFORE)
        within = sum(start <= one and other <= start + AROUND for one, other in found)
        if within > most:
            best, most = start, within
    return best


def _html(text, found, begins, ends):
    parts, at = [], begins
    for first, last in found:
        if last <= begins or first >= ends:
            continue
        first, last = max(first, begins), min(last, ends)
        parts += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
        at = last
    return mark_safe("".join([*parts, escape(text[at:ends])]))  # noqa: S308 - all of it is escaped
