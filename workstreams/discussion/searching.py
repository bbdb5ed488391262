"""What a post is found by: its words, and for the first post of a thread its title, which weighs more."""

from django.contrib.postgres.search import SearchVector
from django.db.models import TextField, Value

from workstreams.markup.language import language_of
from workstreams.markup.sanitising import words
from workstreams.markup.terms import TERMS_VERSION, configuration, terms

# A tsvector holds a megabyte at most; no text that is allowed comes near, whatever is in it.
LONGEST = 100_000


def found_by(html, *, title=""):
    """The fields of a post by which it is found, for whoever writes one: its language, its searchable words, and by
    which rules they were made. `html`: the rendered text; `title`: the thread's, for its first post alone."""
    language = language_of(words(html, quoted=False) or words(html))
    return {
        "language": language,
        "search": searchable(words(html), title=title, language=language),
        "search_version": TERMS_VERSION,
    }


def searchable(words, *, title="", language=""):
    """An expression for `Post.search`. `words`: the text without its marks; `language`: ISO 639-1, or ""."""
    config = configuration(language)

    def vector(text, weight):
        value = Value(terms(text, language)[:LONGEST], output_field=TextField())
        return SearchVector(value, config=config, weight=weight)

    said = vector(words, "B")
    return vector(title, "A") + said if title else said
