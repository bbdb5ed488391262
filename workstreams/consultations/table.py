"""The table of all comments on a document: narrowed by what its readers ask, page by page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count

from workstreams.consultations.models import Comment, Disposition
from workstreams.consultations.querysets import OPEN
from workstreams.consultations.rows import rows_of

A_PAGE = 50
#: What one may ask for, beside what became of a comment.
STATES = [OPEN, *Disposition.Outcome.values]


@dataclass(frozen=True)
class Page:
    """`first`, `earlier` and `later`: the end of an address, "" where there is none."""

    rows: list
    first: str = ""
    earlier: str = ""
    later: str = ""


def comments_on(recommendation, user):
    """Those on a document that this reader may read and that are to be disposed of."""
    return Comment.objects.visible_to(user).of_document(recommendation).on_top()


def narrowed(comments, *, clause=None, sector=None, state="", whole=False):
    """Those on one clause or on the `whole`, of one sector, in one state."""
    if whole:
        comments = comments.filter(clause=None)
    if clause:
        comments = comments.filter(clause=clause)
    if sector:
        comments = comments.filter(sector=sector)
    return comments.in_state(state) if state else comments


def tallied(comments):
    """{(sector id or None, what became of them or OPEN): how many comments}. One query."""
    rows = comments.order_by().values_list("sector", "disposition__outcome").annotate(n=Count("pk"))
    return {(sector, outcome or OPEN): n for sector, outcome, n in rows}


def states_of(tally):
    """{state: how many comments}, with the sum under "", of what was `tallied`."""
    found = {"": sum(tally.values())} | dict.fromkeys(STATES, 0)
    for (_sector, state), n in tally.items():
        found[state] += n
    return found


def page_of(comments, user, asked, *, reads_hidden=False, with_answers=False, size=A_PAGE):
    """A page of these comments, in the order in which they came. `asked`: what the address says, of which `after` and
    `before` are numbers of comments: no page is dearer for standing far behind. Three queries."""
    after, before = (_number(asked.get(name)) for name in ("after", "before"))
    kept = {name: asked[name] for name in asked if name not in {"after", "before"} and asked[name]}
    if before:
        numbers = comments.filter(pk__lt=before).order_by("-pk")[: size + 1]
    else:
        numbers = comments.filter(pk__gt=after or 0).in_order()[: size + 1]
    # The page is cut before anything is joined to it: however little the database knows of the table, that is cheap.
    found = Comment.objects.filter(pk__in=numbers.values("pk")).words_for(user, reads_hidden=reads_hidden)
    rows = list(found.with_people().in_order())
    if before:
        more_before, more_after = len(rows) > size, True
        rows = rows[-size:]
    else:
        more_before, more_after = bool(after), len(rows) > size
        rows = rows[:size]
    drawn = rows_of(rows, user, reads_hidden=reads_hidden, with_answers=with_answers)
    return Page(
        rows=drawn,
        first=_end(kept) if rows and more_before else "",
        earlier=_end(kept, before=rows[0].pk) if rows and more_before else "",
        later=_end(kept, after=rows[-1].pk) if rows and more_after else "",
    )


def _number(text):
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0


def _end(kept, **more):
    return f"?{urlencode({**kept, **more})}"
