"""Archives for tests: messages as a mail program would write them, into a file in mbox format."""

import itertools

SEPARATOR = "From nobody Thu Jan  1 00:00:00 1970\n"

_minutes = itertools.count()


def letter(message_id="", *, answers="", references="", body="Words.\n", **headers):
    """One message as bytes. Headers by their names with underscores; None leaves one out that is there by default."""
    minute = next(_minutes) % (24 * 60)
    fields = {
        "From": "Anna Bell <anna@example.invalid>",
        "Date": f"Tue, 05 Aug 2025 {minute // 60:02}:{minute % 60:02}:00 +0000",
        "Subject": "Who decides?",
        "Message-ID": message_id and f"<{message_id}>",
        "In-Reply-To": answers and f"<{answers}>",
        "References": " ".join(f"<{one}>" for one in references.split()),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    return head.encode("utf-8") + b"\n" + (body if isinstance(body, bytes) else body.encode("utf-8"))


def archive(path, *letters):
    """Write the messages to an mbox file at `path`, and return `path`."""
    path.write_bytes(b"".join(SEPARATOR.encode() + one.rstrip(b"\n") + b"\n\n" for one in letters))
    return path
