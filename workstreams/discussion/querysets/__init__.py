"""Questions about threads and posts, each named for who asks. `visible_to` says who reads what."""

from workstreams.discussion.querysets.posts import PostQuerySet, RevisionQuerySet
from workstreams.discussion.querysets.reading import FollowingQuerySet, GroupFollowingQuerySet, ReadMarkQuerySet
from workstreams.discussion.querysets.threads import (
    LISTED,
    FormerThreadQuerySet,
    TagQuerySet,
    ThreadQuerySet,
    VoiceQuerySet,
)
from workstreams.discussion.querysets.writing import (
    ADDRESS,
    AttachmentQuerySet,
    DraftQuerySet,
    HeldPostQuerySet,
    SilenceQuerySet,
)

__all__ = [
    "ADDRESS",
    "AttachmentQuerySet",
    "DraftQuerySet",
    "FollowingQuerySet",
    "FormerThreadQuerySet",
    "GroupFollowingQuerySet",
    "HeldPostQuerySet",
    "LISTED",
    "PostQuerySet",
    "ReadMarkQuerySet",
    "RevisionQuerySet",
    "SilenceQuerySet",
    "TagQuerySet",
    "ThreadQuerySet",
    "VoiceQuerySet",
]
