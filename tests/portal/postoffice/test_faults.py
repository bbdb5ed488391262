"""Exactly one mail each: real workers, a real queue, a real database, a mail server that counts; and what goes wrong.

Each fault once; bench/faults.py does each of them many times.
"""

import pytest
from django.db import connection

from portal.celery import app
from portal.postoffice.models import Mailbox
from tests.portal.postoffice import stage as faults
from tests.portal.postoffice.sink import Sink
from tests.portal.postoffice.stage import PROCESSES, Stage
from workstreams.digests import actions
from workstreams.digests.models import Digest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(100)]


@pytest.fixture(scope="module")
def house(tmp_path_factory, django_db_setup):
    """Workers take seconds to start, so those that a test leaves alive serve the next."""
    with Sink(delay=0.01) as sink, Stage(sink, tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest.fixture
def stage(house, transactional_db):
    house.people(24)
    yield house
    house.rest()


@pytest.fixture
def chance():
    return faults.chance(6)


def test_a_worker_is_killed_at_some_mail(stage, chance):
    faults.killed_at_a_random_mail(stage, chance)
    lost, doubled, again = stage.outcome()
    assert (lost, doubled) == (0, 0)
    assert again <= PROCESSES


def test_a_worker_is_killed_while_its_mails_lie_at_the_server_unaccepted(stage):
    """Nobody gets two: the server never took them."""
    stage.hire()
    stage.begin_anew(hold_after=8)
    actions.plan()
    stage.queue_again(4)
    stage.sink.wait_for(lambda sink: sink.held == 2 * PROCESSES)
    stage.kill()
    stage.sink.wait_for(lambda sink: sink.held == PROCESSES)
    stage.sink.release()
    stage.settle()
    assert stage.sink.recipients == dict.fromkeys(stage.addresses, 1)
    sent = Digest.objects.filter(state="sent")
    assert {(digest.subscription.member.email, digest.message_id) for digest in sent} == set(stage.sink.accepted)


def test_a_mail_whose_acceptance_nobody_heard_is_known_by_its_message_id(stage, chance):
    """The one moment that no sender can make safe: accepted, and killed before it could write that down."""
    faults.killed_while_the_answer_is_held(stage, chance)
    assert stage.outcome() == (0, 0, PROCESSES)


def test_the_queue_is_flushed(stage, chance):
    stage.fire()
    stage.begin_anew()
    assert actions.plan().queued == len(stage.addresses)
    app.control.purge()  # before any worker came
    stage.hire()
    stage.settle()
    assert stage.outcome() == (0, 0, 0)


def test_each_job_is_queued_again_and_again(stage, chance):
    faults.queued_twice(stage, chance)
    assert stage.outcome() == (0, 0, 0)


def test_two_clocks_run_at_once(stage, chance):
    faults.two_beats(stage, chance)
    assert stage.outcome() == (0, 0, 0)


def test_the_database_hangs_up(stage, chance):
    """On the workers alone, for the tests share their server; bench/faults.py restarts it."""

    def hang_up():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    faults.database_gone(stage, chance, hang_up)
    lost, doubled, again = stage.outcome()
    assert (lost, doubled) == (0, 0)
    assert again <= 2 * PROCESSES


def test_the_mail_server_refuses_some(stage, chance):
    refused = faults.refusing_some(stage, chance)
    assert stage.outcome(not_to=refused) == (0, 0, 0)


def test_the_mail_server_fails_twice(stage, chance):
    faults.failing_twice(stage, chance)
    assert stage.outcome() == (0, 0, 0)
    # Rounds follow each other so closely here that a second worker may try before the first has counted.
    assert set(Digest.objects.values_list("attempts", flat=True)) <= {1, 2, 3}


def test_the_mail_server_hangs(stage, chance):
    stage.fire()
    stage.timeout = 1
    try:
        faults.hanging(stage, chance)
    finally:
        stage.fire()
        stage.timeout = 20
    assert stage.outcome() == (0, 0, 0)


def test_the_line_is_cut_after_the_body(stage, chance):
    faults.cut_after_the_body(stage, chance)
    assert stage.outcome() == (0, 0, 0)
    assert not Mailbox.objects.exists()
