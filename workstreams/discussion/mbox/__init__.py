"""A mailing list's archive, as messages. Pure reading: a file in, messages and their tree out."""

from workstreams.discussion.mbox.reading import Message, Unreadable, read

__all__ = ["Message", "Unreadable", "read"]
