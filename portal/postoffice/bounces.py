"""What a mail server tells of a mail that it could not deliver (RFC 3464): a message in, what became of it out."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from portal.postoffice.addresses import addresses_in

# An address is good though its mailbox is full (5.2.2), the message too large (5.2.3), a system or network in trouble
# (5.3, 5.4, 5.6), or our mail unwelcome by policy (5.7).
_NOT_THE_ADDRESS = re.compile(r"5\.(?:2\.[23]|[3467]\.\d+)")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.])([45])\d\d[ -]")
# So written that it takes linear time, for the text is a stranger's.
_ADDRESS = re.compile(r"[^\s<>\"';:,()\[\]@]{1,64}@[^\s<>\"';:,()\[\]@]{1,253}")
LONGEST_TEXT = 20_000
MOST_ADDRESSES = 30


@dataclass(frozen=True)
class Bounce:
    """What became of a mail. `addresses`: all that it may have been for, the likeliest first. `said`: the other
    server's own words. `message_id`: of the mail that came back, "" where nobody tells."""

    addresses: tuple
    is_final: bool
    is_hard: bool
    said: str
    message_id: str


def read(message):
    """The Bounce that a parsed message tells of. One that says "later" is no bounce yet: `is_final` is False."""
    fields = _fields(message)
    returned = _returned(message)
    action = fields.get("action", "").lower()
    said = " ".join(fields.get("diagnostic-code", "").split()) or _first_line_with_a_code(message)
    status = _STATUS.search(fields.get("status", "")) or _STATUS.search(said)
    addresses = [
        *(fields.get(name, "").rpartition(";")[2].strip() for name in ("original-recipient", "final-recipient")),
        *addresses_in(returned.get_all("to"))[:MOST_ADDRESSES],
        *([] if fields else [one for one in _ADDRESS.findall(_text(message)) if "." in one][:MOST_ADDRESSES]),
    ]
    return Bounce(
        addresses=tuple(dict.fromkeys(address.strip(".") for address in addresses if "@" in address)),
        is_final=action == "failed" if fields else _is_of_a_server(message) and bool(said),
        is_hard=is_hard(status[1] if status else said),
        said=said[:500],
        message_id=str(returned.get("message-id", "")).strip()[:255],
    )


def has_code(said):
    """Whether a server's answer says by a number what it means."""
    return bool(_STATUS.search(said) or _REPLY_CODE.search(f"{said} "))


def is_hard(said):
    """Whether a status ("5.1.1"), or a server's answer, says that the address itself is no good."""
    if status := _STATUS.search(said):
        return status[1].startswith("5.") and not _NOT_THE_ADDRESS.fullmatch(status[1])
    code = _REPLY_CODE.search(f"{said} ")
    return bool(code) and code[1] == "5"


def _is_of_a_server(message):
    """Whether a mail server wrote this, where no part of it is for machines: an absence may mention numbers too."""
    sender = next(iter(addresses_in(message.get_all("from"))), "")
    return sender.partition("@")[0].lower() in {"mailer-daemon", "postmaster"}


def _fields(message):
    """The fields of the first recipient that failed, or of the first at all, from the part that machines read."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            blocks = [{key.lower(): str(value) for key, value in block.items()} for block in part.get_payload()]
            blocks = [block for block in blocks if "final-recipient" in block or "action" in block]
            return next((block for block in blocks if block.get("action", "").lower() == "failed"), (blocks or [{}])[0])
    return {}


def _returned(message):
    """The head of the mail that came back; the report itself where it was not sent along."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            return part.get_payload()[0]
        if part.get_content_type() == "text/rfc822-headers":
            return message_from_bytes(part.get_payload(decode=True) or b"")
    return Message()


def _text(message):
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            return (part.get_payload(decode=True) or b"")[:LONGEST_TEXT].decode("latin-1")
    return ""


def _first_line_with_a_code(message):
    lines = (" ".join(line.split()) for line in _text(message).splitlines())
    return next((line for line in lines if has_code(line)), "")
