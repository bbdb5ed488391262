"""Who is called by their handle in a text, which threads are named by their number, and whose words are quoted.

`@amara.diallo` and `#123` become links where the caller says that they are somebody or something; else they stay what
was typed. The text always keeps what was typed, so a link tells nothing that its reader might not know.
"""

import re

from markdown_it.token import Token

HANDLE = "[a-z0-9]+(?:[._-][a-z0-9]+)*"
# More different ones than a person writes are not looked up.
MOST = 500

_CALL = re.compile(rf"(?<![\w@#/&.-])(?:@({HANDLE})|#([1-9][0-9]{{0,17}}))(?!\w)", re.IGNORECASE)
_POST = re.compile(r"/workstreams/posts/[0-9]+/")


def handles_in(text):
    """The handles that a text may call, as they are kept. What of it lies in code or in a link is called nobody."""
    return _some(found[1].lower() for found in _CALL.finditer(text) if found[1])


def numbers_in(text):
    """The numbers of threads that a text may name."""
    return _some(int(found[2]) for found in _CALL.finditer(text) if found[2])


def _some(found):
    return set(list(dict.fromkeys(found))[:MOST])


def link_names(state):
    """The parser's rule: puts links where `mentions` {handle: address} and `references` {number: address} of the
    environment say so, and notes in `called` whose handles stand outside quotes."""
    mentions, references = state.env.get("mentions") or {}, state.env.get("threads") or {}
    if not mentions and not references:
        return
    called, quotes = state.env.setdefault("called", set()), 0
    for block in state.tokens:
        quotes += block.nesting if block.type.startswith("blockquote") else 0
        inside, children = 0, []
        for child in block.children or ():
            inside += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            if inside or child.type != "text":
                children.append(child)
                continue
            children += _split(child, mentions, references, set() if quotes else called)
        if block.children:
            block.children = children


def _split(text, mentions, references, called):
    tokens, at = [], 0
    for found in _CALL.finditer(text.content):
        handle = found[1] and found[1].lower()
        address = mentions.get(handle) if handle else references.get(int(found[2]))
        if not address:
            continue
        if handle:
            called.add(handle)
        tokens += [Token("text", "", 0, content=text.content[at : found.start()], level=text.level)]
        tokens += [
            Token("link_open", "a", 1, attrs={"href": address, "class": "mention" if handle else "reference"}),
            Token("text", "", 0, content=found[0]),
            Token("link_close", "a", -1),
        ]
        at = found.end()
    return [*tokens, Token("text", "", 0, content=text.content[at:], level=text.level)] if at else [text]


def name_quoted(state):
    """The parser's rule: the last line of a quote that is a link to a post, and nothing else, says whose words they
    are."""
    tokens = state.tokens
    for at in range(len(tokens) - 3):
        if tokens[at + 3].type == "blockquote_close" and tokens[at].type == "paragraph_open":
            children = tokens[at + 1].children or []
            if len(children) == 3 and children[0].type == "link_open" and _POST.fullmatch(children[0].attrGet("href")):
                tokens[at].attrSet("class", "attribution")
                children[0].attrSet("class", "quoted")
