"""A mail as it came, opened: bytes in; what it says, and which files lie in it, out."""

import re
from dataclasses import dataclass
from email import message_from_bytes

from portal.postoffice.addresses import addresses_in, word_in
from workstreams.discussion.mbox import bodies, headers
from workstreams.discussion.mbox.charsets import to_text
from workstreams.markup.rendering import is_blank
from workstreams.markup.sanitising import writable
from workstreams.replies.quotes import own_words
from workstreams.replies.webpages import words_of_page

# Where a mail server says for whom it took a mail in, the surest first.
TO = ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to", "cc"]
# What programs add to a mail and no reader opens: signatures of the mail itself, cards, appointments.
NO_FILES = {
    "application/pgp-signature",
    "application/pgp-keys",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/ms-tnef",
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
}
# A mail comes to one of our addresses, or a few. Each is tried against all that it may be for.
MOST_WORDS = 8
# Outlook's names for the pictures of a signature, or of what was answered.
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_PICTURE_OF_A_PAGE = re.compile(r"(?:outlook-\w+|image\d{3})\.(?:png|jpe?g|gif)", re.IGNORECASE)


@dataclass(frozen=True)
class Mail:
    """What a mail says. `text` is its writer's own, see `quotes`; `whole` is all that it says."""

    text: str
    whole: str
    files: list


@dataclass(frozen=True)
class File:
    name: str
    content: bytes


def parsed(raw):
    """A mail's bytes as a message of the standard library; of one that breaks its parser the headers alone."""
    try:
        message = message_from_bytes(raw)
        for _part in message.walk():
            pass
        return message
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return message_from_bytes(head_of(raw))


def head_of(raw):
    """The headers of a mail's bytes, however its lines end."""
    return _EMPTY_LINE.split(raw, maxsplit=1)[0] + b"\n\n"


def id_of(message, raw):
    """Its Message-ID, as it was written, or one made of all that it is."""
    return headers.message_id(message)[:200] or headers.derived_id(raw.decode("latin-1"))


def words_for(message, envelope=""):
    """The words in those of our addresses that a mail came to, each once: see portal.postoffice.addresses."""
    named = [envelope, *(address for name in TO for address in addresses_in(message.get_all(name)))]
    found = (word_in(address) for address in named)
    return list(dict.fromkeys(word for word in found if word))[:MOST_WORDS]


def subject_of(message):
    """On one line, decoded."""
    return headers.text(message, "subject")[:200]


def read(message):
    """The Mail in a parsed message. Never raises, whatever was sent."""
    try:
        whole, files = _text(message), list(_files(message))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        whole, files = "", []
    return Mail(own_words(whole).strip(), whole.strip(), files)


def _text(message):
    """Plain text where there is any; else the words of the page."""
    text, page = "", ""
    for part in _parts(message):
        if part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain":
            text = text or _decoded(part)
        elif part.get_content_type() == "text/html":
            page = page or _decoded(part)
    if page and is_blank(text):
        return words_of_page(page)
    return bodies.text_of(message)[0]


def _parts(part):
    """The parts of a mail that hold something themselves, but those of mails that are attached to it."""
    if not part.is_multipart():
        yield part
    elif part.get_content_maintype() == "multipart":
        for inner in part.get_payload():
            yield from _parts(inner)


def _decoded(part):
    return writable(to_text(part.get_payload(decode=True) or b"", part.get_content_charset()))


def _files(message):
    for part in _parts(message):
        name = part.get_filename()
        if not name or part.get_content_type() in NO_FILES:
            continue
        is_of_a_page = bool(part.get("content-id")) and part.get_content_disposition() != "attachment"
        name = " ".join(headers.text(_Named(name), "name").split())
        if is_of_a_page and _PICTURE_OF_A_PAGE.fullmatch(name):
            continue
        yield File(name, part.get_payload(decode=True) or b"")


class _Named:
    """A file's name as the one header of a message, to be decoded as headers are."""

    def __init__(self, name):
        self.name = name

    def raw_items(self):
        yield "name", self.name
