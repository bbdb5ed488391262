"""Splitting, merging and moving: where the posts stand then, who may, what is found, read, followed and typed."""

import pytest
from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import PermissionDenied, ValidationError

from tests import factories as make
from tests.workstreams.discussion.forest import grow
from workstreams.discussion import actions, tree
from workstreams.discussion.models import Draft, Following, FormerThread, Post, ReadMark, Tag, Thread
from workstreams.groups import actions as groups
from workstreams.moderation import actions as moderation

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make.group()


@pytest.fixture
def lead(group):
    return make.lead(group)


@pytest.fixture
def thread(group):
    return make.thread(group, title="What should a log keep?", body="Let us say what.")


def order(thread):
    return list(thread.posts.in_tree_order().values_list("pk", "depth"))


def voices(thread):
    return {voice.sector.mark: voice.posts for voice in thread.voices.filter(posts__gt=0).select_related("sector")}


def found(words):
    query = SearchQuery(words, config="simple") | SearchQuery(words, config="english")
    return set(Post.objects.filter(search=query).values_list("pk", flat=True))


# Splitting


def test_a_branch_becomes_a_thread_of_its_own(thread, lead):
    speaker = make.participant(thread.group, mark="public")
    first = make.reply(thread, speaker)
    second = make.reply(thread, parent=first)
    third = make.reply(thread, speaker, parent=second)
    stays = make.reply(thread)
    new = actions.split_subtree(second, by=lead, title="How long   should it keep?")
    assert (new.title, new.author_id, new.created_at) == (
        "How long should it keep?",
        second.author_id,
        second.created_at,
    )
    assert order(new) == [(second.pk, 0), (third.pk, 1)]
    assert order(thread) == [(make.root(thread).pk, 0), (first.pk, 1), (stays.pk, 1)]
    thread.refresh_from_db()
    assert (thread.reply_count, new.reply_count) == (2, 1)
    assert (thread.last_post_at, new.last_post_at) == (stays.created_at, third.created_at)
    assert voices(new) == {"private": 1, "public": 1}
    assert voices(thread) == {"private": 2, "public": 1}
    assert new.version > 0


def test_a_split_raises_the_version_of_what_is_left(thread, lead):
    post = make.reply(thread)
    before = Thread.objects.get(pk=thread.pk).version
    actions.split_subtree(post, by=lead, title="Another matter")
    assert Thread.objects.get(pk=thread.pk).version > before


def test_a_new_thread_is_found_by_its_title_and_the_old_one_still_is(thread, lead):
    post = make.reply(thread, body="Seven years.")
    new = actions.split_subtree(post, by=lead, title="Retention periods")
    assert found("retention") == {post.pk} == {make.root(new).pk}
    assert found("log") == {make.root(thread).pk}
    assert found("seven") == {post.pk}


def test_a_new_thread_keeps_tags_lock_marks_followings_and_drafts(thread, lead):
    reader, writer = make.member(), make.participant(thread.group)
    post = make.reply(thread)
    thread.tags.add(Tag.objects.create(group=thread.group, name="records"))
    ReadMark.objects.create(thread=thread, member=reader, until=post.pk)
    Following.objects.create(thread=thread, member=reader, level="watching")
    draft = Draft.objects.create(member=writer, thread=thread, parent=post, body="I was saying")
    other = Draft.objects.create(member=writer, thread=thread, body="At the end")
    actions.lock_thread(thread, by=lead)
    new = actions.split_subtree(post, by=lead, title="Another matter")
    assert [tag.name for tag in new.tags.all()] == ["records"]
    assert new.locked_at and new.locked_by_id == lead.pk
    for one in (thread, new):
        assert one.read_marks.get(member=reader).until == post.pk
        assert one.followings.get(member=reader).level == "watching"
    draft.refresh_from_db(), other.refresh_from_db()
    assert (draft.thread_id, other.thread_id) == (new.pk, thread.pk)
    place = actions.answer_to(new, new.posts.get(parent=None))
    assert Draft.objects.get(member=writer, **place) == draft, "the page of the new thread finds it"


def test_a_lasting_address_leads_to_the_new_thread(client, thread, lead):
    post = make.reply(thread)
    new = actions.split_subtree(post, by=lead, title="Another matter")
    assert client.get(f"/workstreams/posts/{post.pk}/").url == f"{new.get_absolute_url()}#post-{post.pk}"


@pytest.mark.parametrize("kind", ["participant", "author", "other_lead"])
def test_leads_alone_split(thread, kind):
    post = make.reply(thread)
    by = {
        "participant": lambda: make.participant(thread.group),
        "author": lambda: post.author,
        "other_lead": lambda: make.lead(make.group()),
    }[kind]()
    with pytest.raises(PermissionDenied):
        actions.split_subtree(post, by=by, title="Another matter")
    assert Thread.objects.count() == 1


def test_the_first_post_is_split_from_nothing_and_a_thread_needs_a_title(thread, lead):
    post = make.reply(thread)
    with pytest.raises(ValidationError):
        actions.split_subtree(make.root(thread), by=lead, title="Another matter")
    with pytest.raises(ValidationError):
        actions.split_subtree(post, by=lead, title="No")
    assert Thread.objects.count() == 1


# Merging


def test_a_thread_comes_below_a_post_of_another(thread, lead):
    first, second = make.reply(thread), make.reply(thread)
    other = make.thread(thread.group, title="The very same question")
    root, answer = make.root(other), make.reply(other, make.participant(thread.group, mark="civil"))
    merged = actions.merge_threads(other, by=lead, into=thread, below=first)
    assert merged == thread
    assert order(thread) == [(make.root(thread).pk, 0), (first.pk, 1), (root.pk, 2), (answer.pk, 3), (second.pk, 1)]
    assert (merged.reply_count, merged.last_post_at) == (4, answer.created_at)
    assert voices(thread) == {"private": 4, "civil": 1}
    assert not Thread.objects.filter(pk=other.pk).exists()
    assert FormerThread.objects.get(number=other.pk).post_id == root.pk
    assert found("very") == set()
    assert found("log") == {make.root(thread).pk}


def test_a_thread_comes_below_the_first_post_where_none_is_named(thread, lead):
    make.reply(thread)
    other = make.thread(thread.group)
    root = make.root(other)
    actions.merge_threads(other, by=lead, into=thread)
    assert order(thread)[-1] == (root.pk, 1)
    assert Post.objects.get(pk=root.pk).parent_id == make.root(thread).pk


def test_the_title_of_what_was_merged_stands_above_its_first_post_and_goes_with_it(client, thread, lead):
    first = make.thread(thread.group, title="What of <i>receipts</i>?")
    root = make.root(first)
    merged = actions.merge_threads(first, by=lead, into=thread)
    line = "Until it was merged, this was the first post of "
    title = '<b dir="auto">What of &lt;i&gt;receipts&lt;/i&gt;?</b>'
    page = client.get(merged.get_absolute_url()).content.decode()
    assert page.count(line) == 1 and f"{line}{title}" in page.split(f'id="post-{root.pk}"')[1]
    apart = actions.split_subtree(Post.objects.get(pk=root.pk), by=lead, title="Receipts once more")
    assert f"{line}{title}" in client.get(apart.get_absolute_url()).content.decode()
    actions.merge_threads(apart, by=lead, into=thread)
    both = f'{line}{title}, <b dir="auto">Receipts once more</b>'
    assert both in client.get(thread.get_absolute_url()).content.decode()


def test_the_title_of_what_was_merged_is_hidden_with_the_words_below_it(client, thread, lead):
    other = make.thread(thread.group, title="Nobody should read this")
    root = make.root(other)
    actions.merge_threads(other, by=lead, into=thread)
    moderation.hide(root, by=lead, reason="Off topic.")
    assert "Nobody should read this" not in client.get(thread.get_absolute_url()).content.decode()


def test_what_was_not_read_stays_unread_in_what_is_merged(thread, lead):
    of_one, of_both = make.member(), make.member()
    other = make.thread(thread.group)
    read, unread = make.reply(other), make.reply(thread)
    last = make.reply(other)
    ReadMark.objects.create(thread=other, member=of_one, until=last.pk)
    ReadMark.objects.create(thread=other, member=of_both, until=read.pk)
    ReadMark.objects.create(thread=thread, member=of_both, until=unread.pk)
    root = make.root(other)
    actions.merge_threads(other, by=lead, into=thread)

    def calls_read(member):
        mark = ReadMark.objects.get(thread=thread, member=member)
        return {pk for pk, _depth in order(thread) if pk <= mark.until or pk in mark.beyond}

    assert calls_read(of_one) == {root.pk, read.pk, last.pk}
    assert calls_read(of_both) == {pk for pk, _depth in order(thread)} - {last.pk}


def test_tags_followings_and_drafts_are_joined(thread, lead):
    reader, writer = make.member(), make.participant(thread.group)
    other = make.thread(thread.group)
    root = make.root(other)
    other.tags.add(Tag.objects.create(group=thread.group, name="records"))
    Following.objects.create(thread=other, member=reader, level="tracking")
    end = Draft.objects.create(member=writer, thread=other, body="At the end.", sequence=4)
    Draft.objects.create(member=writer, thread=other, parent=root, body="To the first.", sequence=2)
    alone = Draft.objects.create(member=reader, thread=other, body="Mine.")
    actions.merge_threads(other, by=lead, into=thread)
    assert [tag.name for tag in thread.tags.all()] == ["records"]
    assert thread.followings.get(member=reader).level == "tracking"
    kept = Draft.objects.get(member=writer)
    assert not Draft.objects.filter(pk=end.pk).exists()
    assert (kept.thread_id, kept.parent_id, kept.body) == (thread.pk, root.pk, "To the first.\n\nAt the end.")
    assert kept.sequence == 5
    alone.refresh_from_db()
    assert (alone.thread_id, alone.parent_id) == (thread.pk, root.pk)


def test_a_branch_that_grows_deeper_than_a_place_holds_stays_one_tree(thread, lead):
    other = make.thread(thread.group)
    chain = grow(thread, list(range(tree.DEEPEST - 10)))
    below = grow(other, list(range(30)))
    actions.merge_threads(other, by=lead, into=thread, below=chain[-1])
    assert [pk for pk, _depth in order(thread)] == [post.pk for post in [*chain, *below]]
    assert max(depth for _pk, depth in order(thread)) == tree.DEEPEST
    # Split off where all of it fits again, it stands as deep as it is.
    new = actions.split_subtree(Post.objects.get(pk=below[0].pk), by=lead, title="On its own again")
    assert order(new) == [(post.pk, number) for number, post in enumerate(below)]
    assert [pk for pk, _depth in order(thread)] == [post.pk for post in chain]


def test_threads_of_two_groups_are_merged_by_whoever_leads_both(thread, lead):
    other = make.thread(make.group())
    with pytest.raises(PermissionDenied):
        actions.merge_threads(other, by=lead, into=thread)
    with pytest.raises(PermissionDenied):
        actions.merge_threads(thread, by=lead, into=other)
    make.seat(lead, other.group, "lead")
    actions.merge_threads(other, by=lead, into=thread)
    assert thread.posts.count() == 2


def test_nothing_is_merged_into_what_takes_no_posts(thread, lead):
    other = make.thread(thread.group)
    with pytest.raises(ValidationError):
        actions.merge_threads(thread, by=lead, into=thread)
    with pytest.raises(ValidationError):
        actions.merge_threads(other, by=lead, into=thread, below=make.root(make.thread(thread.group)))
    actions.lock_thread(thread, by=lead)
    with pytest.raises(ValidationError) as refusal:
        actions.merge_threads(other, by=lead, into=thread)
    assert refusal.value.code == "locked"
    actions.unlock_thread(thread, by=lead)
    groups.rest_group(thread.group, by=lead, note="All is said.")
    with pytest.raises(ValidationError) as refusal:
        actions.merge_threads(other, by=lead, into=thread)
    assert refusal.value.code == "group_closed"
    assert other.posts.count() == 1


# Moving


def test_a_thread_moves_with_its_tags_to_another_group(thread, lead):
    to = make.group()
    make.seat(lead, to, "lead")
    thread.tags.add(Tag.objects.create(group=thread.group, name="Records"))
    own = Tag.objects.create(group=to, name="records")
    moved = actions.move_thread(thread, by=lead, to=to)
    assert moved.group == to
    assert Thread.objects.get(pk=thread.pk).group == to
    assert list(moved.tags.all()) == [own]
    assert Thread.objects.get(pk=thread.pk).version > thread.version


def test_a_thread_moves_only_between_groups_that_one_leads(thread, lead):
    to = make.group()
    for by in (lead, make.lead(to)):
        with pytest.raises(PermissionDenied):
            actions.move_thread(thread, by=by, to=to)
    make.seat(lead, to, "lead")
    with pytest.raises(ValidationError):
        actions.move_thread(thread, by=lead, to=thread.group)
    groups.rest_group(to, by=lead, note="All is said.")
    with pytest.raises(ValidationError) as refusal:
        actions.move_thread(thread, by=lead, to=to)
    assert refusal.value.code == "group_closed"


# Addresses


def numbered(thread):
    return f"/workstreams/threads/{thread.pk}/"


def test_a_number_leads_to_its_thread_wherever_it_is(client, thread, lead):
    to = make.group()
    make.seat(lead, to, "lead")
    old = thread.get_absolute_url()
    assert client.get(numbered(thread)).url == old
    moved = actions.move_thread(thread, by=lead, to=to)
    assert client.get(numbered(thread)).url == moved.get_absolute_url() != old
    assert client.get(f"{old}?order=time").url == f"{moved.get_absolute_url()}?order=time"


def test_a_merged_thread_leads_to_the_post_with_which_it_began(client, thread, lead):
    other = make.thread(thread.group)
    root, old = make.root(other), other.get_absolute_url()
    actions.merge_threads(other, by=lead, into=thread)
    for address in (numbered(other), old):
        to_the_post = client.get(address).url
        assert client.get(to_the_post).url == f"{thread.get_absolute_url()}#post-{root.pk}"


def test_an_answer_on_its_way_to_a_merged_thread_arrives(client, thread, lead):
    other = make.thread(thread.group)
    author, root, old = make.participant(thread.group), make.root(other), other.get_absolute_url()
    actions.merge_threads(other, by=lead, into=thread)
    client.force_login(author)
    sent = client.post(f"{old}reply/", {"body": "Just in time.", "parent": root.pk}, follow=True)
    assert sent.status_code == 200
    assert Post.objects.get(body="Just in time.").parent_id == root.pk


@pytest.mark.parametrize("way", ["move", "merge"])
def test_no_address_tells_of_a_group_that_one_may_not_see(client, way):
    here, there = make.group(), make.group(visibility="private")
    lead, thread = make.lead(here), make.thread(here)
    make.seat(lead, there, "lead")
    old = thread.get_absolute_url()
    if way == "move":
        actions.move_thread(thread, by=lead, to=there)
    else:
        actions.merge_threads(thread, by=lead, into=make.thread(there))
    for address in (old, numbered(thread)):
        assert client.get(address).status_code == 404
    client.force_login(lead)
    for address in (old, numbered(thread)):
        assert client.get(address).status_code == 302
