"""What is unread: right after whatever happens, the same as a simple model in memory says, cheap at any size."""

import random
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from tests import factories as make
from workstreams.discussion import actions as discussion
from workstreams.discussion import unread
from workstreams.discussion.actions.reading import MOST_BEYOND
from workstreams.discussion.models import Following, Post, ReadMark, Thread
from workstreams.groups import actions as groups

pytestmark = pytest.mark.django_db


def of(thread, member):
    row = unread.with_reading(Thread.objects.visible_to(member), member).get(pk=thread.pk)
    return unread.reading(row, member)


def read(thread, member, *posts):
    discussion.mark_read(thread, by=member, posts=[post.pk for post in posts])


@pytest.fixture
def group():
    return make.group()


@pytest.fixture
def me(group):
    return make.participant(group)


class TestNeverOpened:
    def test_a_thread_since_one_took_a_seat_is_new(self, group, me):
        thread = make.thread(group)
        assert (of(thread, me).count, of(thread, me).is_new) == (1, True)

    def test_of_an_older_one_only_what_was_said_since(self, group):
        thread = make.thread(group)
        me = make.participant(group)
        assert of(thread, me).count == 0
        make.reply(thread)
        assert of(thread, me).count == 1
        assert unread.of_groups(me) == {group.pk: 1}

    def test_a_new_role_is_no_new_beginning(self, group, me):
        thread = make.thread(group)
        groups.appoint(me, group, by=make.lead(group), role="editor")
        assert of(thread, me).count == 1

    def test_for_those_without_a_seat_nothing_is_until_they_track_it(self, group):
        thread, passer = make.thread(group), make.member()
        make.reply(thread)
        assert of(thread, passer).count == 0
        discussion.follow_thread(thread, by=passer, level="tracking")
        make.reply(thread)
        assert of(thread, passer).count == 1


class TestMarks:
    def test_what_was_shown_is_read_and_nothing_else(self, group, me):
        thread = make.thread(group)
        root, first, second, third = make.root(thread), *(make.reply(thread) for _ in range(3))
        read(thread, me, root, second)
        mark = ReadMark.objects.get(member=me)
        assert (mark.until, mark.beyond) == (first.pk - 1, [second.pk])
        assert of(thread, me).count == 2
        read(thread, me, first)
        mark.refresh_from_db()
        assert (mark.until, mark.beyond) == (third.pk - 1, [])

    def test_own_posts_are_passed_over(self, group, me):
        thread = make.thread(group, me)
        make.reply(thread, by=me)
        assert of(thread, me).count == 0
        other = make.reply(thread)
        make.reply(thread, by=me)
        read(thread, me, other)
        assert ReadMark.objects.get(member=me).beyond == []

    def test_what_is_read_stays_read_from_whichever_window(self, group, me):
        thread = make.thread(group)
        posts = [make.reply(thread) for _ in range(4)]
        read(thread, me, make.root(thread), *posts)
        read(thread, me, posts[0])
        assert of(thread, me).count == 0

    def test_numbers_of_other_threads_or_of_none_are_left_out(self, group, me):
        thread, other = make.thread(group), make.thread(group)
        discussion.mark_read(thread, by=me, posts=[make.root(other).pk, 10**17])
        assert not ReadMark.objects.exists()

    def test_the_whole_thread_is_read_up_to_what_stood_there_when_it_was_drawn(self, group, me):
        thread = make.thread(group)
        newest = make.reply(thread)
        later = make.reply(thread)
        discussion.mark_thread_read(thread, by=me, until=newest.pk)
        assert unread.next_unread(unread.with_reading(Thread.objects.all(), me).get(), me) == later

    def test_a_mark_does_not_grow_without_end(self, group, me):
        thread = make.thread(group)
        mark = ReadMark.objects.create(
            thread=thread, member=me, beyond=list(range(10**6, 10**6 + MOST_BEYOND)), until=0
        )
        make.reply(thread)
        read(thread, me, make.reply(thread))
        mark.refresh_from_db()
        assert len(mark.beyond) == MOST_BEYOND

    def test_what_one_may_not_see_is_refused(self):
        thread = make.thread(make.group(visibility="private"))
        for verb in (
            lambda: discussion.mark_read(thread, by=make.member(), posts=[1]),
            lambda: discussion.follow_thread(thread, by=make.member(), level="watching"),
        ):
            with pytest.raises(PermissionDenied):
                verb()


class TestAfterwards:
    """Counts at once after what can happen to a post."""

    @pytest.fixture
    def thread(self, group, me):
        thread = make.thread(group)
        read(thread, me, make.root(thread))
        return thread

    def counts(self, thread, me):
        return of(thread, me).count, unread.of_groups(me).get(thread.group_id, 0)

    def test_said_hidden_withdrawn(self, thread, me):
        post, other = make.reply(thread), make.reply(thread)
        assert self.counts(thread, me) == (2, 2)
        discussion.hide_post(post, by=make.lead(thread.group), reason="Rude.")
        assert self.counts(thread, me) == (1, 1)
        discussion.withdraw_post(other, by=other.author)
        assert self.counts(thread, me) == (0, 0)

    def test_muted_threads_and_groups_never_count(self, thread, me):
        make.reply(thread)
        discussion.follow_group(thread.group, by=me, level="muted")
        assert self.counts(thread, me) == (0, 0)
        discussion.follow_thread(thread, by=me, level="normal")
        assert self.counts(thread, me) == (1, 1)
        discussion.follow_thread(thread, by=me, level="muted")
        assert self.counts(thread, me) == (0, 0)

    def test_counts_end_at_99_and_more(self, thread, me):
        root = make.root(thread)
        author = root.author
        Post.objects.bulk_create(
            Post(
                thread=thread, parent=root, path=bytes(root.path) + (10**6 + n).to_bytes(5, "big"), depth=1,
                author=author, body="Words.", body_html="<p>Words.</p>", renderer=1, search="",
            )
            for n in range(120)
        )  # fmt: skip
        assert of(thread, me).shown == "99+"
        assert unread.of_groups(me) == {thread.group_id: unread.MOST}


class TestWayToTheNext:
    def test_in_the_order_of_the_tree_and_around(self, client, group, me):
        thread = make.thread(group)
        root = make.root(thread)
        first = make.reply(thread)
        last = make.reply(thread)
        deep = make.reply(thread, parent=first)
        read(thread, me, root, first)
        client.force_login(me)
        url = reverse("thread_unread", args=[group.slug, thread.pk])
        assert client.get(url)["Location"].endswith(f"#post-{deep.pk}")
        assert client.get(url, {"after": deep.pk})["Location"].endswith(f"#post-{last.pk}")
        assert client.get(url, {"after": last.pk})["Location"].endswith(f"#post-{deep.pk}")

    def test_where_there_are_many_the_tree_itself_is_searched(self, group, me, monkeypatch):
        monkeypatch.setattr(unread, "FEW", 1)
        thread = make.thread(group)
        read(thread, me, make.root(thread))
        first, second = make.reply(thread), make.reply(thread)
        deep = make.reply(thread, parent=first)
        row = unread.with_reading(Thread.objects.all(), me).get(pk=thread.pk)
        assert [unread.next_unread(row, me, after=one) for one in (None, first.pk, deep.pk, second.pk)] == [
            first, deep, second, first,
        ]  # fmt: skip

    def test_to_the_newest_where_nothing_is_unread(self, client, group, me):
        thread = make.thread(group)
        newest = make.reply(thread)
        client.force_login(me)
        read(thread, me, make.root(thread), newest)
        answer = client.get(reverse("thread_unread", args=[group.slug, thread.pk]))
        assert answer["Location"].endswith(f"#post-{newest.pk}")


class TestAddresses:
    def test_a_script_tells_what_was_shown(self, client, group, me):
        thread = make.thread(group)
        client.force_login(me)
        url = reverse("thread_read", args=[group.slug, thread.pk])
        assert client.post(url, {"posts": f"{make.root(thread).pk},x,-1", "quietly": "1"}).status_code == 204
        assert of(thread, me).count == 0

    def test_a_button_marks_the_thread(self, client, group, me):
        thread = make.thread(group)
        client.force_login(me)
        url = reverse("thread_read", args=[group.slug, thread.pk])
        answer = client.post(url, {"until": of(thread, me).newest})
        assert (answer.status_code, of(thread, me).count) == (302, 0)

    def test_a_level_is_chosen_by_a_button(self, client, group, me):
        thread = make.thread(group)
        client.force_login(me)
        url = reverse("thread_follow", args=[group.slug, thread.pk])
        for level in ("watching", "nonsense"):
            assert client.post(url, {"level": level}).status_code == 302
        assert of(thread, me).level == "watching"


def test_whoever_speaks_tracks_unless_they_chose(group, me):
    thread = make.thread(group)
    make.reply(thread, by=me)
    assert of(thread, me).level == of(thread, thread.author).level == "tracking"
    discussion.follow_thread(thread, by=me, level="muted")
    make.reply(thread, by=me)
    assert Following.objects.get(member=me).level == "muted"


def test_a_thread_in_which_one_spoke_is_no_new_one(group, me):
    thread = make.thread(group, by=me)
    make.reply(thread)
    assert (of(thread, me).count, of(thread, me).is_new) == (1, False)


def test_thirty_threads_cost_what_one_does(group, me, django_assert_num_queries):
    for _ in range(30):
        make.thread(group)
    with django_assert_num_queries(1):
        threads = list(unread.with_reading(Thread.objects.visible_to(me), me))
        assert sum(unread.reading(thread, me).count for thread in threads) == 30
    with django_assert_num_queries(1):
        assert unread.of_groups(me) == {group.pk: 30}


OPERATIONS = 40
VERBS = ["reply", "reply", "own", "read", "read", "all", "hide", "withdraw", "mute", "split", "merge"]


@pytest.mark.parametrize("seed", range(3))
def test_random_operations_leave_what_a_model_in_memory_says(seed):
    """The model: for each reader, the set of posts that were ever shown to them."""
    chance = random.Random(seed)
    both = [make.group() for _ in range(2)]
    lead = make.staff()
    readers = [make.participant(both[0]) for _ in range(3)]
    for reader in readers:
        make.seat(reader, both[1])
    threads = [make.thread(group) for group in both for _ in range(2)]
    seen = {reader.pk: set() for reader in readers}
    opened = {reader.pk: set() for reader in readers}  # threads in which a mark stands
    muted = set()

    def posts(thread):
        return list(Post.objects.filter(thread=thread).order_by("pk"))

    def shown(reader, thread, some):
        discussion.mark_read(thread, by=reader, posts=[post.pk for post in some])
        seen[reader.pk].update(post.pk for post in some)
        opened[reader.pk].add(thread.pk)

    for _ in range(OPERATIONS):
        thread, reader = chance.choice(threads), chance.choice(readers)
        verb = chance.choice(
            ["reply", "reply", "own", "read", "read", "all", "hide", "withdraw", "mute", "split", "merge"]
        )
        here = posts(thread)
        if verb in ("reply", "own"):
            by = reader if verb == "own" else make.participant(thread.group)
            make.reply(thread, by=by, parent=chance.choice(here))
        elif verb == "read":
            shown(reader, thread, chance.sample(here, chance.randint(1, len(here))))
        elif verb == "all":
            discussion.mark_thread_read(thread, by=reader, until=here[-1].pk)
            seen[reader.pk].update(post.pk for post in here)
            opened[reader.pk].add(thread.pk)
        elif verb == "hide":
            post = chance.choice(here)
            if not post.hidden_at and not post.withdrawn_at:
                discussion.hide_post(post, by=lead, reason="Rude.")
        elif verb == "withdraw":
            post = chance.choice(here)
            if not post.is_gone:
                Post.objects.filter(pk=post.pk).update(withdrawn_at=post.created_at)
        elif verb == "mute":
            level = chance.choice(["muted", "normal"])
            discussion.follow_thread(thread, by=reader, level=level)
            (muted.add if level == "muted" else muted.discard)((reader.pk, thread.pk))
        elif verb == "split" and (below := [post for post in here if post.parent_id]):
            new = discussion.split_subtree(chance.choice(below), by=lead, title="A new thread")
            threads.append(new)
            for one in readers:
                if thread.pk in opened[one.pk]:
                    opened[one.pk].add(new.pk)
                if (one.pk, thread.pk) in muted:
                    muted.add((one.pk, new.pk))
        elif verb == "merge" and len(threads) > 2:
            into = chance.choice([one for one in threads if one.pk != thread.pk])
            levels = {(f.member_id, f.thread_id): f.level for f in Following.objects.all()}
            discussion.merge_threads(thread, by=lead, into=into)
            threads.remove(thread)
            for one in readers:
                if thread.pk in opened[one.pk]:
                    opened[one.pk].add(into.pk)
                if (one.pk, into.pk) not in levels and levels.get((one.pk, thread.pk)) == "muted":
                    muted.add((one.pk, into.pk))
        for one in [chance.choice(readers)]:
            expected = {}
            for each in threads:
                fresh = Thread.objects.get(pk=each.pk)
                count = sum(
                    post.pk not in seen[one.pk] and post.author_id != one.pk and not post.is_gone
                    for post in posts(each)
                )
                expected[each.pk] = 0 if (one.pk, each.pk) in muted else count
                assert of(fresh, one).count == expected[each.pk], (verb, seed)
                row = unread.with_reading(Thread.objects.all(), one).get(pk=each.pk)
                assert unread.unread_posts(row, one).count() == expected[each.pk]
            in_groups = {}
            for each in Thread.objects.filter(pk__in=expected):
                in_groups[each.group_id] = in_groups.get(each.group_id, 0) + expected[each.pk]
            assert unread.of_groups(one) == {group.pk: in_groups.get(group.pk, 0) for group in both}


@pytest.mark.django_db(transaction=True)
def test_eight_windows_at_once_lose_nothing():
    group = make.group()
    thread, me = make.thread(group), make.participant(group)
    posts = [make.root(thread), *(make.reply(thread, by=thread.author) for _ in range(31))]
    start = threading.Barrier(8)

    def window(number):
        start.wait()
        for post in posts[number::8]:
            discussion.mark_read(thread, by=me, posts=[post.pk])
        connection.close()

    windows = [threading.Thread(target=window, args=[number]) for number in range(8)]
    for one in windows:
        one.start()
    for one in windows:
        one.join()
    mark = ReadMark.objects.get(thread=thread, member=me)
    assert (mark.until, mark.beyond) == (posts[-1].pk, [])
