"""The figures as rows of a table that a spreadsheet opens."""

from workstreams.groups.sheet import sheet as table

HEAD = ["of", "counted", "from", "to", "sector", "number", "share", "largest", "index"]


def sheet(of, measures, *, unplaced):
    """The table as text in CSV: a line for each sector of each of `measures`, (what is counted, Spread, Span or None).

    `unplaced`: in what words a line names those without a sector. Shares and the index are between 0 and 1.
    """
    rows = []
    for counted, spread, span in measures:
        lead = [of, counted, (span and span.first) or "", (span and span.last) or ""]
        index = "" if spread.index is None else f"{spread.index:.3f}"
        for row in spread.rows:
            share = f"{row.share:.3f}" if spread.total else ""
            largest = row.level or ("yes" if row.is_largest else "")
            rows.append([*lead, row.sector.name, row.count, share, largest, index])
        if spread.unplaced:
            rows.append([*lead, unplaced, spread.unplaced, "", "", ""])
    return table(HEAD, rows)
