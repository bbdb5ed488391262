"""What of a post stands in a mail."""

from portal.stencils import Shelf
from workstreams.markup.sanitising import words

CHARACTERS = 600  # of each post, near enough
CHARACTERS_OF_A_HIT = 240  # of each post that a saved search found

# Texts of a batch are those of the next one too. Kept under the very words, so that only who has those comes upon them.
_kept = Shelf(2000)


def excerpt(html, limit=CHARACTERS):
    """What the author said, on one line; with the quotes, where it is nothing but quotes."""
    return _kept.get((html, limit), lambda: shortened(words(html, quoted=False) or words(html), limit))


def shortened(text, limit=CHARACTERS):
    """The text, or as many whole words of it as fit and an ellipsis. Scripts without spaces are cut at the limit."""
    if len(text) <= limit:
        return text
    end = text.rfind(" ", limit * 3 // 4, limit + 1)
    return text[: end if end > 0 else limit].rstrip(" ,;:–-") + " …"
