"""A Markdown text as its blocks: headings, paragraphs, lists, tables, quotes, code. Text in, text out."""

import functools
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

from workstreams.markup.sanitising import writable


@dataclass(frozen=True)
class Block:
    """`source`: its Markdown, without the empty lines around it. `level`: of a heading 1 to 6, else 0. `title`: the
    words of a heading, else "". `begin`: the line of the text on which it begins, from 0."""

    source: str
    level: int = 0
    title: str = ""
    begin: int = field(default=0, compare=False)

    @property
    def is_heading(self):
        return self.level > 0


@dataclass(frozen=True)
class Blocks:
    """The blocks of a text in their order; and the lines in which it says where its links lead, which no block shows
    and each may use."""

    blocks: list
    definitions: str


@functools.cache
def _parser():
    parser = MarkdownIt("commonmark", {"html": False})
    parser.enable(["table"])
    return parser


def blocks_of(text):
    """The blocks at the top of a text: what stands in a list or a quote belongs to it. Thematic breaks are none. Put
    together again with an empty line between them, and the definitions below, they read like the text."""
    text = _lines(text)
    lines, tokens = text.split("\n"), _parser().parse(text)
    found, shown = [], set()
    for place, token in enumerate(tokens):
        if token.level or token.nesting < 0 or not token.map:
            continue
        begin, end = token.map
        shown.update(range(begin, end))
        source = "\n".join(lines[begin:end]).strip("\n").rstrip()
        if token.type == "heading_open":
            found.append(Block(source, int(token.tag[1]), tokens[place + 1].content.strip(), begin))
        elif token.type != "hr" and source.strip():
            found.append(Block(source, begin=begin))
    rest = "\n".join(line for place, line in enumerate(lines) if place not in shown and line.strip())
    return Blocks(found, rest)


def rewritten(text, sources):
    """The text with these sources for its blocks, in their order, and those beyond them at its end. What no block shows
    stays where it stood: thematic breaks, and where links lead."""
    text, sources = _lines(text), list(sources)
    lines, blocks = text.split("\n"), blocks_of(text).blocks
    told, place = [], 0
    for block, source in zip(blocks, sources, strict=False):
        told += [*lines[place : block.begin], source]
        place = block.begin + block.source.count("\n") + 1
    return "\n\n".join(["\n".join([*told, *lines[place:]]).rstrip(), *sources[len(blocks) :]])


def _lines(text):
    return writable(text.replace("\r\n", "\n").replace("\r", "\n"))
