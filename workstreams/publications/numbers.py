"""Numbers and versions of publications. Words in, words out."""

import re

#: What a pattern may hold besides letters, digits, dots and hyphens.
FIELD = re.compile(r"\{year\}|\{n(?::0\d)?\}")
VERSION = re.compile(r"(\d{1,3})\.(\d{1,3})")


def wrong_with_pattern(pattern):
    """Whether numbers made by a pattern would not be told apart, or could stand in no address."""
    rest = FIELD.sub("", pattern)
    return not re.search(r"\{n(?::0\d)?\}", pattern) or not re.fullmatch(r"[A-Za-z0-9.-]*", rest)


def number_of(pattern, year, place):
    """ "AGA-{year}-{n:03}" is "AGA-2026-001" for the first of 2026."""
    return pattern.format(year=year, n=place)


def place_after(last):
    """The place in a year after the `last` one, None where there is none."""
    return (last or 0) + 1


def next_versions(version):
    """The versions that may follow: with a change of substance, and without one. The first is 1.0."""
    if not version:
        return ["1.0"]
    major, minor = (int(part) for part in VERSION.fullmatch(version).groups())
    return [f"{major + 1}.0", f"{major}.{minor + 1}"]
