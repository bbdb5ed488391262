"""From a file in mbox format to messages, one at a time, so that a large file needs little memory."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

from workstreams.discussion.mbox import bodies, headers

PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"PK\x03\x04": "zip", b"\x28\xb5\x2f\xfd": "zstd"}

_DATED = re.compile(rb"From .*\b\d{1,2}:\d\d\b.*\b(?:19|20)\d\d\b")
_PATCH = re.compile(rb"From [0-9a-f]{40} Mon Sep 17 00:00:00 2001")
_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:|>From ")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


class Unreadable(Exception):  # noqa: N818 - it is raised as a sentence, and reads as one
    """An archive that cannot be read. Its text is one sentence for the person who named the file."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `answers` are the ids of what it may answer, the likeliest first; `problem` says why it has no
    text, "" where it has."""

    message_id: str
    answers: tuple
    name: str
    address: str
    date: datetime
    subject: str
    body: str
    problem: str = ""

    @property
    def title(self):
        return headers.title(self.subject, self.name, self.date)


def read(path, progress=None):
    """Yield the Messages of the mbox file at `path`, in their order there. Raises Unreadable.

    Tolerant of what archives hold: unknown charsets, broken encodings, missing headers, wrong dates. A message that
    says no date that can be believed gets that of the message before it. `progress` is called with the bytes read
    and their total.
    """
    path = Path(path)
    now = date = datetime.now(UTC)
    with _opened(path) as file:
        total = path.stat().st_size
        for raw in split(_lines(file, path)):
            made = _message(raw, now=now, otherwise=date)
            date = made.date
            if progress:
                progress(file.tell(), total)
            yield made


def _opened(path):
    if not path.exists():
        raise Unreadable(f"There is no file at {path}.")
    if path.is_dir():
        raise Unreadable(f"{path} is a folder. Name the mbox file in it.")
    if not path.is_file():
        raise Unreadable(f"{path} is not a file.")
    try:
        return path.open("rb")
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error


def _lines(file, path):
    start = file.read(8)
    file.seek(0)
    for magic, name in PACKED.items():
        if start.startswith(magic):
            raise Unreadable(f"{path} is packed with {name}. Unpack it first.")
    if not start.strip():
        raise Unreadable(f"{path} is empty.")
    if not start.removeprefix(b"\xef\xbb\xbf").startswith(b"From "):
        raise Unreadable(f"{path} is not in mbox format: its first line does not begin with “From ”.")
    # By readline and not by iterating, which would forbid to ask how far we are.
    return iter(file.readline, b"")


def split(lines):
    """Yield each message's bytes, without the "From " line above it and with the escapes of such lines undone.

    A "From " line divides when it has a time and a year and a header follows. A line of a text that begins with the
    same word does not, nor does a patch inside a mail, unless the file is a series of patches from its first line on.
    """
    first = next(lines)
    is_dated, is_series = bool(_DATED.match(first)), bool(_PATCH.match(first))
    message, waiting = [], None
    for line in lines:
        if waiting and _HEADER.match(line):
            yield _ESCAPED.sub(rb"\1", b"".join(message))
            message, waiting = [], None
        elif waiting:
            message.append(waiting)
            waiting = None
        if line.startswith(b"From ") and (
            (_DATED.match(line) if is_dated else not message or not message[-1].strip())
            and (is_series or not _PATCH.match(line))
        ):
            waiting = line
        else:
            message.append(line)
    yield _ESCAPED.sub(rb"\1", b"".join([*message, waiting or b""]))


def _message(raw, *, now, otherwise):
    try:
        parsed = message_from_bytes(raw)
        body, problem = bodies.text_of(parsed)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # The standard library's parser gives up on some hostile messages. One such does not end the import.
        parsed, body, problem = message_from_bytes(raw.partition(b"\n\n")[0]), "", "it cannot be parsed"
    name, address = headers.sender(parsed)
    subject = headers.text(parsed, "subject")
    return Message(
        message_id=headers.message_id(parsed)
        or headers.derived_id(address, subject, headers.text(parsed, "date"), body),
        answers=headers.answers(parsed),
        name=name,
        address=address,
        date=headers.date(parsed, now) or otherwise,
        subject=subject,
        body=body,
        problem=problem,
    )
