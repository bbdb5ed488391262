"""The figures as rows of a table that a spreadsheet opens."""

import csv
import io

HEAD = ["of", "counted", "from", "to", "sector", "number", "share", "largest", "index"]
#: A cell that begins with one of these would be worked out by a spreadsheet, not shown.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def inert(text):
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula. Spaces do not hide it."""
    text = str(text)
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def sheet(of, measures, *, unplaced):
    """The table as text in CSV: a line for each sector of each of `measures`, (what is counted, Spread, Span or None).

    `unplaced`: in what words a line names those without a sector. Shares and the index are between 0 and 1.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for counted, spread, span in measures:
        lead = [inert(of), inert(counted), (span and span.first) or "", (span and span.last) or ""]
        index = "" if spread.index is None else f"{spread.index:.3f}"
        for row in spread.rows:
            share = f"{row.share:.3f}" if spread.total else ""
            writer.writerow(
                [*lead, inert(row.sector.name), row.count, share, row.level or ("yes" if row.is_largest else ""), index]
            )
        if spread.unplaced:
            writer.writerow([*lead, inert(unplaced), spread.unplaced, "", "", ""])
    return out.getvalue()
