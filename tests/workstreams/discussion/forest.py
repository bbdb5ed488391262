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
