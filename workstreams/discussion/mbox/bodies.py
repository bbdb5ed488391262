"""The text of a mail: of its parts the one to read, decoded, and with lines joined that were only broken to be sent."""

import re

from workstreams.discussion.mbox.charsets import to_text
from workstreams.discussion.mbox.webpages import page_to_text
from workstreams.markup.rendering import is_blank
from workstreams.markup.sanitising import writable

READ = {"text/plain", "text/html", "text/x-patch", "text/x-diff"}

_QUOTED = re.compile(">*")


def text_of(message):
    """(text, problem) of a parsed mail. `problem` says why there is no text, in words that follow "because".

    Plain text is preferred to HTML; attachments are left out, unless the text itself came as one.
    """
    text = _text(message, attached=False)
    if is_blank(text):
        text = _text(message, attached=True)
    if not is_blank(text):
        return text, ""
    others = sorted({part.get_content_type() for part in message.walk() if not part.is_multipart()} - READ)
    return "", f"it holds no text, only {', '.join(others)}" if others else "it is empty"


def _text(part, attached):
    kind = part.get_content_type()
    if part.is_multipart():
        if part.get_content_maintype() != "multipart":
            return ""  # a whole message, attached
        texts = (_text(inner, attached) for inner in part.get_payload())
        if kind == "multipart/alternative":
            return _best(
                [(inner.get_content_type(), text) for inner, text in zip(part.get_payload(), texts, strict=True)]
            )
        if kind in ("multipart/related", "multipart/signed"):
            return next((text for text in texts if not is_blank(text)), "")
        return "\n\n".join(text for text in texts if not is_blank(text))
    if kind not in READ or (part.get_content_disposition() == "attachment") != attached:
        return ""
    return _decoded(part)


def _best(alternatives):
    """The plain one, if it says anything: some programs send an empty one beside the HTML."""
    said = [(kind, text) for kind, text in alternatives if not is_blank(text)]
    plain = [text for kind, text in said if kind != "text/html"]
    return (plain or [text for _, text in said] or [""])[0]


def _decoded(part):
    text = writable(to_text(part.get_payload(decode=True) or b"", part.get_content_charset()))
    if part.get_content_type() == "text/html":
        text = page_to_text(text)
    elif str(part.get_param("format", "")).lower() == "flowed":
        text = unflow(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(lines)


def unflow(text, *, delete_space=False):
    """Join the lines that a program broke (RFC 3676): those that end with a space go on in the next."""
    made, goes_on, depth_above = [], False, 0
    for line in text.split("\n"):
        depth = _QUOTED.match(line).end()
        line = line[depth:].removeprefix(" ")
        flows = line.endswith(" ") and line != "-- "
        shown = line[:-1] if flows and delete_space else line
        if goes_on and depth == depth_above and line != "-- ":
            made[-1] += shown
        else:
            # A space that keeps a line from looking like a quote stays.
            made.append(">" * depth + (" " if depth or line.startswith(">") else "") + shown)
        goes_on, depth_above = flows, depth
    return "\n".join(line if line.endswith("-- ") else line.rstrip() for line in made)
