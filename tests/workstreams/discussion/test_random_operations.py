"""Operations by chance, held against a model in memory that knows no paths and keeps no counts."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests import factories as make
from workstreams.discussion import actions
from workstreams.discussion.models import FormerThread, Post, Thread, Voice

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

# In every run of the tests a part; all ten thousand with PORTAL_OPERATIONS=10000.
OPERATIONS, STORY = int(os.environ.get("PORTAL_OPERATIONS", "500")), 100

numbers = st.integers(0, 10_000)


class Model:
    """A forest as one would explain it: who answers whom, in which thread a root stands, what is hidden."""

    def __init__(self):
        self.parent, self.sector, self.said, self.hidden = {}, {}, {}, set()
        self.roots, self.former = {}, {}

    def add(self, post):
        self.parent[post.pk], self.sector[post.pk], self.said[post.pk] = post.parent_id, post.sector_id, post.created_at

    def answers(self):
        found = {}
        for pk in sorted(self.parent):
            found.setdefault(self.parent[pk], []).append(pk)
        return found

    def read(self, root):
        """[(post, depth)] as the tree is read from its root."""
        answers, waiting, order = self.answers(), [(root, 0)], []
        while waiting:
            pk, depth = waiting.pop()
            order.append((pk, depth))
            waiting += [(reply, depth + 1) for reply in reversed(answers.get(pk, []))]
        return order

    def thread_of(self, pk):
        while self.parent[pk] is not None:
            pk = self.parent[pk]
        return next(thread for thread, root in self.roots.items() if root == pk)

    def voices(self, posts):
        found = {}
        for pk in posts:
            if pk not in self.hidden:
                found[self.sector[pk]] = found.get(self.sector[pk], 0) + 1
        return found


class Operations(RuleBasedStateMachine):
    """Replies, hidings, splits, merges and moves, in threads of two groups that one lead leads."""

    cast = None
    done = 0

    @initialize()
    def begin(self):
        self.groups, self.lead, self.speakers = self.cast
        self.model = Model()
        for group in self.groups:
            thread = actions.start_thread(group, by=self.lead, title="Who decides?", body="Let us say who decides.")
            root = thread.posts.get()
            self.model.add(root)
            self.model.roots[thread.pk] = root.pk
        type(self).done += 2

    def pick(self, number):
        posts = list(self.model.parent)
        # The newest ones often, so that branches grow deep as well as wide.
        place = -1 - number % min(4, len(posts)) if number % 2 else number % len(posts)
        return Post.objects.get(pk=posts[place])

    def pick_thread(self, number):
        return Thread.objects.get(pk=sorted(self.model.roots)[number % len(self.model.roots)])

    # Twice, for a reply is what happens most.
    @rule(number=numbers, speaker=numbers)
    def reply(self, number, speaker):
        self.say(number, speaker)

    @rule(number=numbers, speaker=numbers)
    def answer(self, number, speaker):
        self.say(number, speaker)

    def say(self, number, speaker):
        parent = self.pick(number)
        by = self.speakers[speaker % len(self.speakers)]
        body = f"Said as number {len(self.model.parent)}."
        self.model.add(actions.post_reply(parent.thread, by=by, parent=parent, body=body))
        type(self).done += 1

    @rule(number=numbers)
    def hide(self, number):
        post = self.pick(number)
        if post.author_id == self.lead.pk or post.pk in self.model.hidden:
            return
        actions.hide_post(post, by=self.lead, reason="Spam.")
        self.model.hidden.add(post.pk)
        type(self).done += 1

    @rule(number=numbers)
    def split(self, number):
        post = self.pick(number)
        if post.parent_id is None:
            return
        thread = actions.split_subtree(post, by=self.lead, title="What belongs elsewhere")
        self.model.parent[post.pk] = None
        self.model.roots[thread.pk] = post.pk
        type(self).done += 1

    @precondition(lambda self: len(self.model.roots) > 1)
    @rule(number=numbers, other=numbers, at_the_root=st.booleans())
    def merge(self, number, other, at_the_root):
        thread, below = self.pick_thread(number), self.pick(other)
        into = self.model.thread_of(below.pk)
        if thread.pk == into:
            return
        below = None if at_the_root else below
        actions.merge_threads(thread, by=self.lead, into=Thread.objects.get(pk=into), below=below)
        root = self.model.roots.pop(thread.pk)
        self.model.parent[root] = below.pk if below else self.model.roots[into]
        self.model.former[thread.pk] = root
        type(self).done += 1

    @rule(number=numbers)
    def move(self, number):
        thread = self.pick_thread(number)
        [to] = [group for group in self.groups if group.pk != thread.group_id]
        actions.move_thread(thread, by=self.lead, to=to)
        type(self).done += 1

    def teardown(self):
        if hasattr(self, "model"):
            self.agrees()

    def agrees(self):
        """All that is kept of the threads is what the model says of them."""
        threads = {thread.pk: thread for thread in Thread.objects.filter(group__in=self.groups)}
        assert set(threads) >= set(self.model.roots)
        voices = {}
        for thread, sector, posts in Voice.objects.filter(thread__in=self.model.roots, posts__gt=0).values_list(
            "thread", "sector", "posts"
        ):
            voices.setdefault(thread, {})[sector] = posts
        kept = {}
        rows = Post.objects.filter(thread__in=self.model.roots).order_by("thread", "path")
        for pk, thread, depth in rows.values_list("pk", "thread", "depth"):
            kept.setdefault(thread, []).append((pk, depth))
        for thread, root in self.model.roots.items():
            posts = [pk for pk, _depth in self.model.read(root)]
            assert kept[thread] == self.model.read(root)
            assert threads[thread].reply_count == len(posts) - 1
            assert threads[thread].last_post_at == max(self.model.said[pk] for pk in posts)
            assert voices.get(thread, {}) == self.model.voices(posts)
        former = FormerThread.objects.filter(number__in=self.model.former)
        assert dict(former.values_list("number", "post")) == self.model.former


def test_any_order_of_operations_leaves_what_a_simple_model_says():
    groups = [make.group(), make.group()]
    lead = make.member("Lead of both", "civil")
    speakers = [make.member(mark=mark) for mark in make.MARKS]
    for group in groups:
        make.seat(lead, group, "lead")
        for speaker in speakers:
            make.seat(speaker, group)
    Operations.cast, Operations.done = (groups, lead, speakers), 0
    # A story has as many steps as chance will have, some of which change nothing: then another one is told.
    while Operations.done < OPERATIONS:
        tell(stories=max(2, (OPERATIONS - Operations.done) // STORY))


def tell(stories):
    run_state_machine_as_test(
        Operations,
        settings=settings(
            max_examples=stories,
            stateful_step_count=STORY,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
