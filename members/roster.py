"""A file of organisations and people, read: from bytes to rows with their line numbers. Nothing is written.

docs/import-members.md tells a secretariat which columns there are.
"""

import codecs
import csv
import io
import pathlib

from django.utils.translation import gettext as _
from django_countries import countries

from members.models import Sector

#: Larger files are refused: nobody's list of organisations is longer, and the whole is read before any of it counts.
LARGEST = 10 * 1024 * 1024

#: What a column may be called. `name` is the person's where there are addresses, and the organisation's elsewhere.
COLUMNS = {
    "organisation": {"organisation", "organization", "organisation name", "organization name"},
    "type": {"user type", "type", "organisation type", "organization type"},
    "sector": {"sector"},
    "country": {"country"},
    "website": {"website", "web site", "url"},
    "email": {"email", "e-mail", "email address", "e-mail address"},
    "person": {"member", "person", "person name", "full name"},
    "time_zone": {"time zone", "timezone"},
}

#: The kinds of organisation in the European Commission's consultations, and the mark of the sector each belongs to.
TYPES = {
    "academic/research institution": Sector.Mark.ACADEMIA,
    "business association": Sector.Mark.PRIVATE,
    "company/business organisation": Sector.Mark.PRIVATE,
    "company/business": Sector.Mark.PRIVATE,
    "consumer organisation": Sector.Mark.CIVIL,
    "environmental organisation": Sector.Mark.CIVIL,
    "international organisation": Sector.Mark.INTERNATIONAL,
    "ngo (non-governmental organisation)": Sector.Mark.CIVIL,
    "non-governmental organisation (ngo)": Sector.Mark.CIVIL,
    "public authority": Sector.Mark.PUBLIC,
    "trade union": Sector.Mark.CIVIL,
}
#: The type that says nothing about the sector. Where it goes is the caller's word, and each such line is reported.
OTHER = "other"

#: Names of countries that the ISO list spells otherwise.
COUNTRIES = {
    "czech republic": "CZ",
    "great britain": "GB",
    "holland": "NL",
    "ivory coast": "CI",
    "macedonia": "MK",
    "republic of korea": "KR",
    "russian federation": "RU",
    "slovak republic": "SK",
    "south korea": "KR",
    "swaziland": "SZ",
    "the netherlands": "NL",
    "turkey": "TR",
    "uk": "GB",
    "united kingdom": "GB",
    "united states": "US",
    "united states of america": "US",
    "usa": "US",
    "vietnam": "VN",
}


class Unreadable(Exception):
    """The file as a whole cannot be read. The message is one sentence that says what to change."""


def read(path):
    """The rows of a CSV file as (line, row) pairs: the number of the line where a row begins, and a dict with the
    keys of COLUMNS that the file has.

    Commas, semicolons and tabs are understood. Raises Unreadable.
    """
    reader = csv.reader(io.StringIO(_text(pathlib.Path(path)), newline=""))
    head = next(reader, [])
    for delimiter in ";\t":
        if len(head) == 1 and delimiter in head[0]:
            reader = csv.reader(io.StringIO(_text(pathlib.Path(path)), newline=""), delimiter=delimiter)
            head = next(reader)
    keys = _keys(head)
    rows, begins = [], reader.line_num + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) > len(head):
                    raise Unreadable(
                        _("Line %(line)s has more cells than the first line has names. Put such a cell in quotes.")
                        % {"line": begins}
                    )
                rows.append((begins, {key: cells[at].strip() for at, key in keys.items() if at < len(cells)}))
            begins = reader.line_num + 1
    except csv.Error as problem:
        raise Unreadable(
            _("Line %(line)s cannot be read: %(why)s.") % {"line": reader.line_num, "why": problem}
        ) from problem
    if not rows:
        raise Unreadable(_("The file has no rows below its first line."))
    return rows


def _text(path):
    try:
        if path.is_dir():
            raise Unreadable(_("%(path)s is a folder, not a file.") % {"path": path})
        if path.stat().st_size > LARGEST:
            raise Unreadable(_("The file is larger than 10 MB. Split it."))
        content = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(_("There is no file %(path)s.") % {"path": path}) from None
    except OSError as problem:
        raise Unreadable(_("%(path)s cannot be read: %(why)s.") % {"path": path, "why": problem.strerror}) from problem
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _broken(content):
        raise Unreadable(_("The file is not written in UTF-8. Save it as “CSV UTF-8”."))
    if b"\x00" in content:
        raise Unreadable(_("The file holds NUL bytes, so it is no CSV file."))
    text = content.decode("utf-8-sig")
    if not text.strip():
        raise Unreadable(_("The file is empty."))
    return text


def _broken(content):
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    return False


def _keys(head):
    """Which key stands in which column. Raises Unreadable where a needed one is missing, or named twice."""
    names = [" ".join(name.replace("_", " ").split()).casefold() for name in head]
    keys = {at: key for at, name in enumerate(names) for key, known in COLUMNS.items() if name in known}
    if "name" in names:
        has_people = "email" in keys.values()
        if has_people and "person" not in keys.values():
            keys[names.index("name")] = "person"
        elif not has_people and "organisation" not in keys.values():
            keys[names.index("name")] = "organisation"
    found = list(keys.values())
    twice = next((key for key in found if found.count(key) > 1), None)
    if twice:
        raise Unreadable(_("Two columns of the first line mean the same: %(key)s.") % {"key": twice})
    missing = []
    if "organisation" not in found and "email" not in found:
        missing.append("organisation")
    if "type" not in found and "sector" not in found:
        missing.append("sector")
    if "email" in found and "person" not in found:
        missing.append("member")
    if missing:
        raise Unreadable(
            _("The first line names no column: %(missing)s. It names: %(found)s.")
            % {"missing": ", ".join(missing), "found": ", ".join(head)}
        )
    return keys


def country_codes():
    """ISO codes by what a country may be called: its name in English, the names in COUNTRIES, the code itself."""
    codes = {name.casefold(): code for code, name in countries}
    codes |= {code.casefold(): code for code, _name in countries}
    codes |= {countries.alpha3(code).casefold(): code for code, _name in countries}
    return codes | COUNTRIES


def sectors_by_word(other):
    """Sectors by what a file may call them: name, short name, address, and the types in TYPES. `other`: the sector
    for the type that says nothing, or None."""
    words = {}
    for sector in Sector.objects.all():
        words |= {word.casefold(): sector for word in (sector.name, sector.short_name, sector.slug)}
        words |= {word: sector for word, mark in TYPES.items() if mark == sector.mark}
    if other:
        words[OTHER] = other
    return words
