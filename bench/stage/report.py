"""What was measured, as the tables of bench/RESULTS.md."""

from datetime import date

# What the pages are to stay within (issue: "Speed to reach").
STATEMENTS = {"signed in": 6, "anonymous": 4}
MEMORY, PAGE, ASSETS, PAINT, SIZE = 1.8, 50_000, 60_000, 1.0, 1.2


def verdict(reached):
    return "yes" if reached else "**no**"


def speeds(compared):
    """The table of pages: one line for each page and reader."""
    rows = [
        [
            one.page.name,
            one.reader,
            f"{one.middle('rate'):.1f}",
            f"{one.middle('rate', 'theirs'):.1f}",
            f"**{one.ratio:.2f}**",
            f"{min(one.ratios):.2f} to {max(one.ratios):.2f}",
            f"{one.by_work:.2f}",
            f"{one.target:.1f}" if one.target else "",
            verdict(one.ratio >= one.target) if one.target else "",
            f"{one.middle('p50'):.0f} / {one.middle('p99'):.0f}",
            f"{one.middle('p50', 'theirs'):.0f} / {one.middle('p99', 'theirs'):.0f}",
        ]
        for one in compared
    ]
    head = "page | reader | portal, requests/s | limit, requests/s | ratio | of the rounds | by work | target | reached"
    return table(f"{head} | portal, p50 / p99 ms | limit, p50 / p99 ms", rows)


def weights(weighed):
    """`weighed`: [(page, reader, statements, bytes)]"""
    rows = []
    for page, reader, statements, size in weighed:
        within = statements <= STATEMENTS[reader] and size <= PAGE
        rows.append([page, reader, str(statements), str(STATEMENTS[reader]), f"{size / 1000:.1f}", verdict(within)])
    return table(f"page | reader | SQL statements | at most | kB of HTML, at most {PAGE // 1000} | reached", rows)


def sizes(measured):
    """`measured`: [(page, statements, milliseconds, ratio to the thread of 50)]"""
    rows = [
        [page, str(statements), f"{took:.1f}", f"{ratio:.2f}", verdict(ratio <= SIZE)]
        for page, statements, took, ratio in measured
    ]
    return table(f"page | SQL statements | ms | beside the thread of 50, at most {SIZE} | reached", rows)


def table(head, rows):
    titles = head.split(" | ")
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def whole(*, facts, data, tool, settings, parts):
    """The text of RESULTS.md. `facts`: [(what, value)] of the machine; `parts`: [(heading, text)]."""
    said = "\n".join(f"- {what}: {value}" for what, value in facts)
    made = (
        f"{data['members']:,} members, {data['all_threads']:,} threads, {data['posts']:,} posts; a search for "
        f"“{' '.join(data['words'])}” finds {data['found']:,} posts"
    )
    blocks = [
        "# What `make bench` measured",
        f"Written by `bench/forum.py` on {date.today():%-d %B %Y}. [README.md](README.md) says what each figure is, "
        "and what the limit is.",
        f"{said}\n- data: {made}\n- load: {tool}, {settings}",
        *(f"## {heading}\n\n{text}" for heading, text in parts),
    ]
    return "\n\n".join(blocks) + "\n"
