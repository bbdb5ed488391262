"""Which part of a file was asked for (RFC 9110, section 14). One range; who asks for several gets the whole."""

import re

UNSATISFIABLE = object()
_ONE = re.compile(r"bytes=(?P<first>\d{0,18})-(?P<last>\d{0,18})")


def span(header, size):
    """(first byte, how many) of a Range header; None for the whole file; UNSATISFIABLE where none of it is there."""
    found = _ONE.fullmatch(header.strip()) if header else None
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:
        length = min(int(found["last"]), size)
        return (size - length, length) if length else UNSATISFIABLE
    first = int(found["first"])
    last = min(int(found["last"]), size - 1) if found["last"] else size - 1
    if found["last"] and int(found["last"]) < first:
        return None
    return (first, last - first + 1) if first < size else UNSATISFIABLE
