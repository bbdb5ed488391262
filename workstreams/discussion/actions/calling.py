"""Keeping who is called in a post. In the transaction of whoever writes its text."""

from workstreams.discussion.models import Mention


def note_mentions(post, called):
    """Keep that a post calls these members (ids), and no others. Its author is not told of their own words."""
    called = set(called) - {post.author_id}
    post.mentions.exclude(member__in=called).delete()
    call(post, called)


def call(post, called):
    """The same for a post that was just written."""
    others = sorted(set(called) - {post.author_id})
    if others:
        Mention.objects.bulk_create((Mention(post=post, member_id=one) for one in others), ignore_conflicts=True)
