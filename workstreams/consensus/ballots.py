"""Votes that were cast elsewhere, read from CSV. Every line that is wrong is named by its number."""

import csv
import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from workstreams.consensus.tally import Stance, Vote

NEEDED = ["statement", "voter", "sector", "stance"]
OPTIONAL = ["organisation", "at"]
BEGINNING = datetime.datetime.min.replace(tzinfo=datetime.UTC)


class Unreadable(Exception):
    """The file is no CSV in UTF-8, or lacks a column that it needs. Says so in words."""


@dataclass(frozen=True)
class Ballots:
    """`votes`: {statement: {voter: Vote}}, each voter's latest; `sectors`: all that occur, in the order of their names;
    `wrong`: (line number, what is wrong)."""

    votes: dict
    sectors: list
    wrong: list


def read(lines):
    """Ballots from an iterable of lines, the first of which names the columns: statement, voter, sector, stance, and
    perhaps organisation and at (ISO 8601; UTC where no zone is named). Of two rows of one voter on one statement the
    later counts: by `at`, an empty one being the earliest, and then the one further down. Raises Unreadable."""
    rows = csv.reader(lines)
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        if missing := [name for name in NEEDED if name not in names]:
            raise Unreadable(_("The first line lacks these columns: %(names)s.") % {"names": ", ".join(missing)})
        place = {name: names.index(name) for name in [*NEEDED, *OPTIONAL] if name in names}
        return _gathered(rows, place, len(names))
    except (csv.Error, UnicodeDecodeError) as problem:
        raise Unreadable(_("This is no CSV in UTF-8: %(why)s") % {"why": problem}) from problem


def _gathered(rows, place, width):
    votes, sectors, wrong = {}, {}, []
    for row in rows:
        if not any(field.strip() for field in row):
            continue
        said = {name: row[at].strip() if at < len(row) else "" for name, at in place.items()}
        try:
            if len(row) > width:
                raise ValueError(_("there are more fields than columns"))
            statement, voter, vote = _vote(said, rows.line_num)
        except ValueError as problem:
            wrong.append((rows.line_num, str(problem)))
            continue
        sectors.setdefault(vote.sector)
        cast = votes.setdefault(statement, {})
        if voter not in cast or vote.when >= cast[voter].when:
            cast[voter] = vote
    return Ballots(votes, sorted(sectors), wrong)


def _vote(said, line):
    for name in NEEDED:
        if not said[name]:
            raise ValueError(_("%(name)s is empty") % {"name": name})
    try:
        stance = Stance(said["stance"].lower())
    except ValueError as problem:
        known = ", ".join(Stance)
        raise ValueError(
            _("“%(stance)s” is no stance. These are: %(known)s") % {"stance": said["stance"], "known": known}
        ) from problem
    organisation = " ".join(said.get("organisation", "").split()).casefold()
    whose = ("organisation", organisation) if organisation else ("voter", said["voter"])
    return said["statement"], said["voter"], Vote(whose, said["sector"], stance, (_moment(said.get("at", "")), line))


def _moment(text):
    if not text:
        return BEGINNING
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError as problem:
        raise ValueError(_("“%(at)s” is no date and time, as in 2026-11-23T09:30:00Z") % {"at": text}) from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
