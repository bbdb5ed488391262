"""The tree, on trees grown by chance: reading order, pages, and the page that an address opens."""

import random
from datetime import timedelta

import pytest
from django.db import transaction

from tests import factories as make
from tests.workstreams.discussion.forest import grow
from workstreams.discussion import tree

pytestmark = pytest.mark.django_db

SEEDS = range(6)


def random_parents(seed):
    """The parent of each post, chosen by chance: bushy, deep, or in between."""
    chance = random.Random(seed)
    count = chance.randint(1, 60)
    near = chance.choice([1, 3, 1000])
    return [chance.randint(max(0, number - near), number) for number in range(count)]


def depth_first(posts):
    """The order in which a tree reads: each post, then its replies in the order in which they came."""
    replies = {}
    for post in posts[1:]:
        replies.setdefault(post.parent_id, []).append(post)
    order, waiting = [], [posts[0]]
    while waiting:
        post = waiting.pop()
        order.append(post.pk)
        waiting.extend(reversed(replies.get(post.pk, [])))
    return order


@pytest.fixture(scope="module", params=SEEDS)
def forest(request, django_db_setup, django_db_blocker, quick_passwords):
    """Two threads that grew at the same time, so that ids of one stand between those of the other. Made once for
    each seed: what a test changes is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        thread, other = make.thread(make.group()), make.thread(make.group())
        posts = grow(thread, random_parents(request.param))
        grow(other, random_parents(request.param + 100))
        yield thread, posts
        transaction.set_rollback(True)


def ids(page):
    return [post.pk for post in page.posts]


def test_the_order_of_places_is_the_order_of_reading(forest):
    thread, posts = forest
    assert list(thread.posts.in_tree_order().values_list("pk", flat=True)) == depth_first(posts)


def test_depth_counts_the_posts_above(forest):
    _thread, posts = forest
    by_id = {post.pk: post for post in posts}
    for post in posts[1:]:
        assert post.depth == by_id[post.parent_id].depth + 1
        assert bytes(post.path).startswith(bytes(by_id[post.parent_id].path))


@pytest.mark.parametrize("size", [1, 2, 7, 50])
def test_pages_one_after_the_other_are_the_whole_tree(forest, size):
    thread, posts = forest
    read, start = [], None
    while True:
        page = tree.page(thread.posts.all(), start=start, size=size)
        assert len(page.posts) <= size
        read += ids(page)
        if page.later is None:
            break
        start = page.later
    assert read == depth_first(posts)


@pytest.mark.parametrize("size", [1, 2, 7, 50])
def test_the_way_back_misses_nothing(forest, size):
    thread, posts = forest
    order = depth_first(posts)
    start, page = order[-1], tree.page(thread.posts.all(), start=order[-1], size=size)
    seen = set(ids(page))
    while page.earlier:
        assert order.index(page.earlier) < order.index(start)
        start, page = page.earlier, tree.page(thread.posts.all(), start=page.earlier, size=size)
        seen |= set(ids(page))
    assert seen == set(order)
    assert start == order[0]


@pytest.mark.parametrize("size", [1, 2, 7, 50])
def test_every_address_opens_a_page_that_holds_its_post(forest, size):
    thread, posts = forest
    order = depth_first(posts)
    for post in posts:
        start = tree.page_holding(thread.posts.all(), post, size=size)
        page = tree.page(thread.posts.all(), start=start, size=size)
        assert post.pk in ids(page)
        if start:
            above = order.index(post.pk) - order.index(start)
            assert above == min(tree.CONTEXT, size - 1)
        else:
            assert ids(page)[0] == order[0]


@pytest.mark.parametrize("size", [1, 2, 7, 50])
def test_the_last_page_ends_with_the_last_post(forest, size):
    thread, posts = forest
    order = depth_first(posts)
    first = tree.page(thread.posts.all(), size=size)
    if first.last is None:
        assert ids(first) == order
        return
    last = tree.page(thread.posts.all(), start=first.last, size=size)
    assert ids(last) == order[-size:]
    assert (last.later, last.last) == (None, None)


def test_a_page_begins_anywhere(forest):
    thread, posts = forest
    order = depth_first(posts)
    for start in order:
        place = order.index(start)
        page = tree.page(thread.posts.all(), start=start, size=5)
        assert ids(page) == order[place : place + 5]
        assert page.later == (order[place + 5] if place + 5 < len(order) else None)
        assert page.earlier == (order[max(0, place - 5)] if place else None)


def test_a_page_costs_two_queries(forest, django_assert_num_queries):
    thread, posts = forest
    for start in (None, posts[len(posts) // 2].pk):
        with django_assert_num_queries(2):
            tree.page(thread.posts.all(), start=start, size=5)
    with django_assert_num_queries(1):
        tree.page_holding(thread.posts.all(), posts[-1], size=5)


def test_a_post_of_another_thread_begins_no_page(forest):
    thread, _posts = forest
    stranger = make.root(make.thread(make.group()))
    for start in (stranger.pk, 0, 2**62):
        with pytest.raises(LookupError):
            tree.page(thread.posts.all(), start=start)


def test_a_chain_longer_than_an_index_row_stays_one_tree():
    thread = make.thread(make.group())
    posts = grow(thread, list(range(tree.DEEPEST + 20)))
    assert max(post.depth for post in posts) == tree.DEEPEST
    assert list(thread.posts.in_tree_order().values_list("pk", flat=True)) == [post.pk for post in posts]


def test_a_place_holds_ids_up_to_two_to_the_forty():
    path, depth = tree.place(2**40 - 1)
    assert (len(path), depth) == (5, 0)
    with pytest.raises(OverflowError):
        tree.place(2**40)


# Branches, and the order of time


def test_a_branch_is_the_post_and_all_below_it(forest):
    thread, posts = forest
    order = depth_first(posts)
    by_id = {post.pk: post for post in posts}
    for post in posts:
        below = [pk for pk in order if bytes(by_id[pk].path).startswith(bytes(post.path))]
        assert [one.pk for one in tree.branch(thread.posts.in_tree_order(), post)] == below


def test_pages_of_a_branch_end_with_it(forest):
    thread, posts = forest
    post = max(
        posts, key=lambda one: sum(bytes(other.path).startswith(bytes(one.path)) for other in posts[1:]) - one.pk
    )
    branch = tree.branch(thread.posts.all(), post)
    read, start = [], None
    while True:
        page = tree.page(branch, start=start, size=3)
        read += ids(page)
        if page.later is None:
            break
        start = page.later
    assert read == [one.pk for one in branch.in_tree_order()]


def test_a_post_of_another_branch_begins_no_page_of_this_one(forest):
    thread, posts = forest
    leaf = posts[-1]
    with pytest.raises(LookupError):
        tree.page(tree.branch(thread.posts.all(), leaf), start=posts[0].pk)


@pytest.mark.parametrize("size", [1, 7])
@pytest.mark.parametrize("moments", [1, 3, 100], ids=["all at once", "three moments", "one after the other"])
def test_in_the_order_of_time_pages_miss_nothing(forest, size, moments):
    thread, posts = forest
    for number, post in enumerate(posts):
        post.created_at = posts[0].created_at + timedelta(seconds=number % moments)
        post.save(update_fields=["created_at"])
    order = [post.pk for post in sorted(posts, key=lambda post: (post.created_at, post.pk))]
    read, start, began = [], None, []
    while True:
        page = tree.page(thread.posts.all(), start=start, size=size, order=tree.BY_TIME)
        began.append(page)
        read += ids(page)
        if page.later is None:
            break
        start = page.later
    assert read == order
    assert [page.earlier for page in began[1:]] == [ids(page)[0] for page in began[:-1]]
    assert began[0].last == (order[-size] if len(order) > size else None)
    for post in posts[:5]:
        holding = tree.page_holding(thread.posts.all(), post, size=size, order=tree.BY_TIME)
        assert post.pk in ids(tree.page(thread.posts.all(), start=holding, size=size, order=tree.BY_TIME))
