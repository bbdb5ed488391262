"""Somebody without an account who comments in a public consultation."""

from dataclasses import dataclass

from members.models import Sector
from workstreams.consultations.models import Comment


@dataclass(frozen=True)
class Guest:
    """`sector`: the one for which they speak, by their own word; None where they say none. `source`: the network from
    which they write, "" where nothing tells."""

    name: str
    email: str
    sector: Sector | None = None
    source: str = ""


def names_under(address):
    """The name of each comment that a guest sent from this address, confirmed or not."""
    return list(Comment.objects.filter(author=None, guest_email__iexact=address).values_list("guest_name", flat=True))
