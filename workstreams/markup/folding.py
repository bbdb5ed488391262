"""Long quotes are folded: the reader of a thread has read them above, and opens them where they have not."""

import html

LINES = 6
CHARACTERS = 500
SUMMARY = 60


def is_long(*, lines, characters):
    return lines > LINES or characters > CHARACTERS


def opening(text):
    """The first words of a quote, to be folded under: in any language the same way, "The first words …"."""
    first = ""
    for word in text[: 4 * SUMMARY].split():
        if len(first) + len(word) >= SUMMARY:
            first = first or word[:SUMMARY]
            break
        first = f"{first} {word}".lstrip()
    return f"{first} …".lstrip()


def unfold_tag(text):
    """The HTML that begins a folded quote of `text`. `FOLD_END` ends it."""
    return f'<details class="quote"><summary>{html.escape(opening(text))}</summary>\n'


FOLD_END = "</details>\n"
