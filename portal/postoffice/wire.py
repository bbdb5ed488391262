"""A message as it goes over the wire. Django's own way builds a tree of objects and walks it, which takes longer than
all else that a mail costs; nearly all of ours have one shape, which is written down here at once."""

import functools
import re
import secrets
from email.header import Header
from email.utils import formatdate

from django.conf import settings
from django.core.mail.message import (
    RFC5322_EMAIL_LINE_LENGTH_LIMIT,
    BadHeaderError,
    EmailMultiAlternatives,
    forbid_multi_line_headers,
)

# An address that is its own quoted form, and needs no reading.
PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
FOLD_AFTER = 76
WRITTEN_BY_US = {"from", "to", "cc", "reply-to", "subject", "date", "mime-version", "content-type"}
PART = (
    b'\r\n--%s\r\nContent-Type: text/%s; charset="utf-8"\r\nMIME-Version: 1.0\r\n'
    b"Content-Transfer-Encoding: 8bit\r\n\r\n%s"
)


def as_bytes(message):
    """What `message.message().as_bytes()` says, for a message of a text and the same in HTML. None for one of another
    shape, or with something in it that wants more care: Django's own way is for these."""
    if type(message) is not EmailMultiAlternatives or message.attachments or message.mixed_subtype != "mixed":
        return None
    if len(message.alternatives) != 1 or message.alternatives[0][1] != "text/html":
        return None
    if (message.encoding or settings.DEFAULT_CHARSET) != "utf-8" or message.content_subtype != "plain":
        return None
    texts = [_lines(message.body), _lines(message.alternatives[0][0])]
    headers = _headers(message)
    if None in texts or headers is None:
        return None
    # So long that it is in no text, unless somebody could tell the future.
    boundary = b"=_" + secrets.token_hex(16).encode()
    return b"".join(
        [
            headers,
            b'Content-Type: multipart/alternative; boundary="%s"\r\nMIME-Version: 1.0\r\n' % boundary,
            PART % (boundary, b"plain", texts[0]),
            PART % (boundary, b"html", texts[1]),
            b"\r\n--%s--\r\n" % boundary,
        ]
    )


def _lines(text):
    """The text in UTF-8 with the ends of lines that mail has; None where a line is too long for mail."""
    text = str(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.encode().split(b"\n")
    if max(map(len, lines)) > RFC5322_EMAIL_LINE_LENGTH_LIMIT:
        return None
    return b"\r\n".join(lines)


def _headers(message):
    ours = {"Subject": message.subject, "From": message.extra_headers.get("From", message.from_email)}
    ours |= {name: ", ".join(map(str, to)) for name, to in _addressed(message) if to}
    ours["Date"] = message.extra_headers.get("Date") or formatdate(localtime=settings.EMAIL_USE_LOCALTIME)
    for name, value in message.extra_headers.items():
        if name.lower() not in WRITTEN_BY_US:
            ours[name] = value
        elif name not in ("From", "Date"):
            return None
    if "Message-ID" not in ours:
        return None
    return "".join([f"{name}: {_value(name, str(value))}\r\n" for name, value in ours.items()]).encode("ascii")


def _addressed(message):
    return ("To", message.to), ("Cc", message.cc), ("Reply-To", message.reply_to)


def _value(name, value):
    if "\n" in value or "\r" in value:
        raise BadHeaderError(f"The header {name} holds the end of a line.")
    if value.isascii() and (len(name) + 2 + len(value) <= FOLD_AFTER or " " not in value):
        return value
    return _encoded(name, value)


@functools.lru_cache(maxsize=1000)
def _encoded(name, value):
    """One that is folded, or holds letters that a header has not. The same few, again and again."""
    _name, encoded = forbid_multi_line_headers(name, value, "utf-8")
    if value.isascii() and name != "Subject":
        encoded = Header(value, header_name=name).encode()
    return encoded.replace("\r\n", "\n").replace("\n", "\r\n")
