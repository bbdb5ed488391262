"""One thread in which everybody writes at the same instant: real connections, real transactions."""

import threading
import time
import uuid
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from tests import factories as make
from tests.workstreams.discussion.test_concurrency import while_open
from workstreams.discussion import actions
from workstreams.discussion.models import Post, Thread
from workstreams.moderation import actions as moderation

pytestmark = pytest.mark.django_db(transaction=True)

CONNECTIONS, EACH = 8, 25
# What a member would notice. One reply takes some hundredths of a second; here eight share the machine.
LONGEST_WAIT = 3

TEXT = "\n\n".join(
    f"**Point {n}** of *many*, as said in [the charter](https://example.org/{n}): {'word ' * 40}" for n in range(6)
)


def from_all_at_once(act):
    """Have `act(number)` done on eight connections from the same moment on. What each returned or raised."""
    start, outcomes = threading.Barrier(CONNECTIONS), [None] * CONNECTIONS

    def run(number):
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            outcomes[number] = act(number)
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=100)
    return outcomes


def test_two_hundred_replies_at_once_all_stand_in_their_order():
    thread = make.thread(make.group())
    authors = [make.participant(thread.group, mark=make.MARKS[number % 5]) for number in range(CONNECTIONS)]
    branches = [make.root(thread), make.reply(thread), make.reply(thread)]
    waits = []

    def reply(number):
        said = []
        for turn in range(EACH):
            began = time.monotonic()
            parent = branches[(number + turn) % 3] if turn % 5 else (said or branches)[-1]
            said.append(
                actions.post_reply(
                    thread,
                    by=authors[number],
                    parent=parent,
                    body=f"{TEXT} {number} {turn}.",
                    submission=uuid.uuid4(),
                )
            )
            waits.append(time.monotonic() - began)
        return said

    began = time.monotonic()
    outcomes = from_all_at_once(reply)
    took = time.monotonic() - began
    assert all(isinstance(outcome, list) for outcome in outcomes), outcomes
    print(f"{len(waits) / took:.0f} replies/s, the longest wait {max(waits):.3f} s")
    thread.refresh_from_db()
    posts = list(thread.posts.order_by("pk"))
    assert len(posts) == CONNECTIONS * EACH + 3
    assert thread.reply_count == len(posts) - 1
    assert thread.version == len(posts) - 1
    assert {voice.sector.mark: voice.posts for voice in thread.voices.all()} == {
        "private": 2 * EACH + 3,
        "public": 2 * EACH,
        "civil": 2 * EACH,
        "academia": EACH,
        "international": EACH,
    }
    by_id = {post.pk: post for post in posts}
    for post in posts[1:]:
        assert bytes(post.path) == bytes(by_id[post.parent_id].path) + post.pk.to_bytes(5, "big")
    assert all(earlier.created_at <= later.created_at for earlier, later in pairwise(posts))
    assert thread.last_post_at == posts[-1].created_at
    assert max(waits) < LONGEST_WAIT, f"{len(waits) / took:.0f} replies/s, the longest wait {max(waits):.2f} s"


def test_a_form_sent_from_eight_connections_makes_one_post():
    thread = make.thread(make.group())
    author, root, key = make.participant(thread.group), make.root(thread), uuid.uuid4()
    outcomes = from_all_at_once(
        lambda number: actions.post_reply(thread, by=author, parent=root, body="Once.", submission=key)
    )
    assert all(isinstance(outcome, Post) for outcome in outcomes), outcomes
    assert len(set(outcomes)) == 1
    thread.refresh_from_db()
    assert (thread.reply_count, thread.version, thread.posts.count()) == (1, 1, 2)


@pytest.mark.parametrize("way", ["move", "merge", "split"])
def test_an_answer_to_what_is_rearranged_in_the_same_moment_arrives(way):
    here, there = make.group(), make.group()
    lead, author = make.lead(here), make.participant(here)
    make.seat(lead, there, "lead")
    make.seat(author, there)
    thread, other = make.thread(here), make.thread(there)
    post = make.reply(thread)
    acts = {
        "move": lambda: actions.move_thread(thread, by=lead, to=there),
        "merge": lambda: actions.merge_threads(thread, by=lead, into=other),
        "split": lambda: actions.split_subtree(post, by=lead, title="Another matter"),
    }
    client = Client()
    client.force_login(author)

    def answer():
        form = {"body": "In the middle of it.", "parent": post.pk}
        return client.post(f"{thread.get_absolute_url()}reply/", form, follow=True)

    done, (answered,) = while_open(acts[way], answer)
    assert not done  # it waits for what becomes of the thread
    if way == "split":
        # Its place is in another thread now, and the form says so: the text is in it still.
        assert "In the middle of it." in answered.content.decode()
    else:
        assert answered.status_code == 200
        assert Post.objects.get(body="In the middle of it.").parent_id == post.pk
        assert Post.objects.get(pk=post.pk).thread.group_id == there.pk


def test_merging_two_threads_into_each_other_at_once_merges_them_once():
    group = make.group()
    lead, threads = make.lead(group), [make.thread(group), make.thread(group)]
    outcomes = from_all_at_once(
        lambda number: actions.merge_threads(threads[number % 2], by=lead, into=threads[1 - number % 2])
    )
    assert sum(isinstance(outcome, Thread) for outcome in outcomes) == 1, outcomes
    assert all(isinstance(outcome, (Thread, ValidationError)) for outcome in outcomes), outcomes
    [left] = Thread.objects.all()
    assert (left.posts.count(), left.reply_count) == (2, 1)


def test_hiding_a_post_while_it_is_answered_waits_for_nobody_in_a_circle():
    thread = make.thread(make.group())
    lead, author = make.lead(thread.group), make.participant(thread.group)
    posts = [make.reply(thread) for _ in range(12)]

    def act(number):
        for place, post in enumerate(posts):
            if number == 0:
                moderation.hide(post, by=lead, reason="Spam.")
            else:
                actions.post_reply(thread, by=author, parent=post, body=f"Answer {number} {place}.")
        return "done"

    assert from_all_at_once(act) == ["done"] * CONNECTIONS
    thread.refresh_from_db()
    assert thread.reply_count == len(posts) * CONNECTIONS
    assert sum(voice.posts for voice in thread.voices.all()) == 1 + len(posts) * (CONNECTIONS - 1)
