"""Keeping the signature of a thread: how many readable posts came from each sector; and what else a new post changes
there."""

from django.db import connection
from django.db.models import F

from workstreams.discussion.models import Following, Thread, Voice


def count_voice(post, change):
    """Add `change` to the voice of the post's sector, inside the caller's transaction."""
    if post.sector_id is None:
        return
    own = Voice.objects.filter(thread_id=post.thread_id, sector_id=post.sector_id)
    if not own.update(posts=F("posts") + change):
        Voice.objects.get_or_create(thread_id=post.thread_id, sector_id=post.sector_id)
        own.update(posts=F("posts") + change)


def note_said(post):
    """A post was just said: the voice of its sector, how many replies the thread has, its version and newest post; and
    its author tracks the thread from now on, unless they have chosen something. In the transaction of whoever says it,
    who holds the thread. One statement, for all the others who reply here wait until it is done."""
    names = {"voices": Voice, "followings": Following, "threads": Thread}
    tables = {name: connection.ops.quote_name(model._meta.db_table) for name, model in names.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            _NOTE.format(**tables),
            {
                "thread": post.thread_id,
                "sector": post.sector_id,
                "member": post.author_id,
                "level": Following.Level.TRACKING,
                "replies": int(post.parent_id is not None),
                "moment": post.created_at,
            },
        )


_NOTE = """
WITH voice AS (
    INSERT INTO {voices} AS own (thread_id, sector_id, posts)
    SELECT %(thread)s::bigint, %(sector)s::bigint, 1 WHERE %(sector)s::bigint IS NOT NULL
    ON CONFLICT (thread_id, sector_id) DO UPDATE SET posts = own.posts + 1
), following AS (
    INSERT INTO {followings} (thread_id, member_id, level, changed_at)
    VALUES (%(thread)s, %(member)s, %(level)s, now())
    ON CONFLICT DO NOTHING
)
UPDATE {threads}
SET reply_count = reply_count + %(replies)s, version = version + %(replies)s,
    last_post_at = greatest(last_post_at, %(moment)s)
WHERE id = %(thread)s
"""
