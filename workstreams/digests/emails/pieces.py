"""The pieces that digests are joined from.

A thread, a group's head, a list of changes read the same to all who get them: each is drawn once, in both parts, put on
the shelf under the very values that it says, and joined into the mails of all. What is personal are holes in it. The
rules of the style are put on the elements of all new pieces together, for that is what costs most.
"""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal import mail
from portal.context import alliance
from portal.stencils import Shelf, Stencil, hole

# Where a piece stands in the frame, for rules that reach what stands inside something. The others are its content.
PLACES = {"lede": "lede", "foot": "foot"}
_MARK = f"<!--{secrets.token_hex(16)}-->"
# A piece weighs a few kilobytes.
_kept = Shelf(3000)


@dataclass(frozen=True)
class Piece:
    text: Stencil
    html: Stencil


class Sheet:
    """The pieces of one batch: ask for keys first, then `draw`, then take them."""

    def __init__(self):
        self._found, self._new = {}, {}
        self._by_mail = bool(settings.INBOUND_ADDRESS)
        self._site = settings.SITE_URL, self._by_mail

    def key(self, kind, value, *more, context=dict):
        """The key of `email/digest/<kind>` that says `value`, in the reader's language. `more`: what else it depends
        on, its zone where it shows a time. `context`: makes what else the template is given, of what is in the key."""
        key = (kind, value, more, get_language(), self._site)
        if key not in self._found and key not in self._new:
            kept = _kept.find(key)
            if kept is None:
                self._new[key] = _written(kind, {"it": value, "by_mail": self._by_mail, **context()})
            else:
                self._found[key] = kept
        return key

    def frame_key(self):
        """The key of the frame, with holes for the subject and its places."""
        key = ("frame", *alliance().values(), get_language(), settings.SITE_URL)
        if key not in self._found:
            kept = _kept.find(key)
            self._found[key] = kept or _kept.put(key, _frame())
        return key

    def draw(self):
        """Draw what is not kept yet."""
        for place in ("lede", "content", "foot"):
            keys = [key for key in self._new if PLACES.get(key[0], "content") == place]
            drawn = _inlined(place, [self._new[key][1] for key in keys])
            for key, html in zip(keys, drawn, strict=True):
                self._found[key] = _kept.put(key, Piece(Stencil(self._new[key][0]), Stencil(html)))

    def __getitem__(self, key):
        return self._found[key]


def _written(kind, context):
    """The text of a piece and its HTML, as the templates have them."""
    text, html = (render_to_string(f"email/digest/{kind}.{end}", context) for end in ("txt", "html"))
    return text.strip(), html


def _frame():
    names = ("subject", "lede", "content", "foot")
    context = {name: hole(name) for name in names} | {"alliance": alliance(), "lang": get_language()}
    text = render_to_string("email/digest.txt", context)
    # Rows come here: whoever reads HTML moves anything but rows and comments out of a table.
    context["content"] = mark_safe(_MARK)  # noqa: S308 - a comment of our own
    html = mail.inline(render_to_string("email/digest.html", context)).replace(_MARK, hole("content"))
    return Piece(Stencil(text), Stencil(html))


def _inlined(place, pieces):
    """The same pieces of HTML with the style's rules on their elements."""
    if not pieces:
        return []
    context = {"alliance": alliance(), place: mark_safe(_MARK.join(["", *pieces, ""]))}  # noqa: S308 - templates' output
    return mail.inline(render_to_string("email/digest.html", context)).split(_MARK)[1:-1]
