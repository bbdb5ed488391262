"""Rows as a table for a spreadsheet (CSV), in which nothing that a member wrote can be taken for a formula."""

import csv
import io

#: With these a spreadsheet begins a formula; after an apostrophe it shows the text.
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")


def sheet(head, rows):
    """The table as text. It begins with a mark by which spreadsheets know that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([[inert(cell) for cell in row] for row in rows])
    return "\ufeff" + out.getvalue()


def lines(head, rows):
    """The same table line by line, for one that is too long to be held at once."""
    yield "\ufeff"
    writer = csv.writer(_Echo())
    yield writer.writerow([str(cell) for cell in head])
    for row in rows:
        yield writer.writerow([inert(cell) for cell in row])


class _Echo:
    """What a csv.writer writes into, and gives back."""

    def write(self, line):
        return line


def inert(cell):
    """The cell as text, with an apostrophe before it where a spreadsheet would take it for a formula. Spaces do not
    hide it."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_BEGINS) or text.lstrip().startswith(FORMULA_BEGINS) else text
