"""The words of a post as a quote in Markdown, with a last line that leads back to it. Texts in, text out."""

import re

from workstreams.markup.sanitising import writable

# Of a longer text the beginning is quoted: whoever answers it takes out the rest by selecting.
LONGEST = 2000
_SPECIAL = re.compile(r"([\\\[\]*_`<>~])")


def quoted(body, name, url):
    """`body` as a quote of `name`, whose post is at `url`. What it quotes itself is left out."""
    lines = [line.rstrip() for line in writable(body).split("\n") if not line.lstrip().startswith(">")]
    said = "\n".join(lines).strip()
    if len(said) > LONGEST:
        said = f"{said[:LONGEST].rsplit(None, 1)[0]} …"
    said = re.sub(r"\n{3,}", "\n\n", said)
    quote = "\n".join(f"> {line}".rstrip() for line in said.split("\n"))
    return f"{quote}\n>\n> [{_SPECIAL.sub(chr(92) + chr(92) + '1', name)}]({url})\n\n"
