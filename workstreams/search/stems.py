"""How PostgreSQL reads what was asked, in each language that it knows. One question, whatever was asked; no rows."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import Case, F, FloatField, Q, Value, When

from portal.stencils import Shelf
from workstreams.markup.marking import words_of
from workstreams.markup.terms import CONFIGURATIONS, configuration, spelt

_READ = """
    SELECT n, language, to_tsquery(config::regconfig, query)::text, to_tsquery(config::regconfig, wanted)::text,
        tsvector_to_array(to_tsvector(config::regconfig, words))
    FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        AS asked (n, language, config, query, wanted, words)
"""
_ALIKE = """
    SELECT language, word FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])
        AS said (language, config, word, spelt)
    WHERE tsvector_to_array(to_tsvector(config::regconfig, spelt)) && %s::text[]
"""
# What matches is the longer part of a title, then of the words; a long text is no better for saying it more often.
_WEIGHTS = [0.1, 0.2, 0.4, 1.0]
_BY_LENGTH = 1
# A reading weighs a few kilobytes, most of it for the languages.
_readings = Shelf(300)
# Languages whose words may begin otherwise than their stems.
_CHANGE_AT_THE_BEGINNING = {"ar", "id", "ga", "ne", "nl", "ta"}


class Lexemes(SearchQuery):
    """A query that PostgreSQL has read before: nothing in it is stemmed or left out once more."""

    template = "CAST(%(expressions)s AS tsquery)"


@dataclass(frozen=True)
class Part:
    """What was asked, as it reads in some languages alike: in full, and what is wanted alone."""

    languages: frozenset
    is_simple: bool
    query: str
    wanted: str


@dataclass(frozen=True)
class Reading:
    """What was asked, in all languages. `stems`: those of the words that are wanted, of any language; `is_common`:
    whether in some language all of them are words like "the" and "of", which stand in every text."""

    asked: object
    parts: tuple
    stems: frozenset
    is_common: bool

    @property
    def is_empty(self):
        """Whether there is nothing to look for in any language."""
        return not self.parts

    def condition(self):
        """The posts that say it: each is asked in the language that it is indexed in."""
        found = Q(pk__in=[])
        for part in self.parts:
            found |= self._spoken(part) & Q(search=Lexemes(part.query))
        return found

    def rank(self):
        """How much of a post that was found is about it, as an expression."""
        if len(self.parts) == 1:
            return self._rank(self.parts[0])
        cases = [When(self._spoken(part), then=self._rank(part)) for part in self.parts]
        return Case(*cases, default=Value(0.0), output_field=FloatField())

    @staticmethod
    def _rank(part):
        wanted = Lexemes(part.wanted)
        return SearchRank(F("search"), wanted, weights=_WEIGHTS, normalization=_BY_LENGTH, cover_density=True)

    @staticmethod
    def _spoken(part):
        if part.is_simple:
            # Also whatever language has no configuration of its own, and what could not be told.
            others = CONFIGURATIONS.keys() - part.languages
            return ~Q(language__in=sorted(others)) if others else Q()
        return Q(language__in=sorted(part.languages))


def read(several):
    """What each of several `Asked` is in all languages: a Reading for each. One question to the database."""
    several = list(several)
    rows = [
        (n, language, configuration(language), *asked.as_query(language), _spelt(asked.words, language))
        for n, asked in enumerate(several)
        for language in [*CONFIGURATIONS, ""]
    ]
    with connection.cursor() as cursor:
        cursor.execute(_READ, [list(column) for column in zip(*rows, strict=True)] or [[]] * 6)
        found = cursor.fetchall()
    return [_reading(asked, [row[1:] for row in found if row[0] == n]) for n, asked in enumerate(several)]


def read_one(asked):
    """The Reading of one. How PostgreSQL reads words does not change while it runs, so each is read once a process."""
    return _readings.get(asked, lambda: read([asked])[0])


def _spelt(words, language):
    return " ".join(spelt(word, language) for word in sorted(words))


def _reading(asked, rows):
    together, stems = {}, set()
    for language, query, wanted, found in rows:
        stems.update(found)
        # Without a word that is wanted, an exclusion alone would find everything else.
        if wanted:
            together.setdefault((query, wanted), set()).add(language)
    parts = [
        Part(frozenset(languages - {""}), "" in languages, query, wanted)
        for (query, wanted), languages in together.items()
    ]
    return Reading(asked, tuple(parts), frozenset(stems), not all(wanted for _language, _query, wanted, _stems in rows))


def alike(texts, reading):
    """Which words of these texts are what was asked, whatever their endings: [(text, language)] in, a set of words for
    each out. One question to the database at most."""
    beginnings = {stem[:2] for stem in reading.stems}
    said = [(language if language in CONFIGURATIONS else "", words_of(text)) for text, language in texts]
    exactly = reading.asked.words
    in_doubt = {
        (language, word)
        for language, words in said
        for word in words - exactly
        if language and (word[:2] in beginnings or language in _CHANGE_AT_THE_BEGINNING)
    }
    found = set()
    if in_doubt and reading.stems:
        rows = [(language, configuration(language), word, spelt(word, language)) for language, word in in_doubt]
        with connection.cursor() as cursor:
            cursor.execute(_ALIKE, [*map(list, zip(*rows, strict=True)), list(reading.stems)])
            found = set(cursor.fetchall())
    return [{word for word in words if word in exactly or (language, word) in found} for language, words in said]
