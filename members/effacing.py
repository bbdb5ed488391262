"""Taking a person out of a text, and how many must share a cell before it names nobody. Values in, values out."""

import html
import json
import re
import unicodedata

from django.utils.text import slugify

from members import likeness

# Fewer members than this in a cell (of a sector, of an organisation) and the cell names them.
SMALLEST_CELL = 3

# Between the parts of a name: spaces, line ends, what quotes a mail, what marks a word in Markdown, and what joins
# words in the address of a page or of a person.
_BETWEEN = r"(?:[\s>*_~|\\.+-]|&nbsp;|%20)+"
# What may not stand beside a name, for then it is part of a longer one. A low line may: it marks a word in Markdown.
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_SPACE = re.compile(r"\s|&nbsp;|%20")
_APOSTROPHES = "'’‘ʼ`´"
_APOSTROPHE = rf"(?:[{_APOSTROPHES}]|&\#x27;|&\#39;|&rsquo;|%27)"
# The at sign, and what archives and transports write instead of it.
_AT = r"(?:@|%40|=40|&#64;|&#x40;|\s*[\[(]\s*at\s*[\])]\s*|\s+at\s+)"


def shared_by_enough(others):
    """Whether a cell that so many others share may stay beside what somebody said who is erased."""
    return others >= SMALLEST_CELL


class Effacer:
    """Replaces a person's name and addresses, wherever they stand in a text, by `instead`.

    A name of several words is found in any case, over line ends, turned round ("Kahale, Leilani"), without its accents,
    with any apostrophe, and joined as in the address of a page ("leilani-kahale"). A name of one word is found as it is
    written alone, for it may be a word of the language too. Parts of a longer name stay: they are other people's as
    well. Names in `exactly` are found with their accents alone: without, they are somebody else's. An address is found
    in any case and in the forms that mail archives give it; a handle only where it calls, after an @.

    `hints`: strings of which every text that names the person holds one, in any case, for a quick look beforehand.
    """

    def __init__(self, *, names=(), exactly=(), addresses=(), handles=(), instead):
        self.instead = instead
        addressed, single, named, hints = [], [], [], set()
        # Addresses first: a name can be the beginning of one.
        for address in sorted({address.strip() for address in addresses if address}, key=len, reverse=True):
            local, _at, domain = address.rpartition("@")
            hints.add(local.lower())
            addressed.append(
                rf"(?i:{_BEFORE}(?<![.+-])(?<![^\W_]_){re.escape(local)}{_AT}{re.escape(domain)}(?!-|[^\W_]))"
            )
        for handle in handles:
            hints.add(f"@{handle}")
            addressed.append(rf"(?i:(?<![\w@])@{re.escape(handle)}(?![._-]?[^\W_]))")
        written = {form for name in [*names, *exactly] for form in _forms(name)}
        written |= {form for name in names for form in _loose_forms(name)}
        for form in sorted(written, key=len, reverse=True):
            words = [_word(word) for word in form.split()]
            if len(words) == 1:
                single.append(rf"{_BEFORE}{words[0]}{_AFTER}")
            else:
                named += [_straight(words), _turned(words)]
            hints.add(_hint(form))
        self.hints = sorted(hints)
        patterns = [*addressed, *single, *([rf"(?P<name>{'|'.join(named)})"] if named else [])]
        self._pattern = re.compile("|".join(patterns)) if patterns else None

    def __call__(self, text):
        """The text without the person. The very same text where it does not name them."""
        return self._pattern.sub(self._stand_in, text) if self._pattern and text else text

    def _stand_in(self, found):
        # Joined as in the address of a page: so is what stands there now, and a link stays one.
        joined = found.lastgroup == "name" and not _SPACE.search(found[0])
        return slugify(self.instead) if joined else self.instead

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


def _loose_forms(name):
    """A name of several words without its accents, and as it stands in the address of a page."""
    plain = likeness.spelt(name)
    forms = {plain, slugify(plain, allow_unicode=True).replace("-", " "), slugify(name).replace("-", " ")}
    return {form for form in forms if len(form.split()) > 1}


def _hint(form):
    """The longest part of a form that every text holding it has in this very spelling, but for case."""
    return max(re.split(rf"[\s{_APOSTROPHES}]", form), key=len).lower()


def _straight(words):
    return rf"(?i:{_BEFORE}{_BETWEEN.join(words)}{_AFTER})"


def _turned(words):
    return rf"(?i:{_BEFORE}{words[-1]},{_BETWEEN}{_BETWEEN.join(words[:-1])}{_AFTER})"


def _word(word):
    return "".join(_APOSTROPHE if sign in _APOSTROPHES else re.escape(sign) for sign in word)
