"""What a post is found by: its words, and for the first post of a thread its title, which weighs more."""

from django.contrib.postgres.search import SearchVector
from django.db.models import TextField, Value

from workstreams.markup.terms import configuration, terms

# A tsvector holds a megabyte at most; no text that is allowed comes near, whatever is in it.
LONGEST = 100_000


def searchable(words, *, title="", language=""):
    """An expression for `Post.search`. `words`: the text without its marks; `language`: ISO 639-1, or ""."""
    config = configuration(language)

    def vector(text, weight):
        value = Value(terms(text)[:LONGEST], output_field=TextField())
        return SearchVector(value, config=config, weight=weight)

    said = vector(words, "B")
    return vector(title, "A") + said if title else said
