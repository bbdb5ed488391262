"""Mail kept as messages in the data folder (a Maildir), written by the mail backend, read by the demo's mail reader."""

import email
import mailbox
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.parser import BytesHeaderParser
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

# The envelope's recipients, so that a blind copy is found too. The header that mail servers use for it.
ENVELOPE = "Delivered-To"
# Maildir's own word for when a message came: seconds, then microseconds, not padded.
_CAME = re.compile(r"(\d+)\.M(\d+)")


class MaildirBackend(BaseEmailBackend):
    """Keeps messages in settings.MAILDIR. Safe with several processes: a message appears whole or not at all."""

    def send_messages(self, email_messages):
        """Keep the messages; returns how many. A full or closed disk raises OSError, unless `fail_silently`."""
        kept = 0
        for message in email_messages:
            if not message.recipients():
                continue
            try:
                keep(message)
            except OSError:
                if not self.fail_silently:
                    raise
            else:
                kept += 1
        return kept


@dataclass(frozen=True)
class Summary:
    """One line of the list. `came` is when the message was kept, in UTC."""

    key: str
    subject: str
    sender: str
    to: str
    came: datetime


@dataclass(frozen=True)
class Letter:
    """One message. `headers` are (name, value), in order; `text` and `html` are empty where there is no such part."""

    key: str
    subject: str
    headers: list
    text: str
    html: str


def keep(message):
    """Put a Django e-mail message into the mailbox."""
    raw = email.message_from_bytes(message.message().as_bytes())
    raw[ENVELOPE] = ", ".join(message.recipients())
    _mailbox(create=True).add(raw)


def letters_for(recipient=""):
    """Summaries, newest first, of the messages sent to an address that contains `recipient`, in any case."""
    box = _mailbox()
    wanted = recipient.strip().casefold()
    found = []
    for key in sorted(box.keys() if box else (), key=_came, reverse=True):
        with box.get_file(key) as file:
            headers = BytesHeaderParser(policy=policy.default).parse(file)
        if wanted in str(headers[ENVELOPE]).casefold():
            seconds, microseconds = _came(key)
            came = datetime.fromtimestamp(seconds + microseconds / 1e6, UTC)
            found.append(Summary(key, str(headers["Subject"]), str(headers["From"]), str(headers["To"]), came))
    return found


def letter(key):
    """The message of that key. Raises KeyError if there is none; a key is looked up, never used as a path."""
    box = _mailbox()
    if box is None:
        raise KeyError(key)
    return letter_of(key, email.message_from_bytes(box.get_bytes(key), policy=policy.default))


def letter_of(key, message):
    """A message of the standard library's, to be shown."""
    headers = [(name, str(value)) for name, value in message.items()]
    return Letter(key, str(message["Subject"]), headers, _part(message, "plain"), _part(message, "html"))


def discard(unwanted):
    """Delete every message of which `unwanted` says so: it is asked of each header and of each part, as text."""
    box = _mailbox()
    for key in list(box.keys()) if box is not None else ():
        message = email.message_from_bytes(box.get_bytes(key), policy=policy.default)
        texts = [str(value) for value in message.values()]
        texts += [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
        if any(map(unwanted, texts)):
            box.discard(key)


def _part(message, kind):
    part = message.get_body((kind,))
    return part.get_content() if part else ""


def _came(key):
    match = _CAME.match(key)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def _mailbox(*, create=False):
    place = Path(settings.MAILDIR)
    if create:
        # Not left to Maildir, which falls over when two processes make the folder at the same moment.
        for each in ("tmp", "new", "cur"):
            (place / each).mkdir(parents=True, exist_ok=True, mode=0o700)
    return mailbox.Maildir(place, create=False) if place.exists() else None
