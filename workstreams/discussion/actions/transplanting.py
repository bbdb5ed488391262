"""Bringing a branch of one thread into another. Inside the transaction of whoever holds both threads."""

from django.db import connection

from workstreams.discussion import tree
from workstreams.discussion.models import Post

TABLE = connection.ops.quote_name(Post._meta.db_table)


def transplant(post, *, into, below=None):
    """Put a post and all below it under the post `below` of the thread `into`, or at its root.

    One statement, however many they are: the places of a branch begin alike. Only where a branch reaches the deepest
    level, from where on replies stand side by side, each place is worked out anew.
    """
    if _reaches_deepest(post, below):
        return _place_anew(post, into, below)
    _path, depth = tree.place(post.pk, below)
    above = bytes(below.path) if below else b""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {TABLE}
            SET thread_id = %s, path = %s || substring(path FROM %s), depth = depth + %s,
                parent_id = CASE WHEN id = %s THEN %s ELSE parent_id END
            WHERE thread_id = %s AND path >= %s AND path < %s
            """,  # noqa: S608
            [
                into.pk,
                above,
                len(bytes(post.path)) - tree.ID_BYTES + 1,
                depth - post.depth,
                post.pk,
                below and below.pk,
                post.thread_id,
                bytes(post.path),
                tree.end_of_branch(post.path),
            ],
        )


def _reaches_deepest(post, below):
    if post.depth >= tree.DEEPEST:
        return True
    deepest = tree.branch(Post.objects.filter(thread=post.thread_id), post).order_by("-depth")
    depth = deepest.values_list("depth", flat=True)[0]
    return depth >= tree.DEEPEST or depth - post.depth + (below.depth + 1 if below else 0) > tree.DEEPEST


def _place_anew(post, into, below):
    replies = {}
    rows = Post.objects.filter(thread=post.thread_id).exclude(parent=None).order_by("pk").values_list("pk", "parent")
    for pk, parent in rows.iterator():
        replies.setdefault(parent, []).append(pk)
    found = list(tree.places(replies, post.pk, below))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {TABLE} AS post
            SET thread_id = %s, path = new.path, depth = new.depth,
                parent_id = CASE WHEN post.id = %s THEN %s ELSE post.parent_id END
            FROM unnest(%s::bigint[], %s::bytea[], %s::smallint[]) AS new (id, path, depth)
            WHERE post.id = new.id
            """,  # noqa: S608
            [into.pk, post.pk, below and below.pk, *map(list, zip(*found, strict=True))],
        )
