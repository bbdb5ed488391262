"""Threads and posts, and what belongs to their writing and reading."""

from workstreams.discussion.models.posts import (
    BODY_LENGTH,
    MENTIONS,
    ImportedMessage,
    Mention,
    Post,
    Reaction,
    Revision,
    Voice,
)
from workstreams.discussion.models.reading import Following, GroupFollowing, ReadMark
from workstreams.discussion.models.restraints import HeldPost, Silence
from workstreams.discussion.models.threads import TITLE_LENGTH, FormerThread, Tag, Thread
from workstreams.discussion.models.writing import FILE_SIZE, FILES, Attachment, Draft

__all__ = [
    "BODY_LENGTH",
    "FILES",
    "FILE_SIZE",
    "MENTIONS",
    "TITLE_LENGTH",
    "Attachment",
    "Draft",
    "Following",
    "FormerThread",
    "GroupFollowing",
    "HeldPost",
    "ImportedMessage",
    "Mention",
    "Post",
    "Reaction",
    "ReadMark",
    "Revision",
    "Silence",
    "Tag",
    "Thread",
    "Voice",
]
