"""What the headers of a mail say: who, when, which one, in answer to what."""

import hashlib
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime

from workstreams.discussion.mbox.charsets import to_text
from workstreams.discussion.models import TITLE_LENGTH
from workstreams.markup.rendering import is_blank

NAME_LENGTH = 120
ADDRESS_LENGTH = 254
ID_LENGTH = 998
# Of a header that is decoded, in characters.
LONGEST = 10_000
# Senders without an address are told apart by name; this domain can never be written to.
NOWHERE = "no-address.invalid"
EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
# A sender's clock may be wrong by so much before we stop believing it.
AHEAD = timedelta(days=1)

_ID = re.compile(r"<([^<>]+)>")
_ANSWER = re.compile(
    r"\s*(?:(?:re|aw|antw|sv|vs|fw|fwd|wg|tr|rv|res|enc|odp|ynt|rif|回复|答复|转发)(?:\s*[\[(]\d+[\])])?\s*[:：]"
    r"|\[[^\[\]]{1,80}\])\s*",
    re.IGNORECASE,
)
_AT = re.compile(r'"?([^\s"<>]+) at ([^\s"<>]+)"?\s*(?:\((.*)\))?\s*')


def text(message, name):
    """The first header of that name, decoded, on one line, without what cannot be shown. "" where there is none."""
    return _shown(_decoded(_raw(message, name)))


def _raw(message, name):
    return next(iter(_all_raw(message, name)), "")


def _all_raw(message, name):
    found = (str(value) for key, value in message.raw_items() if key.lower() == name)
    return [to_text(value.encode("ascii", "surrogateescape")) if not value.isascii() else value for value in found]


def _decoded(raw):
    """RFC 2047, with the mistakes that programs make: unknown charsets, letters that are not encoded at all."""
    # A stranger's header may be endless, and taking it apart takes the square of its length.
    raw = re.sub(r"[\r\n]+[ \t]*", " ", raw[:LONGEST])
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return raw
    return "".join(
        piece if isinstance(piece, str) else to_text(piece, charset) if charset else piece.decode("raw-unicode-escape")
        for piece, charset in pieces
    )


def _shown(value):
    # Controls, and the marks that turn the direction of what follows: a name or a title ends where it ends.
    value = "".join(
        character
        for character in value
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cs") and character not in _TURNS
    )
    return " ".join(value.split())


_TURNS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def ids(value):
    """The Message-IDs in a header, in their order; bare words with an @ where none stands in angle brackets."""
    found = _ID.findall(value) or [word.strip(",;\"'()") for word in value.split() if "@" in word]
    return [re.sub(r"\s", "", one)[:ID_LENGTH] for one in found]


def message_id(message):
    """The message's own id without its brackets, or "" where it has none."""
    return next(iter(ids(_shown(_raw(message, "message-id")))), "")


def derived_id(*facts):
    """An id for a message that has none: the same message gives the same, in every export of the list."""
    digest = hashlib.sha256("\0".join(facts).encode("utf-8", "replace")).hexdigest()
    return f"{digest[:32]}@{NOWHERE}"


def answers(message):
    """The ids of what the message may answer, the likeliest first: In-Reply-To, then References from the last on."""
    named = [one for raw in _all_raw(message, "in-reply-to") for one in ids(_shown(raw))]
    named += [one for raw in _all_raw(message, "references") for one in ids(_shown(raw))][::-1]
    return tuple(dict.fromkeys(one for one in named if one != message_id(message)))


def sender(message):
    """(name, address) of who wrote it. Undoes what lists do to senders: "anna at example.org (Anna)", and "Anna via
    the list" with the real address in Reply-To."""
    name, address = _person(_raw(message, "from") or _raw(message, "sender"))
    via = re.fullmatch(r"(.+?) via .+", name)
    if via:
        own = _person(_raw(message, "reply-to"))[1]
        name, address = (via[1].strip("'\""), own) if own and own != address else (name, address)
    if not 3 <= len(address) <= ADDRESS_LENGTH:
        local = hashlib.sha256(name.casefold().encode("utf-8", "replace")).hexdigest()[:16] if name else "nobody"
        address = f"{local}@{NOWHERE}"
        name = name or "?"
    return (name or address.partition("@")[0])[:NAME_LENGTH], address


def _person(raw):
    raw = re.sub(r"[\r\n]+", " ", raw).strip()
    if obscured := _AT.fullmatch(raw):
        name, address = obscured[3] or "", f"{obscured[1]}@{obscured[2]}"
    else:
        name, address = next(iter(getaddresses([raw])), ("", ""))
    address = "".join(_shown(address).lower().split())
    name = _shown(_decoded(name)).strip("'\" ")
    if "@" not in address:
        name, address = name or _shown(_decoded(raw)).strip("<>'\" "), ""
    return "" if is_blank(name) else name, address


def date(message, now):
    """When it was sent: by its Date, else by the server that passed it on last, else None. In UTC, and never later
    than `now`."""
    for value in [
        *_all_raw(message, "date")[:1],
        *(raw.rpartition(";")[2] for raw in _all_raw(message, "received")[:1]),
    ]:
        try:
            said = parsedate_to_datetime(" ".join(value.split()))
            said = said.replace(tzinfo=UTC) if said.tzinfo is None else said.astimezone(UTC)
        except (TypeError, ValueError, OverflowError, IndexError):
            continue
        if EARLIEST <= said <= now + AHEAD:
            return min(said, now)
    return None


def title(subject, name, moment):
    """A thread's title of a root's subject: without "Re:" and the list's name in brackets.

    One that is too short to be a title gets the sender's name and the day, "Hi, Anna Bell, 2025-08-05"; one that is
    too long is cut.
    """
    least, most = TITLE_LENGTH
    stripped = subject
    while prefix := _ANSWER.match(stripped):
        stripped = stripped[prefix.end() :]
    stripped = stripped if not is_blank(stripped) else subject.strip()
    if is_blank(stripped) or len(stripped) < least:
        stripped = ", ".join(part for part in (stripped, name, f"{moment:%Y-%m-%d}") if not is_blank(part))
    return stripped if len(stripped) <= most else stripped[: most - 1].rstrip() + "…"
