"""What somebody does in the very moment in which its thread or post goes elsewhere, or goes: a page or a word, and
nothing that was typed is lost."""

import uuid
from copy import copy

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.workstreams.discussion.interleaving import amid
from workstreams.discussion import actions
from workstreams.discussion.models import Draft, Post, ReadMark

pytestmark = pytest.mark.django_db(transaction=True)


class Scene:
    """A thread with a reply by `author`, another thread, and somebody who writes or reads there meanwhile. Each `anew`
    has the same people."""

    def __init__(self):
        self.group, self.other = make.group(), make.group()
        self.lead, self.author = make.lead(self.group), make.participant(self.group)
        self.reader = make.participant(self.group)
        make.seat(self.lead, self.other, "lead")
        make.seat(self.reader, self.other)
        self.client = Client()
        self.client.force_login(self.reader)

    def anew(self):
        Draft.objects.filter(member=self.reader).delete()
        scene = copy(self)
        scene.thread = make.thread(self.group, by=self.author)
        scene.root = make.root(scene.thread)
        scene.post = make.reply(scene.thread, by=self.author, parent=scene.root)
        scene.into = make.thread(self.group, by=self.author)
        return scene

    def alone(self):
        """As `anew`, with a thread that has no reply."""
        scene = self.anew()
        actions.withdraw_post(scene.post, by=self.author)
        return scene


@pytest.fixture
def scene():
    return Scene()


def merge(scene):
    return actions.merge_threads(scene.thread, by=scene.lead, into=scene.into)


def split(scene):
    return actions.split_subtree(scene.post, by=scene.lead, title="Another matter")


def withdraw(scene):
    return actions.withdraw_post(scene.post, by=scene.author)


def withdraw_alone(scene):
    """The whole of a thread that holds one post alone."""
    return actions.withdraw_post(scene.root, by=scene.author)


def move(scene):
    return actions.move_thread(scene.thread, by=scene.lead, to=scene.other)


def saving(scene, **place):
    query = "&".join(f"{name}={one.pk}" for name, one in place.items())
    sent = {"body": "What I was typing.", "sequence": 1, "page": "a"}
    headers = {"Accept": "application/json"}
    return scene.client.post(f"{reverse('draft_save')}?{query}", sent, headers=headers)


def save_answer(scene):
    return saving(scene, thread=scene.thread, parent=scene.post)


def save_at_the_end(scene):
    return saving(scene, thread=scene.thread)


@pytest.mark.parametrize(
    ("save", "other"),
    [
        (save_answer, withdraw),
        (save_answer, split),
        (save_answer, merge),
        (save_at_the_end, merge),
        (save_at_the_end, move),
        (save_at_the_end, withdraw_alone),
    ],
    ids=lambda one: one.__name__,
)
def test_a_draft_that_is_saved_meanwhile_is_kept_or_its_writer_is_told(scene, save, other):
    for made, saved, done in amid(scene.alone if other is withdraw_alone else scene.anew, save, other):
        assert not isinstance(done, Exception), repr(done)
        assert not isinstance(saved, Exception), repr(saved)
        draft = Draft.objects.filter(member=made.reader).first()
        if saved.status_code == 200:
            # Where the page of its thread looks for it now.
            assert draft and draft.body == "What I was typing."
            post = Post.objects.select_related("thread").get(pk=made.post.pk if save is save_answer else made.root.pk)
            assert actions.answer_to(post.thread, post) == {"thread": draft.thread, "parent": draft.parent}
        else:
            assert saved.status_code in {404, 422} and draft is None, saved.status_code


@pytest.mark.parametrize(
    ("save", "other"),
    [(save_answer, withdraw), (save_at_the_end, merge), (save_at_the_end, withdraw_alone)],
    ids=lambda one: one.__name__,
)
def test_a_draft_that_comes_in_the_midst_of_it_is_not_lost(scene, save, other):
    for made, done, saved in amid(scene.alone if other is withdraw_alone else scene.anew, other, save):
        assert not isinstance(done, Exception), repr(done)
        assert not isinstance(saved, Exception), repr(saved)
        kept = Draft.objects.filter(member=made.reader, body="What I was typing.").exists()
        assert kept == (saved.status_code == 200), saved.status_code


def test_a_change_calls_those_who_read_where_the_post_stands_when_it_is_saved():
    here, there = make.group(visibility="private"), make.group()
    lead, author, called = make.lead(here), make.participant(here), make.member(handle="called")
    make.seat(lead, there, "lead"), make.seat(author, there)

    def thread():
        return make.thread(here, by=author, body=f"Number {uuid.uuid4()}.")

    def change(thread):
        return actions.edit_post(make.root(thread), by=author, body="What does @called say?")

    moved = set()
    for _thread, changed, done in amid(thread, change, lambda one: actions.move_thread(one, by=lead, to=there)):
        assert not isinstance(done, Exception), repr(done)
        assert not isinstance(changed, Exception), repr(changed)
        was_moved = changed.thread.group_id == there.pk
        assert changed.mentions.filter(member=called).exists() == was_moved == ("<a" in changed.body_html)
        moved.add(was_moved)
    assert moved == {True, False}


def reading(scene):
    return scene.client.get(scene.thread.get_absolute_url())


def marking(scene):
    address = reverse("thread_read", args=[scene.group.slug, scene.thread.pk])
    return scene.client.post(address, {"posts": [scene.root.pk, scene.post.pk], "quietly": "1"})


def marking_all(scene):
    address = reverse("thread_read", args=[scene.group.slug, scene.thread.pk])
    return scene.client.post(address, {"until": scene.post.pk})


def following(scene):
    address = reverse("thread_follow", args=[scene.group.slug, scene.thread.pk])
    return scene.client.post(address, {"level": "watching"})


def next_unread(scene):
    return scene.client.get(reverse("thread_unread", args=[scene.group.slug, scene.thread.pk]))


def asking(scene):
    return scene.client.get(reverse("thread_live", args=[scene.group.slug, scene.thread.pk]), {"after": 0})


@pytest.mark.parametrize("act", [reading, marking, marking_all, following, next_unread, asking])
def test_a_reader_without_a_mark_meets_a_merge_as_a_page_or_a_way_on(scene, act):
    for made, answer, done in amid(scene.anew, act, merge):
        assert not isinstance(done, Exception), repr(done)
        assert not isinstance(answer, Exception), repr(answer)
        assert answer.status_code in {200, 204, 302, 307}, answer.status_code
        assert not ReadMark.objects.filter(thread=made.thread.pk).exists()
        if answer.status_code in {302, 307}:
            method = made.client.get if answer.status_code == 302 else made.client.post
            assert method(answer.url, follow=True).status_code in {200, 204}


@pytest.mark.parametrize("act", [reading, next_unread, asking])
def test_a_reader_meets_a_thread_that_is_taken_back_as_a_page_or_as_none(scene, act):
    for _made, answer, done in amid(scene.alone, act, withdraw_alone):
        assert not isinstance(done, Exception), repr(done)
        assert not isinstance(answer, Exception), repr(answer)
        assert answer.status_code in {200, 302, 404}, answer.status_code
