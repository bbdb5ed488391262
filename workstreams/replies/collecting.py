"""A mailbox at a mail server, read by IMAP. Nothing here decides what becomes of a mail."""

import contextlib
import imaplib
import ssl
from urllib.parse import unquote, urlsplit

from imap_tools import MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

TIMEOUT = 30
# What can go wrong at the other end. The next round tries again.
AWAY = (OSError, imaplib.IMAP4.error, ImapToolsError)
KINDS = {"imaps": (MailBox, 993), "imap+tls": (MailBoxStartTls, 143), "imap": (MailBoxUnencrypted, 143)}


@contextlib.contextmanager
def opened(address):
    """The mailbox at an address like "imaps://name:password@mail.example.org/INBOX", as long as it is needed.
    `imap+tls` begins in the clear and goes on encrypted, `imap` stays in the clear. Raises one of AWAY, or ValueError
    for an address that is none."""
    parts = urlsplit(address)
    if parts.scheme not in KINDS or not parts.hostname or not parts.username:
        raise ValueError("The address of a mailbox is imaps://name:password@host/folder.")
    kind, port = KINDS[parts.scheme]
    # Nobody in between reads the password: a certificate that does not fit ends it.
    security = {} if kind is MailBoxUnencrypted else {"ssl_context": ssl.create_default_context()}
    mailbox = kind(parts.hostname, parts.port or port, timeout=TIMEOUT, **security)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    with mailbox.login(unquote(parts.username), unquote(parts.password or ""), initial_folder=folder):
        yield mailbox


def new_in(mailbox, most):
    """The numbers of the mails that nobody has seen, the oldest first, `most` at most."""
    return mailbox.uids("UNSEEN")[:most]


def content_of(mailbox, number):
    """A mail's bytes as they lie there; None for one that is gone meanwhile. It stays unseen."""
    _status, answer = mailbox.client.uid("FETCH", number, "(BODY.PEEK[])")
    return next((part[1] for part in answer or () if isinstance(part, tuple)), None)
