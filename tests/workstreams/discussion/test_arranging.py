"""A thread in the order of time, and one branch of it alone: what stands where, how deep, and how one gets on."""

import re
from datetime import timedelta

import pytest

from tests import factories as make
from tests.workstreams.discussion.forest import grow
from workstreams.discussion.models import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return make.thread(make.group())


def shown(response):
    """[(post, level)] of a page, in the order in which they stand."""
    found = re.findall(r'<li class="post d(\d)[^"]*" id="post-(\d+)"', response.content.decode())
    return [(int(pk), int(level)) for level, pk in found]


def spread_over_time(posts):
    for number, post in enumerate(posts):
        Post.objects.filter(pk=post.pk).update(created_at=posts[0].created_at + timedelta(minutes=number))


def test_in_the_order_of_time_posts_stand_side_by_side_and_say_whom_they_answer(client, thread):
    posts = grow(thread, [0, 0, 1, 3])
    spread_over_time(posts)
    page = client.get(f"{thread.get_absolute_url()}?order=time")
    assert shown(page) == [(post.pk, 0) for post in posts]
    assert page.content.decode().count('<a class="inreply" href="#post-') == 4


def test_pages_in_the_order_of_time_lead_to_each_other(client, thread):
    posts = grow(thread, [0] + list(range(59)))
    spread_over_time(posts)
    url, read = f"{thread.get_absolute_url()}?order=time", []
    while url:
        page = client.get(url)
        read += [pk for pk, _level in shown(page)]
        onward = re.search(r'href="([^"]*)" rel="next"', page.content.decode())
        url = onward and onward[1].replace("&amp;", "&")
    assert read == [post.pk for post in posts]


def test_a_branch_alone_begins_at_the_edge_and_ends_with_its_last_post(client, thread):
    posts = grow(thread, [0, 1, 2, 3, 4, 5, 6, 7, 1, 0])
    page = client.get(f"{thread.get_absolute_url()}?within={posts[3].pk}")
    assert shown(page) == [(posts[3].pk, 0), *((posts[3 + n].pk, min(n, 4)) for n in range(1, 6))]
    text = page.content.decode()
    assert f'href="/workstreams/posts/{posts[3].pk}/">Show the whole thread' in text
    assert f'href="/workstreams/posts/{posts[2].pk}/">Go to what it answers' in text


def test_pages_of_a_branch_stay_in_it(client, thread):
    posts = grow(thread, [0] + [1] * 50 + [0] * 30)
    url, read = f"{thread.get_absolute_url()}?within={posts[1].pk}", []
    while url:
        page = client.get(url)
        read += [pk for pk, _level in shown(page)]
        onward = re.search(r'href="([^"]*)" rel="next"', page.content.decode())
        url = onward and onward[1].replace("&amp;", "&")
    assert read == [post.pk for post in posts[1:52]]


def test_the_two_orders_are_links_from_two_replies_on(client, thread):
    assert 'class="orders"' not in client.get(thread.get_absolute_url()).content.decode()
    make.reply(thread)
    make.reply(thread)
    text = client.get(thread.get_absolute_url()).content.decode()
    assert f'href="{thread.get_absolute_url()}?order=time"' in text
    assert 'aria-current="true">As a tree' in text


@pytest.mark.parametrize("query", ["order=size", "order=", "within=x", "within=", "within=²", "within=" + "9" * 30])
def test_an_arrangement_that_there_is_not_is_not_found(client, thread, query):
    assert client.get(f"{thread.get_absolute_url()}?{query}").status_code == 404


def test_a_branch_of_another_thread_is_not_found(client, thread):
    stranger = make.root(make.thread(make.group()))
    assert client.get(f"{thread.get_absolute_url()}?within={stranger.pk}").status_code == 404


def test_a_page_costs_the_same_in_any_arrangement_whatever_the_size(client, thread, django_assert_max_num_queries):
    posts = grow(thread, [0] + [1] * 300)
    for query in ("order=time", f"order=time&from={posts[100].pk}", f"within={posts[1].pk}"):
        with django_assert_max_num_queries(6):
            client.get(f"{thread.get_absolute_url()}?{query}")
