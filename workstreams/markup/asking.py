"""What somebody asks of a search, read as people know it from the web: words that must all be there, "words next to
each other", -word to leave out, OR between two of which one will do. Text in, what is asked out.
"""

import re
from dataclasses import dataclass

from workstreams.markup.terms import phrase, pieces, spelt

LONGEST = 200

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»〝〞「」『』＂", '"'))
_PARTS = re.compile(r'(?P<without>[-−－]?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_EITHER = {"OR", "|"}


@dataclass(frozen=True)
class Asked:
    """`wanted`: each of these must be found, in one of its forms; `unwanted`: none of these. A form is a tuple of words
    that stand next to each other; a word that ends in "*" begins one. `words`, and `runs` of signs without spaces, are
    what was wanted, to be marked where it is found."""

    wanted: tuple = ()
    unwanted: tuple = ()
    words: frozenset = frozenset()
    runs: frozenset = frozenset()

    def as_query(self, language=""):
        """What `to_tsquery` reads in a language: all of it, and what is wanted alone. ("", "") if nothing is wanted."""
        wanted = " & ".join(f"({' | '.join(_query(form, language) for form in forms)})" for forms in self.wanted)
        unwanted = "".join(f" & !({_query(form, language)})" for form in self.unwanted)
        return (f"{wanted}{unwanted}", wanted) if wanted else ("", "")


def read(text):
    """Read what was typed. Never raises: a quote that is not closed ends with the text, and what says nothing (a lone
    sign, OR with nothing on one side) is passed over."""
    wanted, unwanted, said, either = [], [], [], False
    for part in _PARTS.finditer(text.translate(_QUOTES)):
        if part["word"] in _EITHER and not part["without"]:
            either = bool(wanted)
            continue
        typed = part["phrase"] if part["word"] is None else part["word"]
        form = tuple(phrase(typed))
        if not form:
            continue
        if part["without"]:
            unwanted.append(form)
            either = False
            continue
        said += pieces(typed)
        if either:
            wanted[-1] = (*wanted[-1], form)
        else:
            wanted.append((form,))
        either = False
    return Asked(
        tuple(dict.fromkeys(wanted)),
        tuple(dict.fromkeys(unwanted)),
        frozenset(piece.folded for piece in said if not piece.is_unspaced),
        frozenset(piece.folded for piece in said if piece.is_unspaced),
    )


def _query(form, language):
    # Words are letters, marks and figures alone: nothing in them could be taken for an operator.
    return " <-> ".join(f"{word[:-1]}:*" if word.endswith("*") else spelt(word, language) for word in form)
