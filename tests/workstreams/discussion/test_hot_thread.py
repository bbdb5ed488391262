"""One thread in which everybody writes at the same instant: real connections, real transactions."""

import threading
import time
import uuid
from itertools import pairwise

import pytest
from django.db import connection

from tests import factories as make
from workstreams.discussion import actions
from workstreams.discussion.models import Post

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
