"""What is unread, against a simple model in memory."""

import pytest

from tests import factories as make
from workstreams.discussion import unread
from workstreams.discussion.actions import reading
from workstreams.discussion.models import Thread

pytestmark = pytest.mark.django_db


def of(thread, member):
    row = unread.with_reading(Thread.objects.visible_to(member), member).get(pk=thread.pk)
    return unread.reading(row, member)


def test_a_thread_opened_since_one_came_is_new():
    group = make.group()
    early = make.thread(group)
    me = make.participant(group)
    thread = make.thread(group)
    assert (of(thread, me).count, of(thread, me).is_new) == (1, True)
    assert of(early, me).count == 0
    assert unread.of_groups(me) == {group.pk: 1}
    make.reply(early)
    assert unread.of_groups(me) == {group.pk: 2}
    reading.mark_read(thread, by=me, posts=[make.root(thread).pk])
    assert unread.of_groups(me) == {group.pk: 1}
    a, b = make.reply(thread), make.reply(thread)
    assert unread.of_groups(me) == {group.pk: 3}
    reading.mark_read(thread, by=me, posts=[b.pk])
    assert unread.of_groups(me) == {group.pk: 2}
    assert of(thread, me).count == 1
    assert unread.next_unread(unread.with_reading(Thread.objects.all(), me).get(pk=thread.pk), me) == a
