"""Addresses that stand in a text as they are: http://, https:// and www., nothing guessed.

`portal.md` and `node.js` look like hosts and are not meant as such, and an e-mail address in a text is nobody's
invitation to write: neither becomes a link.
"""

import functools
import html
import re
from urllib.parse import urlsplit

from linkify_it import LinkifyIt

# Longer than any address that a person writes; the same address repeated by reference would fill the page.
LONGEST = 2000

_SCHEME = re.compile(r"(?<![a-z0-9.+-])https?$", re.IGNORECASE)
_HREF = re.compile(r'<a href="([^"]*)"')
_SLASHES = re.compile(r"^(https?:)?[/\\]{2,}", re.IGNORECASE)
_ALLOWED = re.compile(r"(?:https?://|mailto:|[/#])", re.IGNORECASE)


class Finder(LinkifyIt):
    """Finds addresses as `match` of its parent does, less those that were only guessed."""

    def match(self, text):
        return [found for found in super().match(text) or [] if found.schema or found.raw[:4].lower() == "www."] or None

    def normalize(self, match):
        if match.schema:
            super().normalize(match)
        else:
            match.url = "https://" + match.url


@functools.cache
def finder():
    """The one Finder. Making it compiles many expressions."""
    made = Finder(options={"fuzzy_email": False})
    for schema in ("ftp:", "//", "mailto:"):
        made.add(schema, None)
    return made


def is_allowed(address):
    """Whether a link may lead there: the web, mail, or a place on this site."""
    return len(address) <= LONGEST and bool(_ALLOWED.match(address))


def leading_away(shown, home):
    """The addresses in a rendered text that lead to the web, away from the site at the address `home`. One of a place
    on this site does not, however it was written, nor does one to write a mail."""
    own = urlsplit(home).netloc.lower()
    addresses = {html.unescape(address) for address in _HREF.findall(shown)}
    return {address for address in addresses if _host(address) not in {"", own}}


def _host(address):
    # Browsers take the host of the web from behind any number of slashes, also where the parser finds none.
    address = _SLASHES.sub(r"\1//", address)
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        # Nothing that a parser can read, and so nothing that is known to stay here.
        return "?"


def bare_link(state, silent):
    """The parser's rule for an address in running text, before `_` and `*` in it are taken for emphasis.

    The library's own looks through all the text before each "://"; this one through the last letters.
    """
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-7:])
    if not scheme:
        return False
    begins = state.pos - len(scheme[0])
    found = finder().match_at_start(state.src[begins : begins + LONGEST + 100])
    if not found:
        return False
    address = found.url.rstrip("*")
    target = state.md.normalizeLink(address)
    if not is_allowed(target):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrSet("href", target)
        state.push("text", "", 0).content = state.md.normalizeLinkText(address)
        state.push("link_close", "a", -1)
    state.pos = begins + len(address)
    return True
