"""A page of a thread costs the same at any size: what PostgreSQL reads for it is counted in a thread of 100,000."""

import json

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.workstreams.discussion.forest import grow_large
from workstreams.discussion import tree

pytestmark = pytest.mark.django_db

# Pages of 8 kB. A page of posts is some dozens; all of the thread would be thousands.
MOST_READ = 150


@pytest.fixture(scope="module")
def large(django_db_setup, django_db_blocker):
    """The thread, its posts in reading order, made once."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            thread = make.thread(make.group())
            grow_large(thread, branches=1000, replies=99)
            # Every test ends with this check: of what stands here already it is made once.
            connection.check_constraints()
            yield thread, list(thread.posts.in_tree_order().values_list("pk", flat=True))
            transaction.set_rollback(True)
        with connection.cursor() as cursor:
            # What was undone still lies in the table, in everybody's way.
            cursor.execute("VACUUM (ANALYZE) discussion_post")


def pages_read(act):
    """What each query of `act` made the database read, in its pages."""
    with connection.cursor() as cursor:
        # It may have looked by itself meanwhile: what is not committed is nothing to it, and it plans for that.
        cursor.execute("ANALYZE discussion_post")
    with CaptureQueriesContext(connection) as captured:
        act()
    read = []
    for query in captured.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query['sql']}")
            [(answer,)] = cursor.fetchall()
        plan = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
        read.append(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
    return read


@pytest.mark.parametrize("order", [tree.BY_PLACE, tree.BY_TIME], ids=["as a tree", "by time"])
@pytest.mark.parametrize("place", [None, 1, 30, 50_000, -1], ids=["first", "second", "near", "middle", "last"])
def test_a_page_reads_as_little_wherever_it_is(large, place, order):
    thread, posts = large
    start = place and posts[place]
    found = []
    read = pages_read(lambda: found.append(tree.page(thread.posts.defer("body"), start=start, order=order)))
    assert len(read) == 2
    assert max(read) < MOST_READ, read
    assert place == -1 or len(found[0].posts) == tree.PAGE_SIZE


@pytest.mark.parametrize("order", [tree.BY_PLACE, tree.BY_TIME], ids=["as a tree", "by time"])
def test_the_page_that_holds_a_post_is_found_as_quickly(large, order):
    thread, posts = large
    post = thread.posts.get(pk=posts[77_777])
    [read] = pages_read(lambda: tree.page_holding(thread.posts.all(), post, order=order))
    assert read < MOST_READ


def test_a_branch_reads_as_little(large):
    thread, posts = large
    first = thread.posts.filter(depth=1)[500]
    found = []
    read = pages_read(lambda: found.append(tree.page(tree.branch(thread.posts.all(), first))))
    assert max(read) < MOST_READ, read
    assert [post.depth for post in found[0].posts] == [1] + [2] * (tree.PAGE_SIZE - 1)


def test_the_bound_would_tell(large):
    thread, _posts = large
    [read] = pages_read(lambda: list(thread.posts.order_by("body_html")[:20]))
    assert read > MOST_READ
