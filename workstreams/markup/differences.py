"""What changed between two texts, word by word, as safe HTML. Text in, text out; knows nothing of what it is about."""

import re
import time
from dataclasses import dataclass

from diff_match_patch import diff_match_patch
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

TOKENS = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")
#: Seconds after which the rest is taken as changed whole: no pair of texts may hold up a page.
PATIENCE = 1.0
#: What each pair has at any rate: most take less.
LEAST = 0.002
KEPT, ADDED, TAKEN_OUT = diff_match_patch.DIFF_EQUAL, diff_match_patch.DIFF_INSERT, diff_match_patch.DIFF_DELETE


@dataclass(frozen=True)
class Difference:
    """`html`: both texts in one, line ends kept, with `<ins>` and `<del>` that say so in words to a screen reader.
    `added` and `taken_out`: how many words."""

    html: str
    added: int
    taken_out: int


class Patience:
    """For several pairs of texts on one page, which share the seconds: when they are over, what is left is taken as
    changed whole, pair by pair."""

    def __init__(self, seconds=2 * PATIENCE):
        self.left = seconds

    def difference(self, before, after):
        """As `difference`, in the time that is left."""
        begun = time.monotonic()
        found = difference(before, after, seconds=min(max(self.left, LEAST), PATIENCE))
        self.left -= time.monotonic() - begun
        return found


def difference(before, after, *, seconds=PATIENCE):
    """Compare two texts by their words. Signs and spaces count as words of their own, so a comma alone can change."""
    steps = _compare(before, after, seconds)
    return Difference(
        html=mark_safe("".join(_drawn(kind, text) for kind, text in steps)),  # noqa: S308 - every text is escaped
        added=sum(_words(text) for kind, text in steps if kind == ADDED),
        taken_out=sum(_words(text) for kind, text in steps if kind == TAKEN_OUT),
    )


def _compare(before, after, seconds):
    """[(kind, text)] in reading order. Each token is a character for the time of the comparison."""
    numbers = {}
    coded = ["".join(_character(numbers.setdefault(token, len(numbers))) for token in TOKENS.findall(text))
             for text in (before, after)]  # fmt: skip
    tokens = list(numbers)
    engine = diff_match_patch()
    engine.Diff_Timeout = seconds
    steps = engine.diff_main(*coded, checklines=False)
    engine.diff_cleanupSemantic(steps)
    return [(kind, "".join(tokens[_number(character)] for character in text)) for kind, text in steps]


# The characters from U+D800 on are halves of pairs, and no text: they are jumped over.
_HALVES, _HOW_MANY = 0xD800, 0x800


def _character(number):
    number += 1
    return chr(number if number < _HALVES else number + _HOW_MANY)


def _number(character):
    number = ord(character)
    return (number if number < _HALVES else number - _HOW_MANY) - 1


def _drawn(kind, text):
    if kind == KEPT:
        return escape(text)
    tag, word = ("ins", _("added:")) if kind == ADDED else ("del", _("taken out:"))
    return f"<{tag}>{_unseen(f'[{word} ')}{escape(text)}{_unseen(']')}</{tag}>"


def _unseen(text):
    return f'<span class="visually-hidden">{escape(text)}</span>'


def _words(text):
    return len(re.findall(r"\w+", text))
