"""The page's questions find what the querysets find that they are put together from, for each kind of reader."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import factories as make
from tests.workstreams.discussion.forest import grow
from workstreams.discussion import actions, questions, tree
from workstreams.discussion.models import Post, Thread
from workstreams.discussion.unread import with_reading

pytestmark = pytest.mark.django_db


def readers(group):
    yield AnonymousUser()
    for person in (
        make.member(state="applied"),
        make.member(),
        make.participant(group),
        make.participant(group),
        make.lead(group),
        make.lead(make.group()),
        make.staff(),
    ):
        person.refresh_from_db()
        yield person


@pytest.mark.parametrize("visibility", ["public", "members", "private"])
def test_each_reader_is_answered_as_by_the_querysets(visibility):
    group = make.group(visibility=visibility)
    thread = make.thread(group)
    posts = grow(thread, [number // 3 for number in range(50)])
    actions.hide_post(posts[2], by=make.lead(group), reason="Rude.")
    seen = []
    for user in readers(group):
        plain = Thread.objects.visible_to(user).for_page(user).filter(group__slug=group.slug, pk=thread.pk)
        expected = with_reading(plain, user).first()
        found = questions.thread_for(user, group.slug, thread.pk)
        assert found == expected
        seen.append(found is not None)
        if found is None:
            assert questions.group_for(user, group.slug) is None
            continue
        asked_besides = {"_state": 0, "has_draft": 0, "has_waiting": 0}
        assert vars(found) | asked_besides == vars(expected) | asked_besides
        here = Post.objects.visible_to(user).filter(thread=thread).for_rows(user)
        for start in (None, posts[7].pk, posts[-1].pk):
            assert questions.page_of(found, user, start=start) == tree.page(here, start=start)
        [listed] = questions.threads_of(group, user, 0, 30)
        assert (listed.title, listed.author__name) == (thread.title, thread.author.name)
        assert listed.spoken == sorted(thread.voices.filter(posts__gt=0).values_list("sector", flat=True))
    allowed = {"public": 8, "members": 6, "private": 4}[visibility]
    assert seen.count(True) == allowed


def test_a_thread_is_asked_for_below_its_own_group():
    thread, other = make.thread(make.group()), make.group()
    assert questions.thread_for(AnonymousUser(), other.slug, thread.pk) is None
    assert questions.thread_for(AnonymousUser(), thread.group.slug, thread.pk) == thread
