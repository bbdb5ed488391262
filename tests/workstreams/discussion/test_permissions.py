"""Who may do what in a thread: a line for each kind of person."""

import pytest

from tests import factories as make
from tests.workstreams.cast import KINDS, person
from workstreams.discussion import permissions
from workstreams.discussion.actions import hide_post
from workstreams.discussion.models import Post, Thread

pytestmark = pytest.mark.django_db

SEATED = {"participant", "lead"}
STEER = {"lead", "secretariat"}


@pytest.fixture(params=["public", "members", "private"])
def thread(request):
    return make.thread(make.group(visibility=request.param))


@pytest.mark.parametrize("kind", KINDS)
def test_a_seat_lets_one_write(thread, kind):
    someone = person(kind, thread.group)
    assert permissions.can_start_thread(someone, thread.group) is (kind in SEATED)
    assert permissions.can_reply(someone, thread) is (kind in SEATED)


@pytest.mark.parametrize("kind", KINDS)
def test_leads_and_the_secretariat_steer_and_hide(thread, kind):
    someone = person(kind, thread.group)
    assert bool(permissions.can_steer(someone, thread)) is (kind in STEER)
    assert bool(permissions.can_hide(someone, make.root(thread))) is (kind in STEER)


@pytest.mark.parametrize("kind", ["lead", "secretariat"])
def test_nobody_hides_their_own_post(kind):
    group = make.group()
    author = make.lead(group) if kind == "lead" else make.staff()
    if kind == "secretariat":
        make.seat(author, group)
    assert not permissions.can_hide(author, make.root(make.thread(group, author)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("visibility", "may"),
    [
        ("public", set(KINDS)),
        ("members", {"member", "participant", "lead", "other_lead", "secretariat"}),
        ("private", {"participant", "lead", "secretariat"}),
    ],
)
def test_threads_and_posts_are_visible_as_their_group_is(visibility, may, kind):
    thread = make.thread(make.group(visibility=visibility))
    someone = person(kind, thread.group)
    assert Thread.objects.visible_to(someone).filter(pk=thread.pk).exists() is (kind in may)
    assert Post.objects.visible_to(someone).filter(thread=thread).exists() is (kind in may)


@pytest.mark.parametrize("kind", [*KINDS, "author"])
def test_the_words_of_a_hidden_post_are_read_by_few(kind):
    group = make.group()
    thread = make.thread(group)
    post = make.reply(thread, body="Words to be hidden.")
    hide_post(post, by=make.lead(group), reason="Off the point.")
    someone = post.author if kind == "author" else person(kind, group)
    shown = Post.objects.visible_to(someone).readable_by(someone).get(pk=post.pk)
    may = kind in {"author", "lead", "secretariat"}
    assert ("Words to be hidden" in shown.shown_html) is may
    assert Post.objects.words_for(someone).filter(pk=post.pk).exists() is may
    assert {"body", "body_html"} <= shown.get_deferred_fields()
