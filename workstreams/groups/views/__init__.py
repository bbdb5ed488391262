"""Pages about groups and the people in them. A group's own first page is its list of threads: see discussion."""

from workstreams.groups.views.charter import charter
from workstreams.groups.views.listing import groups
from workstreams.groups.views.people import people
from workstreams.groups.views.seats import join, leave

__all__ = [
    "charter",
    "groups",
    "join",
    "leave",
    "people",
]
