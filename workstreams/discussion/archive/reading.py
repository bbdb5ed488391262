"""Topics of an archive, one after the other: however large the file is, one of them is in memory.

The file is what tools write that keep a copy of a repository's discussion: an object with the repository's name
(`repo`), `issues` and `pulls`. Each of these has a `number`, a `title`, a `body`, an `author`, `labels` and `comments`.
"""

import datetime
from dataclasses import dataclass, field
from itertools import chain, count

import ijson
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from workstreams.markup.sanitising import writable

LONGEST_NAME = 200
# Whoever wrote and is known no more.
NOBODY = "ghost"


class Unreadable(Exception):
    """What is wrong, and where in the file."""


@dataclass(slots=True)
class Said:
    """One text: of a topic itself, or a comment. `key` tells it from all others of the archive."""

    key: str
    place: str
    author: str
    at: datetime.datetime
    body: str


@dataclass(slots=True)
class Topic:
    """An issue or a change proposal. `remarks`: how many on lines of a change, which mean nothing without it."""

    number: int
    title: str
    labels: list
    opening: Said
    comments: list = field(default_factory=list)
    remarks: int = 0


def name_of(path):
    """The name of the archive: `owner/repository`. Raises Unreadable for a file that is no such archive."""
    for found in _items(path, "repo"):
        if isinstance(found, str) and 0 < len(found) <= LONGEST_NAME:
            return writable(found)
        break
    raise Unreadable(_("This is no archive of a working group: “repo”, its name, is missing."))


def read(path, name):
    """Every Topic of the archive `name`, in the order of the file. Raises Unreadable, naming the place."""
    seen = {}
    for kind in ("issues", "pulls"):
        for index, found in enumerate(_items(path, f"{kind}.item")):
            place = f"{kind}[{index}]"
            topic = _topic(found, place, name)
            if topic.number in seen:
                raise Unreadable(
                    _("%(place)s: the number %(number)d is that of %(other)s.")
                    % {"place": place, "number": topic.number, "other": seen[topic.number]}
                )
            seen[topic.number] = place
            yield topic


def _items(path, prefix):
    try:
        with open(path, "rb") as file:
            yield from ijson.items(file, prefix)
    except OSError as problem:
        raise Unreadable(f"{path}: {problem.strerror}") from problem
    except (ijson.JSONError, UnicodeDecodeError, ValueError) as problem:
        raise Unreadable(
            _("The file is not JSON, or is cut off: %(why)s") % {"why": " ".join(str(problem).split())}
        ) from (problem)


def _topic(found, place, name):
    found = _checked(found, dict, place, _("an object"))
    number = _field(found, "number", int, place, _("a number"))
    if isinstance(number, bool) or not 0 < number < 2**31:
        raise Unreadable(_("%(place)s: %(what)s is expected.") % {"place": f"{place}.number", "what": _("a number")})
    labels = _field(found, "labels", list, place, _("a list"), missing=[])
    opening = _said(found, place, f"{name}#{number}")
    topic = Topic(
        number,
        " ".join(_field(found, "title", str, place, _("a text")).split()),
        [_label(one, f"{place}.labels[{index}]") for index, one in enumerate(labels)],
        opening,
    )
    keys = {opening.key}
    for index, one in enumerate(_field(found, "comments", list, place, _("a list"), missing=[])):
        where = f"{place}.comments[{index}]"
        said = _said(_checked(one, dict, where, _("an object")), where, "")
        key = f"{opening.key}/{said.at:%Y-%m-%dT%H:%M:%SZ}/{said.author}"
        said.key = next(each for each in chain([key], (f"{key}/{n}" for n in count(2))) if each not in keys)
        keys.add(said.key)
        topic.comments.append(said)
    topic.comments.sort(key=lambda said: said.at)
    for index, one in enumerate(_field(found, "reviews", list, place, _("a list"), missing=[])):
        review = _checked(one, dict, f"{place}.reviews[{index}]", _("an object"))
        topic.remarks += bool(review.get("body")) + len(review.get("comments") or [])
    return topic


def _said(found, place, key):
    author = writable(_field(found, "author", str, place, _("a name"), missing=NOBODY)).strip() or NOBODY
    written = _field(found, "createdAt", str, place, _("a date"))
    try:
        at = parse_datetime(written)
    except ValueError:
        at = None
    if at is None:
        raise Unreadable(_("%(place)s: “%(text)s” is no date.") % {"place": f"{place}.createdAt", "text": written[:40]})
    at = at if timezone.is_aware(at) else at.replace(tzinfo=datetime.UTC)
    # Nothing is said in the future.
    at = min(at.astimezone(datetime.UTC), timezone.now())
    body = _field(found, "body", str, place, _("a text"), missing="")
    return Said(key, place, author[:LONGEST_NAME], at, body)


def _label(found, place):
    found = found.get("name") if isinstance(found, dict) else found
    return " ".join(_checked(found, str, place, _("a text")).split())


def _field(found, name, kind, place, what, *, missing=None):
    value = found.get(name)
    if value is None and missing is not None:
        return missing
    return _checked(value, kind, f"{place}.{name}", what)


def _checked(value, kind, place, what):
    if not isinstance(value, kind):
        raise Unreadable(_("%(place)s: %(what)s is expected.") % {"place": place, "what": what})
    return value
