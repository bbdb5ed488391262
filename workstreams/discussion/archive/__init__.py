"""A working group's archive of issues and change proposals, as JSON: read piece by piece. No rows."""

from workstreams.discussion.archive.reading import Topic, Unreadable, name_of, read
from workstreams.discussion.archive.references import Resolved, resolve

__all__ = ["Resolved", "Topic", "Unreadable", "name_of", "read", "resolve"]
