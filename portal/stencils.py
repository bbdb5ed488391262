"""Templates that are drawn once and filled many times.

Most of what a page says in one answer it says in the next one too. A stencil is a template's output with holes in it:
the template stays the only place that knows the markup, and what differs from answer to answer is put in by joining
strings. What only some may read is never in a stencil: it comes with the values, at the moment of asking.
"""

import re
import secrets
import threading
from collections import OrderedDict

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

# A template also prints what people typed, and they may type any character there is: a hole is known by a word that
# this process alone knows.
_WORD = secrets.token_hex(16)
_FRAME = f"\ue000{_WORD}-{{}}\ue001"
_HOLE = re.compile(f"\ue000{_WORD}-([a-z_0-9]+)\ue001")


def hole(name):
    """What a template is given in place of a value that differs. It may print it, and ask whether it is there."""
    return mark_safe(_FRAME.format(name))  # noqa: S308 - characters of our own and a name of ours


class Stencil:
    """Drawn HTML with holes."""

    __slots__ = ("_names", "_parts")

    def __init__(self, html):
        pieces = _HOLE.split(html)
        self._parts = pieces
        self._names = [(place, pieces[place]) for place in range(1, len(pieces), 2)]

    def fill(self, values):
        """The HTML with these values, by name; what is not safe is escaped. Raises KeyError for one that is missing."""
        parts = self._parts.copy()
        for place, name in self._names:
            value = values[name]
            parts[place] = value if hasattr(value, "__html__") else conditional_escape(value)
        return mark_safe("".join(parts))  # noqa: S308 - a template's output and escaped values


class Shelf:
    """What was made once, by what it depends on, in this process: the things last asked for, at most `size`."""

    def __init__(self, size):
        self._size = size
        self._found = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key, make):
        """The thing of this key; `make` makes it where it is not kept."""
        found = self.find(key)
        # Two threads may make the same at once; either is right.
        return self.put(key, make()) if found is None else found

    def find(self, key):
        """The thing of this key, or None."""
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def put(self, key, thing):
        """Keep the thing under this key, and give it back."""
        with self._lock:
            self._found[key] = thing
            while len(self._found) > self._size:
                self._found.popitem(last=False)
        return thing

    def clear(self):
        """Keep nothing of what was made so far."""
        with self._lock:
            self._found.clear()

    def __contains__(self, key):
        return key in self._found


class Kept(Shelf):
    """The stencils of one kind."""

    def get(self, key, draw):
        """The stencil of this key; `draw` makes its HTML where it is not kept."""
        return super().get(key, lambda: Stencil(draw()))


def cut(template, context, request=None):
    """A template's HTML without the empty lines that its comments leave, for `Kept.get`."""
    return render_to_string(template, context, request).strip()
