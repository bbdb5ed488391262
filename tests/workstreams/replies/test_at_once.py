"""Two workers with the same mail at the same moment: one settles it, the other passes on."""

import threading

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from portal.postoffice.models import Dispatch
from tests.workstreams.replies.conftest import Writer
from workstreams.discussion.models import Post
from workstreams.replies import actions, delivery
from workstreams.replies.models import Received

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(function, *arguments, times=4):
    problems, start = [], threading.Barrier(times)

    def run():
        try:
            start.wait(20)
            function(*arguments)
        except BaseException as problem:  # noqa: BLE001 - told in the thread of the test
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert problems == []


@pytest.mark.parametrize(
    "text, state, posts, mails", [("I agree.", "posted", 1, 0), ("> only a quote", "refused", 0, 1)]
)
def test_one_mail_is_settled_once(text, state, posts, mails):
    writer = Writer()
    received = actions.receive(writer.letter(text))
    at_once(delivery.take_in, received.pk)
    received.refresh_from_db()
    assert received.state == state
    assert Post.objects.exclude(parent=None).count() == posts
    assert Dispatch.objects.filter(kind=delivery.OUTCOME).count() == mails


def test_one_mail_that_is_delivered_several_times_at_once_is_one_row():
    letter = Writer().letter()
    at_once(actions.receive, letter)
    assert Received.objects.count() == 1


def test_whoever_settles_it_holds_it():
    received = actions.receive(Writer().letter())
    with CaptureQueriesContext(connection) as asked:
        delivery.take_in(received.pk)
    # What is kept prepared tells no words.
    said = [query["sql"] or "" for query in asked]
    held = [sql for sql in said if "FOR NO KEY UPDATE" in sql and "replies_received" in sql]
    assert held and all("SKIP LOCKED" in sql for sql in held)
