"""The shape in which the sample threads are written down: who said what, how many days ago, and who answered."""

import textwrap
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """A post by the person `by`, `ago` days before the seeding, with its `replies`.

    `flag` is (who, reason, note); `hidden` and `dismissed` are (which lead, reason) and close that flag.
    """

    by: str
    ago: float
    words: str
    replies: tuple = ()
    flag: tuple = ()
    hidden: tuple = ()
    dismissed: tuple = ()


@dataclass(frozen=True)
class Topic:
    """A thread: its title, its first post, and the lead who pinned or locked it, if one did."""

    title: str
    root: Said
    pinned_by: str = ""
    locked_by: str = ""


def said(by, ago, words, *replies, **fate):
    """One post. The words are written as a block of lines, indented as the code is."""
    return Said(by, ago, textwrap.dedent(words).strip(), replies, **fate)
