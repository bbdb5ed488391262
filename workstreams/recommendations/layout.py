"""A revision as a page shows it: clause by clause, each with its number, its words and what hangs on it.

What hangs on a clause belongs to upper floors (comments, objections): they say so by settings.CLAUSE_NOTES. What they
have to say about the document as a whole they say by settings.DOCUMENT_PARTS.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext

from workstreams.markup.blocks import blocks_of
from workstreams.markup.rendering import render
from workstreams.recommendations.clauses import BODY_LENGTH, MOST_CLAUSES, clauses_of
from workstreams.recommendations.models import ClauseText, Quote

_HEADING = re.compile(r"\A\s*<h[1-6][^>]*>(.*)</h[1-6]>\s*\Z", re.S)


@dataclass(frozen=True)
class Note:
    """A line in the margin of a clause: a link, in few words. `is_hot`: the clause is under objection."""

    text: str
    url: str
    is_hot: bool = False


@dataclass(frozen=True)
class Part:
    """What an upper floor shows on a document's page. `place`: "meta" (a link beside the revision), "above" the text,
    or "aside"; `template` is included with `content` as `part`."""

    place: str
    template: str
    content: object = None


@dataclass(frozen=True)
class PublishedAs:
    """What was published of a document last: its number and version, and where it is read."""

    name: str
    url: str
    is_in_force: bool


@dataclass(frozen=True)
class Shown:
    """A clause on a page. `html` is safe; of a heading, whose level on the page is `heading`, its words alone. `anchor`
    is the same in every revision."""

    clause_id: int
    number: str
    html: str
    heading: int
    url: str
    notes: list = field(default_factory=list)

    @property
    def anchor(self):
        return f"clause-{self.clause_id}"

    @property
    def is_hot(self):
        return any(note.is_hot for note in self.notes)


def shown_clauses(revision, user, *, only=None):
    """The clauses of a revision as this reader sees them, in order; `only`: ids of some. Two queries, and what the
    notes of upper floors take: each asks once for the whole revision."""
    texts = ClauseText.objects.visible_to(user).filter(revision=revision).in_order()
    if only is not None:
        texts = texts.filter(clause__in=only)
    notes = notes_of(revision, user)
    return [shown(text, _page_of(text, revision), notes.get(text.clause_id, [])) for text in texts]


def shown(text, url, notes):
    """One clause of a revision on a page; its number leads to `url`."""
    level = _level(text.number, text.level)
    return Shown(text.clause_id, text.number, _words(text.html, level), level, url, notes)


def previewed(body):
    """The clauses of a text that is not kept yet, as the page would show them; of one that is too long its beginning,
    for it is not kept."""
    body = body[:BODY_LENGTH]
    definitions = blocks_of(body).definitions
    found = []
    for clause in clauses_of(body)[:MOST_CLAUSES]:
        level = _level(clause.number, clause.level)
        html = render(clause.source, definitions=definitions)
        found.append(Shown(0, clause.number, _words(html, level), level, ""))
    return found


def notes_of(revision, user):
    """{clause id: its notes}: those of upper floors first, and last from how many posts it came."""
    found = {}
    for name in settings.CLAUSE_NOTES:
        for clause_id, notes in import_string(name)(revision, user).items():
            found.setdefault(clause_id, []).extend(notes)
    document = revision.recommendation
    quotes = Quote.objects.visible_to(user).filter(clause__recommendation=document).values_list("clause", "post")
    sources = Counter(clause for clause, _post in set(quotes.order_by()))
    for clause_id, count in sources.items():
        url = reverse("recommendation_clause", args=[document.place, document.pk, clause_id])
        text = ngettext("From %(n)d post", "From %(n)d posts", count) % {"n": count}
        found.setdefault(clause_id, []).append(Note(text, url))
    return found


def parts_of(recommendation, revision, user):
    """{place: parts} of upper floors on this document's page."""
    found = {"meta": [], "above": [], "aside": []}
    for name in settings.DOCUMENT_PARTS:
        for part in import_string(name)(recommendation, revision, user):
            found[part.place].append(part)
    return found


def with_publications(documents):
    """These documents, each with what was published of it last as `published_as`, or None. One query."""
    found = import_string(settings.PUBLISHED_AS)([document.pk for document in documents])
    for document in documents:
        document.published_as = found.get(document.pk)
    return documents


def _page_of(text, revision):
    document = revision.recommendation
    return reverse("recommendation_clause", args=[document.place, document.pk, text.clause_id])


def _level(number, typed):
    """The level of a heading on the page, below its h2, whatever was typed: as deep as its number. 0: no heading."""
    return min(3 + number.count("."), 6) if typed else 0


def _words(html, level):
    heading = _HEADING.match(html) if level else None
    return mark_safe(heading[1] if heading else html)  # noqa: S308 - rendered and sanitised when it was written
