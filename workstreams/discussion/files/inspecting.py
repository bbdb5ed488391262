"""Whether a file may come in, told by what is in it."""

import os
import re
import tempfile
from dataclasses import dataclass

import filetype
from django.utils.translation import gettext as _

from workstreams.discussion.files import office, pictures
from workstreams.discussion.files.kinds import PDF, TEXTS
from workstreams.discussion.files.names import tidy_name

# How much of a file is looked at to tell its kind.
HEAD = 8192

_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_A_PAGE = re.compile(rb"\s*<(?:!doctype|html|head|body|script|svg|\?xml|\?php|iframe)\b", re.IGNORECASE)
_BOM = b"\xef\xbb\xbf"


class Refused(Exception):
    """Why a file does not come in, in words for whoever brought it."""


@dataclass(frozen=True)
class Fit:
    """A file that may come in. `file`: open for reading, at its beginning; `width` and `height` of a picture alone."""

    name: str
    content_type: str
    file: object
    size: int
    width: int | None = None
    height: int | None = None


def inspect(name, file, *, most):
    """Look into a file (open, seekable) that somebody calls `name`, and make of it what is kept: a Fit.

    Its content says what it is. A picture is drawn anew (see `pictures`), everything else is taken as it is. Raises
    Refused for what is not on the list (see `kinds`), is damaged, empty, or has more than `most` bytes.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if not size:
        raise Refused(_("“%(name)s” is empty.") % {"name": shown(name)})
    if size > most:
        raise Refused(too_large(name, most))
    guess = filetype.guess(file.read(HEAD))
    extension = guess.extension if guess else ""
    file.seek(0)
    if extension in {"png", "jpg", "gif", "webp", "avif"}:
        return _picture(name, file, most)
    if extension == "pdf":
        return Fit(tidy_name(name, PDF), PDF.content_type, file, size)
    # Two letters of a text may be the mark of something else, and documents are containers with a mark of their own.
    if kind := _kind_of_text(name):
        return _text(name, kind, file, size)
    return _document(name, file, size)


def too_large(name, most):
    return _("“%(name)s” has more than %(most)d MB, which is the most a file may have.") % {
        "name": shown(name),
        "most": most // 1024 // 1024,
    }


def shown(name):
    """A name short enough for a sentence."""
    name = " ".join(name.split())
    return name if len(name) <= 60 else f"{name[:40]}…{name[-15:]}"


def not_allowed(name):
    return _(
        "“%(name)s” cannot be attached. Pictures (PNG, JPEG, GIF, WebP, AVIF), PDF, plain text, Markdown, CSV and"
        " documents of office programs (docx, xlsx, pptx, odt, ods, odp) can."
    ) % {"name": shown(name)}


def _picture(name, file, most):
    drawn = tempfile.TemporaryFile()
    try:
        kind, width, height = pictures.redraw(file, drawn)
    except pictures.TooManyPixels as problem:
        raise Refused(
            _("“%(name)s” has more than %(millions)d million pixels. Make it smaller, and attach it again.")
            % {"name": shown(name), "millions": pictures.PIXELS // 1_000_000}
        ) from problem
    except pictures.Unfit as problem:
        raise Refused(
            _("“%(name)s” is a picture that cannot be read. It may be damaged.") % {"name": shown(name)}
        ) from problem
    size = drawn.seek(0, os.SEEK_END)
    if size > most:
        raise Refused(too_large(name, most))
    drawn.seek(0)
    return Fit(tidy_name(name, kind), kind.content_type, drawn, size, width, height)


def _document(name, file, size):
    try:
        kind = office.kind_in(file)
    except office.Unfit as problem:
        if problem.has_macros:
            raise Refused(
                _("“%(name)s” holds macros. Save it without them, and attach it again.") % {"name": shown(name)}
            ) from problem
        raise Refused(not_allowed(name)) from problem
    file.seek(0)
    return Fit(tidy_name(name, kind), kind.content_type, file, size)


def _kind_of_text(name):
    """A text has no mark of its own: its name says which kind it is, and its content that it is one."""
    suffix = os.path.splitext(name)[1].lower()
    return next((kind for kind in TEXTS if suffix in kind.suffixes), None)


def _text(name, kind, file, size):
    content = file.read()
    file.seek(0)
    if _CONTROLS.search(content) or _A_PAGE.match(content.removeprefix(_BOM)):
        raise Refused(not_allowed(name))
    try:
        content.decode()
        charset = "; charset=utf-8"
    except UnicodeDecodeError:
        # Older spreadsheets write in the letters of their country. Which, nobody says: it is handed on as it came.
        charset = ""
    return Fit(tidy_name(name, kind), f"{kind.content_type}{charset}", file, size)
