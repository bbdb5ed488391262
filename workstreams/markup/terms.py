"""A text as it is searched: letters without accents, and scripts that put no spaces between words in pairs.

Both what is searched and what is asked for go through here, so that they meet.
"""

import re
import unicodedata

# PostgreSQL's text search configurations by ISO 639-1; whatever has none is searched word by word, as "simple" does.
CONFIGURATIONS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish", "nl": "dutch", "en": "english",
    "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian",
    "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
SIMPLE = "simple"

_WITHOUT_SPACES = re.compile("[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
# Marks that sit on Latin, Greek and Cyrillic letters. In other scripts a mark is part of the word.
_ACCENTS = re.compile("[\u0300-\u036f]")


def configuration(language):
    """The name of the text search configuration for a language, "simple" where there is none."""
    return CONFIGURATIONS.get(language, SIMPLE)


def terms(text):
    """The text with accents taken off and every run of Chinese, Japanese or Korean given as pairs of characters."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return _WITHOUT_SPACES.sub(_pairs, unicodedata.normalize("NFC", plain))


def _pairs(found):
    run = found[0]
    pairs = [run[at : at + 2] for at in range(len(run) - 1)] or [run]
    return f" {' '.join(pairs)} "
