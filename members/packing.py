"""A member's data, packed: sections in, one ZIP out, whatever their size in little memory."""

import json
import shutil
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from members.own_data import SCHEMA

PAGES = "members/export"


def pack(target, sections, *, made_at, tell=lambda done, total: None):
    """Write data.json, index.html with its style, and what the member attached into `target`, a file open for writing
    bytes.

    `tell` is called after each row with the rows done and their expected number; what it raises ends the packing.
    """
    total, done = sum(section.count for section in sections), 0
    with tempfile.TemporaryFile("w+b") as data, tempfile.TemporaryFile("w+b") as page:
        head = {"schema": SCHEMA, "alliance": settings.ALLIANCE_NAME, "made_at": made_at}
        data.write(b"{" + b",".join(_json(key) + b":" + _json(value) for key, value in head.items()))
        context = {"alliance": settings.ALLIANCE_NAME, "made_at": made_at, "sections": sections}
        page.write(render_to_string(f"{PAGES}/head.html", context).encode())
        for section in sections:
            data.write(b"," + _json(section.key) + b":[")
            page.write(render_to_string(f"{PAGES}/section.html", {"section": section}).encode())
            for number, row in enumerate(section.rows):
                data.write((b"," if number else b"") + b"\n" + _json(row))
                page.write(render_to_string(f"{PAGES}/row.html", {"values": list(_values(section, row))}).encode())
                done += 1
                tell(done, total)
            data.write(b"]")
            page.write(render_to_string(f"{PAGES}/section_end.html").encode())
        data.write(b"}\n")
        page.write(render_to_string(f"{PAGES}/foot.html").encode())
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            _put(archive, "data.json", data)
            _put(archive, "index.html", page)
            with _style().open("rb") as style:
                _put(archive, "style.css", style)
            for section in sections:
                for name, opener in section.files:
                    _put_if_there(archive, name, opener)
                    tell(done, total)


def _style():
    return Path(settings.BASE_DIR, "templates", PAGES, "style.css")


def _put(archive, name, file):
    file.seek(0)
    with archive.open(name, "w", force_zip64=True) as entry:
        shutil.copyfileobj(file, entry, 1 << 16)


def _put_if_there(archive, name, opener):
    try:
        with opener() as file:
            _put(archive, name, file)
    except FileNotFoundError:
        # The storage has lost it: the rest is worth having.
        return


def _json(value):
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).encode()


def _values(section, row):
    """(label, value in words, whether it is a text of its own) of what a row says; what is empty is left out."""
    for key, label in section.labels.items():
        value = row.get(key)
        if value in (None, "", [], ()):
            continue
        words = _in_words(value)
        yield label, words, "\n" in words or len(words) > 120


def _in_words(value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(localtime(value), "j F Y, H:i e")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)
