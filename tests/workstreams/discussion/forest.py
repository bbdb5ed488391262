"""Trees for tests, grown in one statement: what matters there is the tree, not how it came."""

from django.db import connection

from tests import factories as make
from workstreams.discussion.models import Post, Thread
from workstreams.discussion.tree import place


def grow(thread, parents, **fields):
    """Add a post for each number in `parents`: the place of its parent among all posts so far, the root being 0.

    Returns all posts, the root first, in the order in which they came.
    """
    posts = [make.root(thread)]
    fields = {
        "author": posts[0].author,
        "sector": posts[0].sector,
        "organisation": make.organisation(),
        "renderer": 1,
        "search": "",
        **fields,
    }
    for number, (pk, parent) in enumerate(zip(_ids(len(parents)), parents, strict=True), start=1):
        path, depth = place(pk, posts[parent])
        body = {"body": f"Post {number}.", "body_html": f"<p>Post {number}.</p>"}
        posts.append(Post(pk=pk, thread=thread, parent=posts[parent], path=path, depth=depth, **{**body, **fields}))
    Post.objects.bulk_create(posts[1:])
    Thread.objects.filter(pk=thread.pk).update(reply_count=len(parents))
    return posts


def _ids(count):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [Post._meta.db_table, count]
        )
        return [row[0] for row in cursor.fetchall()]


def grow_large(thread, branches, replies):
    """Add so many branches, each with so many replies to its first post, in one statement. Returns how many."""
    root = make.root(thread)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH added AS (
                SELECT nextval(pg_get_serial_sequence('discussion_post', 'id')) AS id, n
                FROM generate_series(0, %(branches)s * (%(replies)s + 1) - 1) AS n
            ), placed AS (
                SELECT added.id, added.n, first.id AS first, substring(int8send(added.id) FROM 4) AS own,
                    %(root)s::bytea || substring(int8send(first.id) FROM 4) AS branch
                FROM added JOIN added AS first ON first.n = added.n - added.n %% (%(replies)s + 1)
            )
            INSERT INTO discussion_post (
                id, thread_id, parent_id, path, depth, created_at, author_id, sector_id, format, body, body_html,
                renderer, language, search, search_version, revision_count, agree_count, insightful_count,
                thanks_count, hidden_reason, hidden_rule
            )
            SELECT placed.id, post.thread_id, CASE WHEN first = placed.id THEN post.id ELSE first END,
                CASE WHEN first = placed.id THEN branch ELSE branch || own END,
                CASE WHEN first = placed.id THEN 1 ELSE 2 END,
                post.created_at + n * interval '1 second', author_id, sector_id, format, 'Words.', '<p>Words.</p>',
                renderer, '', '', 1, 0, 0, 0, 0, '', ''
            FROM placed, discussion_post AS post WHERE post.id = %(id)s
            """,
            {"branches": branches, "replies": replies, "root": bytes(root.path), "id": root.pk},
        )
        cursor.execute("ANALYZE discussion_post")
    count = branches * (replies + 1)
    Thread.objects.filter(pk=thread.pk).update(reply_count=count)
    return count
