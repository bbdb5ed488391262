"""Somebody without an account who comments in a public consultation."""

from dataclasses import dataclass

from members.models import Sector


@dataclass(frozen=True)
class Guest:
    """`sector`: the one for which they speak, by their own word; None where they say none. `source`: the network from
    which they write, "" where nothing tells."""

    name: str
    email: str
    sector: Sector | None = None
    source: str = ""
