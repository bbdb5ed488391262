"""Files that come and go in the same moment."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from tests import factories as make
from tests.workstreams.discussion.attaching.bringing import DAY, bring, brought_before
from workstreams.discussion import actions

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_what_is_being_posted_is_not_tidied_away(self, group, author, stored):
        used = bring(group, author)
        brought_before(used, 2 * DAY)
        posting, tidied = threading.Event(), threading.Event()

        def post():
            with transaction.atomic():
                make.discussion.start_thread(group, by=author, title="A question", body=f"See {used.written}")
                posting.set()
                tidied.wait(timeout=10)
            connection.close()

        thread = threading.Thread(target=post)
        thread.start()
        posting.wait(timeout=10)
        actions.tidy_files()
        tidied.set()
        thread.join(timeout=10)
        actions.tidy_files()
        used.refresh_from_db()
        assert used.post is not None and len(stored()) == 1

    def test_two_files_do_not_both_take_the_last_place(self, group, author, settings, stored):
        settings.ATTACHMENTS_QUOTA = 1000
        start, outcomes = threading.Barrier(4), []

        def send():
            start.wait(timeout=10)
            try:
                outcomes.append(bring(group, author, b"a" * 600, "a.txt"))
            except ValidationError:
                outcomes.append(None)
            connection.close()

        threads = [threading.Thread(target=send) for _ in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join(timeout=20)
        assert len(outcomes) == 4 and len([one for one in outcomes if one]) == 1 and len(stored()) == 1
