"""What one member is told, for tests of what is never told."""

from workstreams.digests import contents


def told(member, since, until, parts=(), covers_all=True):
    """The News of one digest of this member."""
    (news,) = contents.collect([contents.Wish(member, since, until, dict(parts), covers_all)])
    return news
