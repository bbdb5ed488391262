"""A text as it is searched: words in small letters without accents, and scripts that put no spaces between words in
pairs of signs.

What is searched and what is asked for both go through here, so that they meet; and what is found is marked by the same
rule. Words never hold anything but letters, marks and figures, so that PostgreSQL's parser has nothing to interpret.
"""

import functools
import re
import unicodedata
from typing import NamedTuple

# Rises whenever the same text would be indexed otherwise, so that stale posts can be told from fresh ones.
TERMS_VERSION = 1

# PostgreSQL's text search configurations by ISO 639-1; whatever has none is searched word by word, as "simple" does.
CONFIGURATIONS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish", "nl": "dutch", "en": "english",
    "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian",
    "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
SIMPLE = "simple"
# Endings that PostgreSQL's stemmers know with their accent alone. All accents are taken off, and these are put back: so
# singular and plural meet, however they were typed.
_ENDINGS = {
    "ca": {"cio": "ció", "sio": "sió"},
    "es": {"cion": "ción", "sion": "sión"},
    "pt": {"cao": "ção", "coes": "ções"},
}

# Han, kana, bopomofo and hangul; Thai, Lao, Burmese and Khmer.
_UNSPACED = re.compile(
    "[\u3005-\u3007\u3041-\u30ff\u3105-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff]+"
)
# Marks that sit on Latin, Greek and Cyrillic letters. In other scripts a mark is part of the word, and so is the one
# that makes й of и, by which Russian endings are known.
_ACCENTS = re.compile("(?<![иИ])\u0306|[\u0300-\u0305\u0307-\u036f]")
# Letters that Unicode takes for no variants of another, though people type the other.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


class _Gaps(dict):
    """Every sign that belongs to no word, as a space: sign for sign, so that places in a text stay what they are."""

    def __missing__(self, code):
        sign = chr(code)
        kind = unicodedata.category(sign)
        self[code] = code if kind[0] in "LMN" or (kind == "Cf" and sign != "\u200b") else " "
        return self[code]


_GAPS = _Gaps()
_RUN = re.compile(r"\S+")


class Piece(NamedTuple):
    """A word, or a run of signs without spaces between words. `begins` and `ends` are its place in the text, `folded`
    is how it is searched, sign for sign where `is_unspaced`."""

    begins: int
    ends: int
    folded: str
    is_unspaced: bool


def configuration(language):
    """The name of the text search configuration for a language, "simple" where there is none."""
    return CONFIGURATIONS.get(language, SIMPLE)


def pieces(text):
    """The words of a text with their places, in order."""
    for found in _RUN.finditer(text.translate(_GAPS)):
        run = found[0]
        if run.isascii():
            yield Piece(found.start(), found.end(), run.lower(), False)
        else:
            yield from _pieces_of(run, found.start())


def terms(text, language=""):
    """The words of a text as they are indexed in a language, with spaces between them. Signs without spaces between
    words are given as pairs, and the last sign of a run alone, so that any part of a run is found by the pairs it has.
    """
    return " ".join(spelt(term, language) for piece in pieces(text) for term in _terms_of(piece))


def spelt(word, language):
    """A word without accents as it is given to the stemmer of a language."""
    for plain, ending in _ENDINGS.get(language, {}).items():
        if word.endswith(plain):
            return word.removesuffix(plain) + ending
    return word


def phrase(text):
    """The words of a text as they are asked for, next to each other and in this order. A sign that stands alone may
    begin any pair: it ends in "*"."""
    found = list(pieces(text))
    asked = [term for piece in found[:-1] for term in _terms_of(piece)]
    for piece in found[-1:]:
        if piece.is_unspaced:
            signs = _signs(piece.folded)
            asked += _pairs(signs) or [f"{signs[0]}*"]
        else:
            asked.append(piece.folded)
    return asked


def fold(text):
    """The text in small letters without accents, as words are compared."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    plain = unicodedata.normalize("NFC", _ACCENTS.sub("", apart)).casefold().translate(_PLAIN)
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")


@functools.lru_cache(maxsize=20_000)
def _folded(run):
    return fold(run)


def _pieces_of(run, begins):
    folded = _folded(run)
    ends = begins + len(run)
    as_typed = len(folded) == len(run)
    for part in _RUN.finditer(folded.translate(_GAPS)):
        at = 0
        for found in _UNSPACED.finditer(part[0]):
            if found.start() > at:
                yield _piece(part, at, found.start(), begins, ends, as_typed, False)
            yield _piece(part, found.start(), found.end(), begins, ends, as_typed, True)
            at = found.end()
        if at < len(part[0]):
            yield _piece(part, at, len(part[0]), begins, ends, as_typed, False)


def _piece(part, first, last, begins, ends, as_typed, is_unspaced):
    # Where letters became more or fewer, the whole run is the place.
    if as_typed:
        begins, ends = begins + part.start() + first, begins + part.start() + last
    return Piece(begins, ends, part[0][first:last], is_unspaced)


def _terms_of(piece):
    if not piece.is_unspaced:
        return [piece.folded]
    signs = _signs(piece.folded)
    return [*_pairs(signs), signs[-1]]


def _pairs(signs):
    return [signs[at] + signs[at + 1] for at in range(len(signs) - 1)]


def _signs(run):
    """The signs of a run, each with the marks that stand on it."""
    signs = []
    for sign in run:
        if signs and unicodedata.category(sign)[0] == "M":
            signs[-1] += sign
        else:
            signs.append(sign)
    return signs
