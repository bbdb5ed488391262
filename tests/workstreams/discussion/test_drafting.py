"""Drafts: a text is kept as it stands, an older save takes the place of nothing, and a post empties its draft."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from workstreams.discussion import actions
from workstreams.discussion.actions import drafting
from workstreams.discussion.models import Draft, Post
from workstreams.groups.models import WorkingGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make.group()


@pytest.fixture
def thread(group):
    return make.thread(group)


@pytest.fixture
def writer(group):
    return make.participant(group)


def save(thread, writer, body, sequence=1, base=0, page="a", **fields):
    return actions.save_draft(
        {"thread": thread}, by=writer, body=body, sequence=sequence, base=base, page=page, **fields
    )


class TestSequence:
    def test_a_text_is_kept_as_it_stands(self, thread, writer):
        draft, kept = save(thread, writer, "I am wri")
        assert (draft.body, draft.sequence, kept) == ("I am wri", 1, True)

    def test_an_older_save_of_the_same_page_takes_the_place_of_nothing(self, thread, writer):
        save(thread, writer, "new", sequence=3)
        draft, kept = save(thread, writer, "old", sequence=2)
        assert (draft.body, draft.sequence, kept) == ("new", 3, False)
        assert Draft.objects.get().body == "new"

    def test_two_saves_under_way_at_once_both_count(self, thread, writer):
        save(thread, writer, "one", sequence=1, base=0)
        draft, _kept = save(thread, writer, "one two", sequence=2, base=0)
        assert draft.body == "one two"

    def test_another_page_that_did_not_see_the_newer_text_is_told(self, thread, writer):
        save(thread, writer, "here", page="a")
        with pytest.raises(ValidationError) as refused:
            save(thread, writer, "there", page="b")
        assert refused.value.code == "overtaken"
        assert Draft.objects.get().body == "here"

    def test_another_page_that_saw_it_goes_on_from_there(self, thread, writer):
        save(thread, writer, "here", page="a")
        draft, _kept = save(thread, writer, "here and there", page="b", base=1, sequence=2)
        assert draft.body == "here and there"
        with pytest.raises(ValidationError):
            save(thread, writer, "here again", page="a", base=1, sequence=2)

    def test_a_text_that_is_too_long_for_a_post_is_kept_and_one_beyond_all_measure_is_not(self, thread, writer):
        assert save(thread, writer, "x" * 64_000)[1]
        with pytest.raises(ValidationError, match="64,000"):
            save(thread, writer, "x" * 64_001, sequence=2)


class TestPosting:
    def test_a_post_empties_its_draft(self, thread, writer):
        save(thread, writer, "My answer.")
        actions.post_reply(thread, by=writer, parent=make.root(thread), body="My answer.", draft=1)
        draft = Draft.objects.get()
        assert (draft.body, bool(draft.posted_at)) == ("", True)

    def test_a_save_that_comes_after_the_post_brings_nothing_back(self, thread, writer):
        save(thread, writer, "My ans")
        actions.post_reply(thread, by=writer, parent=make.root(thread), body="My answer.", draft=2)
        draft, kept = save(thread, writer, "My answer.", sequence=2)
        assert (draft.body, kept) == ("", False)

    def test_not_even_where_it_is_the_first_save_of_all(self, thread, writer):
        actions.post_reply(thread, by=writer, parent=make.root(thread), body="My answer.", draft=1)
        with pytest.raises(ValidationError) as refused:
            save(thread, writer, "My answer.", sequence=1)
        assert refused.value.code == "overtaken"
        assert Draft.objects.get().body == ""

    def test_a_newer_text_of_another_page_stays(self, thread, writer):
        save(thread, writer, "one", page="a")
        save(thread, writer, "two", page="b", base=1, sequence=5)
        actions.post_reply(thread, by=writer, parent=make.root(thread), body="one more", draft=2)
        assert Draft.objects.get().body == "two"

    def test_where_the_post_is_refused_the_draft_stays(self, thread, writer):
        save(thread, writer, "x")
        with pytest.raises(ValidationError):
            actions.post_reply(thread, by=writer, parent=make.root(thread), body="x", draft=1)
        assert Draft.objects.get().body == "x"

    def test_a_thread_and_a_change_empty_theirs(self, group, thread, writer):
        actions.save_draft({"group": group}, by=writer, title="A title", body="A text.", sequence=1, page="a")
        actions.start_thread(group, by=writer, title="A title", body="A text.", draft=1)
        post = Post.objects.get(body="A text.")
        actions.save_draft({"post": post}, by=writer, body="Another text.", sequence=1, page="a")
        actions.edit_post(post, by=writer, body="Another text.", draft=1)
        assert not Draft.objects.unposted().exists()


class TestWho:
    def test_nobody_begins_a_draft_where_they_could_not_post(self, thread):
        with pytest.raises(PermissionDenied):
            save(thread, make.member(), "x")

    def test_whoever_lost_the_seat_goes_on_with_what_they_began(self, thread, writer):
        save(thread, writer, "one")
        writer.participations.update(left_at=timezone.now())
        assert save(thread, writer, "one two", sequence=2)[1]

    def test_a_locked_thread_and_a_concluded_group_still_keep_it(self, group, thread, writer):
        actions.lock_thread(thread, by=make.lead(group))
        WorkingGroup.objects.filter(pk=group.pk).update(state="dormant")
        assert save(thread, writer, "too late")[1]

    def test_there_is_an_end_to_their_number(self, group, writer, monkeypatch):
        monkeypatch.setattr(drafting, "MOST", 2)
        threads = [make.thread(group) for _ in range(3)]
        for one in threads[:2]:
            save(one, writer, "text")
        with pytest.raises(ValidationError, match="2 drafts"):
            save(threads[2], writer, "text")


def test_the_clock_drops_what_nobody_touched_for_half_a_year(thread, writer):
    save(thread, writer, "old")
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=179))
    actions.tidy_drafts()
    assert Draft.objects.exists()
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=181))
    actions.tidy_drafts()
    assert not Draft.objects.exists()


class TestAddresses:
    def address(self, thread):
        return f"{reverse('draft_save')}?thread={thread.pk}"

    def send(self, client, thread, **fields):
        data = {"body": "text", "sequence": 1, "page": "a", **fields}
        return client.post(self.address(thread), data, headers={"Accept": "application/json"})

    def test_a_script_is_answered_with_the_sequence_and_the_time(self, sign_in, thread, writer):
        answer = self.send(sign_in(writer), thread)
        assert answer.status_code == 200
        assert answer.json()["sequence"] == 1
        assert answer.json()["said"].startswith("Draft saved ")

    def test_a_page_behind_another_gets_both_texts(self, sign_in, thread, writer):
        client = sign_in(writer)
        self.send(client, thread, body="here")
        answer = self.send(client, thread, body="there", page="b")
        assert (answer.status_code, answer.json()["body"], answer.json()["sequence"]) == (409, "here", 1)
        page = client.post(self.address(thread), {"body": "there", "base": 0})
        assert page.status_code == 409
        assert "here" in page.content.decode() and "there" in page.content.decode()

    def test_a_thread_that_one_may_not_see_is_not_there(self, sign_in, writer):
        hidden = make.thread(make.group(visibility="private"))
        assert self.send(sign_in(writer), hidden).status_code == 404
        assert not Draft.objects.exists()

    def test_without_script_a_button_saves_and_the_composer_opens_with_it(self, sign_in, words, thread, writer):
        client = sign_in(writer)
        answer = client.post(self.address(thread), {"body": "kept <words>", "draft": 0})
        assert answer.url == reverse("drafts")
        page = client.get(thread.get_absolute_url()).content.decode()
        assert "kept &lt;words&gt;</textarea>" in page
        assert "kept" in words(client.get(answer.url))

    def test_a_reply_that_is_sent_empties_it_and_the_next_composer_is_empty(self, sign_in, thread, writer):
        client = sign_in(writer)
        self.send(client, thread, body="My answer.")
        url = reverse("thread_reply", args=[thread.group.slug, thread.pk])
        assert client.post(url, {"body": "My answer.", "draft": 1}).status_code == 302
        assert not Draft.objects.unposted().exists()

    def test_it_opens_below_the_post_that_it_answers(self, sign_in, thread, writer):
        post = make.reply(thread)
        actions.save_draft({"thread": thread, "parent": post}, by=writer, body="to that one", sequence=1)
        client = sign_in(writer)
        listed = client.get(reverse("drafts")).content.decode()
        assert f"?reply={post.pk}#reply-{post.pk}" in listed
        opened = client.get(f"{thread.get_absolute_url()}?reply={post.pk}").content.decode()
        assert "to that one</textarea>" in opened

    def test_the_list_says_why_one_cannot_be_posted_and_names_nothing_that_is_closed(self, sign_in, group, writer):
        private = make.group("Secret circle", visibility="private")
        make.seat(writer, private)
        for place in (make.thread(group, title="Locked by now"), make.thread(private, title="Behind the door")):
            save(place, writer, f"words of {place.pk}")
        actions.lock_thread(group.threads.get(), by=make.lead(group))
        writer.participations.filter(group=private).update(left_at=timezone.now())
        page = sign_in(writer).get(reverse("drafts")).content.decode()
        assert "A lead locked this thread" in page
        assert page.count("words of") == 4
        assert "Behind the door" not in page and "Secret circle" not in page

    def test_only_its_writer_discards_it(self, sign_in, group, thread, writer):
        draft, _kept = save(thread, writer, "mine")
        other = sign_in(make.participant(group))
        assert other.post(reverse("draft_discard", args=[draft.pk])).status_code == 404
        assert sign_in(writer).post(reverse("draft_discard", args=[draft.pk])).status_code == 302
        assert not Draft.objects.unposted().exists()
