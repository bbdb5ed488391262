"""Keeping the signature of a thread: how many readable posts came from each sector."""

from django.db.models import F

from workstreams.discussion.models import Voice


def count_voice(post, change):
    """Add `change` to the voice of the post's sector, inside the caller's transaction."""
    if post.sector_id is None:
        return
    own = Voice.objects.filter(thread_id=post.thread_id, sector_id=post.sector_id)
    if not own.update(posts=F("posts") + change):
        Voice.objects.get_or_create(thread_id=post.thread_id, sector_id=post.sector_id)
        own.update(posts=F("posts") + change)
