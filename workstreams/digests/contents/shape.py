"""What a digest tells, as values: two that say the same are the same, so that they are drawn once for all readers."""

from dataclasses import dataclass
from datetime import datetime

from workstreams.recommendations.steps import NAMES, Step


@dataclass(frozen=True)
class Wish:
    """What one digest is to tell of: what is new to `member` after `since` and up to `until`.

    `parts`: groups that begin at a moment of their own, None for those that it is silent about. Where it does not
    `covers_all` it tells of those groups alone.
    """

    member: object
    since: datetime
    until: datetime
    parts: dict
    covers_all: bool = True

    def since_of(self, group):
        """From when on it tells of a group, by its number; None where it is silent about it."""
        return self.parts.get(group, self.since if self.covers_all else None)


@dataclass(frozen=True)
class Matter:
    """What waits for somebody who decides: how much of it, and since when the oldest. `kind` is "requests", "flags",
    "texts" or "appeals" of a group, or "applications" to the alliance."""

    kind: str
    count: int
    since: datetime
    group_name: str = ""
    group_slug: str = ""


@dataclass(frozen=True)
class Said:
    """A post with its words, on one line, cut where they are many; "" where its group keeps them out of mail."""

    post: int
    author: str
    sector: str
    organisation: str
    text: str
    title: str = ""


@dataclass(frozen=True)
class Sector:
    """One of the alliance's sectors, as the signature of a thread shows it."""

    pk: int
    name: str
    mark: str


@dataclass(frozen=True)
class ThreadNews:
    """What is new in a thread. `spoke`: the numbers of the sectors that did, in the window and in their fixed order;
    `replies`: new posts that answer; `is_new`: opened in the window; `author` opened it, for `organisation` or "" on
    that day; `level`: how closely the reader chose to follow it, or ""."""

    number: int
    group_slug: str
    title: str
    author: str
    organisation: str
    spoke: tuple
    replies: int
    is_new: bool
    said: tuple
    level: str = ""


@dataclass(frozen=True)
class GroupNews:
    """A group, its first threads with something new, and how many there are in all. `gives_texts`: whether mails may
    quote what is said there."""

    number: int
    slug: str
    name: str
    gives_texts: bool
    threads: tuple
    thread_count: int

    @property
    def more(self):
        return self.thread_count - len(self.threads)


@dataclass(frozen=True)
class Change:
    """A text that changed: `kind` is "charter", "planned", "done" or "dropped" (a milestone), "file", "document" or
    "publication". `title` names it where it has a name, `note` says what changed, `url` leads there.

    Of a document: `number` of its newest revision, 0 where none is new; `step` that it took, or "", and the `day` on
    which that is to end. Of a publication: `note` is its number and version.
    """

    kind: str
    group_name: str
    url: str
    title: str = ""
    note: str = ""
    number: int = 0
    day: object = None
    step: str = ""

    @property
    def step_name(self):
        return NAMES[Step(self.step)] if self.step else ""


@dataclass(frozen=True)
class Section:
    """What follows the groups: `kind` is "documents", "published" or "changes". `more`: how many there are beyond those
    shown."""

    kind: str
    items: tuple
    more: int = 0


@dataclass(frozen=True)
class SearchNews:
    """A saved search, the newest posts that it found, and whether there are more."""

    name: str
    query: str
    said: tuple
    more: bool


@dataclass(frozen=True)
class News:
    """All that one digest tells. `dues`: what texts ask of the member, soonest first. `seats`: in how many groups the
    member takes part; `silent`: the names of those that this digest leaves to another, or that the member wants to hear
    nothing of."""

    matters: tuple = ()
    dues: tuple = ()
    groups: tuple = ()
    sections: tuple = ()
    searches: tuple = ()
    sectors: tuple = ()
    seats: int = 0
    silent: tuple = ()

    @property
    def is_empty(self):
        return not (self.matters or self.dues or self.groups or self.sections or self.searches)

    @property
    def thread_count(self):
        return sum(group.thread_count for group in self.groups)

    @property
    def matter_count(self):
        return sum(matter.count for matter in self.matters)

    @property
    def needs(self):
        """All that waits for the member: what is asked by a day, what they decide, what is asked without one."""
        dated = [due for due in self.dues if due.when]
        return (*dated, *self.matters, *(due for due in self.dues if not due.when))
