"""What a text of an archive points at: `#12`, `owner/repository#12` and addresses of its topics become links to the
threads that were made of them. What stands in code, and in the words of a link, stays as it is."""

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

# How far a code span or the words of a link may reach.
FAR = 1000

_WEB = r"https?://[^\s<>()\[\]`\"']+"
_TOKEN = re.compile(
    rf"""
    (?P<code>(?<!`)(?P<ticks>`+)(?!`).{{0,{FAR}}}?(?<!`)(?P=ticks)(?!`))
    |(?P<words>!?\[(?:\\.|[^\[\]\\]){{0,{FAR}}}\]\()(?P<target>{_WEB})?
    |(?P<label>^[ ]{{0,3}}\[[^\]\n]+\]:[ ]*<?)(?P<defined>{_WEB})
    |<(?P<auto>{_WEB})>
    |(?P<bare>{_WEB})
    |(?<![\w/&\#\\"'=])(?P<repo>[\w.-]+/[\w.-]+)?\#(?P<number>[1-9]\d{{0,8}})(?![\w])
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_blocks = MarkdownIt("commonmark")


@dataclass
class Resolved:
    """A text with its references resolved: how many were, and those that lead nowhere, as they are written."""

    text: str
    resolved: int = 0
    unresolved: list = field(default_factory=list)


def resolve(text, *, name, address_of):
    """The text of an archive called `name`, a Resolved. `address_of` gives the address for a number, or None."""
    made = Resolved("")
    own = re.compile(
        rf"https?://[^/\s]+/{re.escape(name)}/(?:-/)?(?:issues|pull|pulls|merge_requests)/(\d{{1,9}})(?![\w-])"
    )

    def lead(number, written, say):
        address = address_of(number)
        if address is None:
            made.unresolved.append(written)
            return None
        made.resolved += 1
        return say(address)

    def replace(found):
        whole = found[0]
        if found["code"]:
            return whole
        if found["number"]:
            if found["repo"] and found["repo"] != name:
                return whole
            led = lead(int(found["number"]), whole, lambda address: f"[{whole}]({address})")
            # Here it would be taken for one of our own threads.
            return led or whole.replace("#", "\\#")
        web = found["target"] or found["defined"] or found["auto"] or found["bare"]
        topic = own.match(web) if web else None
        if topic is None:
            return whole
        number = int(topic[1])
        if found["target"] or found["defined"]:
            before = found["words"] or found["label"]
            return lead(number, web, lambda address: before + address) or whole
        rest = re.search(r"[.,;:!?*_]*$", web)[0] if found["bare"] else ""
        return lead(number, web, lambda address: f"[#{number}]({address}){rest}") or whole

    pieces = []
    for is_code, piece in _pieces(text):
        pieces.append(piece if is_code else _TOKEN.sub(replace, piece))
    made.text = "".join(pieces)
    return made


def _pieces(text):
    """(whether it is a block of code, the piece) from the first line to the last."""
    lines = text.splitlines(keepends=True)
    inside = [False] * len(lines)
    for token in _blocks.parse("".join(line.rstrip("\r\n") + "\n" for line in lines)):
        if token.type in ("fence", "code_block"):
            inside[token.map[0] : token.map[1]] = [True] * (token.map[1] - token.map[0])
    begins = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or inside[at] != inside[begins]:
            yield inside[begins], "".join(lines[begins:at])
            begins = at
