"""Taking a person out of a text, and how many must share a cell before it names nobody. Values in, values out."""

import html
import json
import re
import unicodedata

# Fewer members than this in a cell (of a sector, of an organisation) and the cell names them.
SMALLEST_CELL = 3

# Between the parts of a name: spaces, line ends, what quotes a mail and what marks a word in Markdown.
_BETWEEN = r"(?:[\s\u00a0]|[>*_~|\\]|&nbsp;)+"
# The at sign, and what archives and transports write instead of it.
_AT = r"(?:@|%40|=40|&#64;|&#x40;|\s*[\[(]\s*at\s*[\])]\s*|\s+at\s+)"


def shared_by_enough(others):
    """Whether a cell that so many others share may stay beside what somebody said who is erased."""
    return others >= SMALLEST_CELL


class Effacer:
    """Replaces a person's name and addresses, wherever they stand in a text, by `instead`.

    A name of several words is found in any case, over line ends, and turned round ("Kahale, Leilani"). A name of one
    word is found as it is written alone, for it may be a word of the language too. Parts of a longer name stay: they
    are other people's as well. An address is found in any case and in the forms that mail archives give it.

    `hints`: strings of which every text that names the person holds one, in any case, for a quick look beforehand.
    """

    def __init__(self, *, names=(), addresses=(), instead):
        self.instead = instead
        patterns, hints = [], set()
        for address in sorted({address.strip() for address in addresses if address}, key=len, reverse=True):
            local, _at, domain = address.rpartition("@")
            hints.add(local.lower())
            patterns.append(rf"(?i:(?<![\w.+-]){re.escape(local)}{_AT}{re.escape(domain)}(?![\w-]))")
        for written in (form for name in names for form in _forms(name)):
            patterns += _patterns(written.split())
            hints.add(max(written.split(), key=len).lower())
        self.hints = sorted(hints)
        self._pattern = re.compile("|".join(sorted(set(patterns)))) if patterns else None

    def __call__(self, text):
        """The text without the person. The very same text where it does not name them."""
        return self._pattern.sub(lambda _found: self.instead, text) if self._pattern and text else text

    def names(self, text):
        """Whether the text names the person."""
        return bool(self._pattern and text and self._pattern.search(text))

    def within(self, value):
        """The same for whatever a column may hold: texts, and lists and dicts of them."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, list | tuple):
            return [self.within(one) for one in value]
        if isinstance(value, dict):
            return {self.within(key): self.within(one) for key, one in value.items()}
        return value


def _forms(name):
    """The name in both normal forms, and as it stands in HTML and in JSON."""
    if not name.strip():
        return set()
    composed = unicodedata.normalize("NFC", name)
    return {composed, unicodedata.normalize("NFD", name), html.escape(composed), json.dumps(composed)[1:-1]}


def _patterns(words):
    if len(words) == 1:
        return [rf"(?<!\w){re.escape(words[0])}(?!\w)"]
    straight = _BETWEEN.join(map(re.escape, words))
    turned = re.escape(words[-1]) + r"," + _BETWEEN + _BETWEEN.join(map(re.escape, words[:-1]))
    return [rf"(?i:(?<!\w){straight}(?!\w))", rf"(?i:(?<!\w){turned}(?!\w))"]
