"""A list of people to invite, read: from pasted text or a file to lines with what is wrong in each. Nothing is
written, and nothing is looked up.

docs/invitations.md tells leads how a list looks.
"""

import csv
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from members.domains import clean_address as one_spelling
from members.names import clean_name

LARGEST = 1024 * 1024
MOST = 500
#: What the first line may call the columns. Without such a line they stand in this order.
COLUMNS = {
    "email": {"email", "e-mail", "email address", "e-mail address", "mail", "address"},
    "name": {"name", "person", "full name", "member"},
    "role": {"role"},
}
LONGEST_ADDRESS = 254
LONGEST_NAME = 120


class Unreadable(Exception):
    """The list as a whole cannot be read. The message is one sentence that says what to change."""


@dataclass
class Invitee:
    """One line of the list. `wrong`: why nobody can be invited by it, "" when it is in order."""

    line: int
    email: str
    name: str = ""
    role: str = ""
    role_label: str = ""
    wrong: str = ""


def decode(content):
    """The text of a file. Raises Unreadable for what is no text in UTF-8."""
    if len(content) > LARGEST:
        raise Unreadable(_("The file is larger than 1 MB. Split it."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(_("The file is not written in UTF-8. Save it as “CSV UTF-8”.")) from None
    if "\x00" in text:
        raise Unreadable(_("The file holds NUL bytes, so it is no CSV file."))
    return text


def read(text):
    """The invitees in a list: commas, semicolons and tabs are understood, a first line with names may be there or
    not. Each address counts once; a second time it is told to be wrong. Raises Unreadable."""
    if len(text) > LARGEST:
        raise Unreadable(_("The list is longer than 1 MB. Split it."))
    rows = _rows(text)
    if rows and _keys(rows[0][1]):
        keys = _keys(rows.pop(0)[1])
    else:
        keys = {at: key for at, key in enumerate(COLUMNS)}
    if not rows:
        raise Unreadable(_("There is nobody in the list."))
    if len(rows) > MOST:
        raise Unreadable(
            _("The list has %(count)s lines; %(most)s go at a time. Split it.") % {"count": len(rows), "most": MOST}
        )
    invitees, seen = [], {}
    for line, cells in rows:
        one = _invitee(line, {keys[at]: cell.strip() for at, cell in enumerate(cells) if at in keys})
        if not one.wrong:
            earlier = seen.setdefault(one.email, line)
            if earlier != line:
                one.wrong = _("This address stands in line %(line)s already.") % {"line": earlier}
        invitees.append(one)
    return invitees


def as_text(invitees):
    """The lines of these invitees, to be read again."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([one.email, one.name, one.role] for one in invitees)
    return text.getvalue().strip()


def clean_address(text):
    """An address as it is kept: in small letters. Raises ValidationError for what is none."""
    email = text.strip().lower()
    if len(email) > LONGEST_ADDRESS:
        raise ValidationError(_("No e-mail address is so long."))
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(_("Enter an e-mail address like name@example.org.")) from None
    return one_spelling(email)


def _rows(text):
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    rows, begins = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as problem:
        raise Unreadable(
            _("Line %(line)s cannot be read: %(why)s.") % {"line": reader.line_num, "why": problem}
        ) from problem
    return rows


def _keys(cells):
    """Which key stands in which column, when this line names them; nothing when it does not."""
    names = [" ".join(cell.replace("_", " ").split()).casefold() for cell in cells]
    keys = {at: key for at, name in enumerate(names) for key, known in COLUMNS.items() if name in known}
    return keys if "email" in keys.values() and len(set(keys.values())) == len(keys) else {}


def _invitee(line, row):
    one = Invitee(line, row.get("email", ""), " ".join(row.get("name", "").split()), row.get("role", "").casefold())
    try:
        one.email = clean_address(one.email)
        one.name = clean_name(one.name)
        if len(one.name) > LONGEST_NAME:
            raise ValidationError(_("The name has more than %(most)s signs.") % {"most": LONGEST_NAME})
    except ValidationError as problem:
        one.wrong = problem.messages[0]
    return one
