"""Comments as a table for a spreadsheet, and what such a table says of them. Values in, values out."""

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

HEAD = [
    *("comment", "revision", "clause", "author", "sector", "organisation", "said", "text", "proposed"),
    *("outcome", "reason", "duplicate_of"),
]
#: Larger tables are refused before they are read whole.
LARGEST = 5 * 1024 * 1024
MOST_LINES = 10_000


@dataclass(frozen=True)
class Decision:
    """What a line says became of a comment. `line` is its number in the file."""

    line: int
    comment: int
    outcome: str
    reason: str = ""
    duplicate_of: int | None = None


class Unreadable(ValueError):
    """The table as a whole, or a line of it, cannot be read. The message says where and why."""


def decisions_of(text, *, outcomes):
    """The lines that say what became of a comment; those with an empty outcome say nothing. Raises Unreadable.

    Commas and semicolons are understood; columns are found by their names, and those that are not ours are left alone.
    """
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    except csv.Error as problem:
        raise Unreadable(_("Line %(n)d cannot be read as CSV.") % {"n": 1}) from problem
    if missing := [name for name in ("comment", "outcome") if name not in names]:
        raise Unreadable(_("The column %(name)s is missing in the first line.") % {"name": missing[0]})
    found, seen = [], set()
    try:
        for row in reader:
            one = _decision(row, names, reader.line_num, outcomes)
            if one and one.comment in seen:
                raise Unreadable(_("Line %(n)d: this comment stands in the table twice.") % {"n": one.line})
            if one:
                seen.add(one.comment)
                found.append(one)
            if reader.line_num > MOST_LINES * 100 or len(found) > MOST_LINES:
                raise Unreadable(_("More than %(n)d comments fit in no table.") % {"n": MOST_LINES})
    except csv.Error as problem:
        raise Unreadable(_("Line %(n)d cannot be read as CSV.") % {"n": reader.line_num}) from problem
    return found


def table_of(decisions):
    """The same decisions as a table of their own, without the columns that are not ours: a page sends it back, and a
    form takes less than a file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["comment", "outcome", "reason", "duplicate_of"])
    writer.writerows([one.comment, one.outcome, one.reason, one.duplicate_of or ""] for one in decisions)
    return out.getvalue()


def _decision(row, names, line, outcomes):
    given = {name: _plain(row.get(names[name])) for name in names if name in HEAD}
    outcome = given.get("outcome", "").lower()
    if not outcome:
        return None
    if outcome not in outcomes:
        said = {"n": line, "said": outcome[:40], "known": ", ".join(outcomes)}
        raise Unreadable(_("Line %(n)d: “%(said)s” is no outcome. There are: %(known)s.") % said)
    comment, other = _number(given["comment"]), _number(given.get("duplicate_of", ""))
    if comment is None:
        raise Unreadable(_("Line %(n)d: the number of the comment is missing.") % {"n": line})
    if given.get("duplicate_of") and other is None:
        raise Unreadable(_("Line %(n)d: “duplicate_of” is no number.") % {"n": line})
    return Decision(line, comment, outcome, given.get("reason", ""), other if outcome == "duplicate" else None)


def _plain(cell):
    """The cell without the apostrophe that kept a spreadsheet from reading it as a formula."""
    text = (cell or "").strip()
    return text[1:] if text[:1] == "'" and text[1:].lstrip()[:1] in set("=+-@\t\r\n") else text


def _number(cell):
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) <= 18 else None
