"""Texts that changed: charters, milestones and files of one's groups."""

import datetime

import pytest
from django.utils import timezone

from tests import factories as make
from tests.workstreams.digests.telling import told
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Attachment
from workstreams.groups.models import CharterRevision, Milestone

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def group():
    return make.group("Access")


@pytest.fixture
def reader(group):
    return make.participant(group)


@pytest.fixture
def changes(reader):
    def read():
        now = timezone.now()
        news = told(reader, now - 7 * DAY, now + DAY)
        return [(one.kind, one.title or one.number) for section in news.sections for one in section.items]

    return read


def test_a_charter_that_another_wrote(changes, group, reader):
    CharterRevision.objects.create(group=group, number=1, body="First.", written_at=timezone.now() - 9 * DAY)
    CharterRevision.objects.create(
        group=group, number=2, body="Second.", note="Ninety days.", written_by=make.lead(group)
    )
    CharterRevision.objects.create(group=group, number=3, body="Third.", written_by=reader)
    CharterRevision.objects.create(group=make.group(), number=1, body="Elsewhere.")
    assert changes() == [("charter", 2)]


def test_milestones_entered_done_and_dropped(changes, group):
    old, today = timezone.now() - 9 * DAY, timezone.localdate()
    Milestone.objects.create(group=group, title="Long known", due_on=today, created_at=old)
    Milestone.objects.create(group=group, title="New", due_on=today)
    for state in ("done", "dropped"):
        Milestone.objects.create(
            group=group, title=state, due_on=today + DAY, created_at=old, state=state, settled_at=timezone.now()
        )
    assert changes() == [("planned", "New"), ("done", "done"), ("dropped", "dropped")]


def test_files_of_readable_posts_of_others_in_threads_that_are_heard(changes, group, reader):
    def brought(name, **fields):
        thread = make.thread(group, **fields)
        post = make.root(thread)
        Attachment.objects.create(
            owner=post.author, group=group, post=post, name=name, content_type="text/plain", size=9
        )
        return thread

    brought("told.txt")
    brought("own.txt", by=reader)
    discussion.follow_thread(brought("muted.txt"), by=reader, level="muted")
    discussion.hide_post(make.root(brought("hidden.txt")), by=make.lead(group), reason="Rule 2.1.")
    Attachment.objects.filter(name="told.txt").update(hidden_at=None)
    assert changes() == [("file", "told.txt")]


def test_no_change_is_no_digest(changes, reader):
    assert changes() == []
    now = timezone.now()
    assert told(reader, now - DAY, now).is_empty
