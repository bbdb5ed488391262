"""The files of a post, and what its page shows of them."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests import factories as make
from tests.workstreams.discussion import samples
from tests.workstreams.discussion.attaching.bringing import DAY, bring, brought_before
from workstreams.discussion import actions
from workstreams.discussion.models import Attachment, Draft, Post

pytestmark = pytest.mark.django_db


class TestAPost:
    def test_takes_the_files_that_its_text_names(self, group, author):
        picture, paper = bring(group, author), bring(group, author, samples.pdf(), "a.pdf")
        other = bring(group, author)
        thread = make.thread(group, author, body=f"See {picture.written} and {paper.written}.")
        assert set(make.root(thread).attachments.all()) == {picture, paper}
        other.refresh_from_db()
        assert other.post is None

    def test_shows_its_pictures_and_links_the_rest(self, group, author):
        picture, paper = bring(group, author), bring(group, author, samples.pdf(), "a.pdf")
        post = make.root(make.thread(group, author, body=f"{picture.written}\n{paper.written}"))
        assert f'<img src="{picture.get_absolute_url()}" alt="chart.png" width="40" height="20"' in post.body_html
        assert f'<a href="{paper.get_absolute_url()}"' in post.body_html

    def test_that_was_changed_takes_new_ones_and_keeps_the_old_for_its_history(self, group, author):
        first, second = bring(group, author), bring(group, author)
        post = make.root(make.thread(group, author, body=f"See {first.written}"))
        actions.edit_post(post, by=author, body=f"See {second.written}")
        assert set(post.attachments.all()) == {first, second}

    def test_takes_nothing_of_somebody_else(self, group, author):
        foreign = bring(group, make.participant(group))
        with pytest.raises(ValidationError, match="Attach it again"):
            make.thread(group, author, body=f"See {foreign.written}")
        foreign.refresh_from_db()
        assert foreign.post is None and not Post.objects.exists()

    def test_takes_nothing_that_was_brought_into_another_group(self, group, author):
        elsewhere = make.group()
        make.seat(author, elsewhere)
        with pytest.raises(ValidationError, match="Attach it again"):
            make.thread(group, author, body=f"See {bring(elsewhere, author).written}")

    @pytest.mark.parametrize("way", ["moved", "merged"])
    @pytest.mark.parametrize("what", ["answer", "change"])
    def test_takes_those_of_a_draft_whose_thread_went_to_another_group(self, group, author, way, what, sign_in):
        there = make.group(visibility="private")
        lead = make.lead(group)
        make.seat(lead, there, "lead"), make.seat(author, there)
        thread = make.thread(group, author)
        post, waiting, elsewhere = make.reply(thread, author), bring(group, author), bring(group, author)
        of_another = bring(group, make.participant(group))
        place = {"post": post} if what == "change" else {"thread": thread, "parent": post}
        text = f"See {waiting.written}, not {of_another.key}"
        actions.save_draft(place, by=author, body=text, sequence=1, page="a")
        if way == "moved":
            thread = actions.move_thread(thread, by=lead, to=there)
        else:
            thread = actions.merge_threads(thread, by=lead, into=make.thread(there, lead))
        files = {
            one: sign_in(person).get(one.get_absolute_url()).status_code
            for one, person in [(waiting, author), (of_another, author), (elsewhere, author)]
        }
        assert list(files.values()) == [200, 404, 200]
        if what == "change":
            said = actions.edit_post(post, by=author, body=f"See {waiting.written}", draft=1)
        else:
            parent = Post.objects.get(pk=post.pk)
            said = actions.post_reply(thread, by=author, parent=parent, body=f"See {waiting.written}", draft=1)
        assert list(said.attachments.all()) == [waiting]
        assert not Draft.objects.unposted().exists()
        reads = {person: sign_in(person).get(waiting.get_absolute_url()).status_code for person in (lead, None)}
        assert reads == {lead: 200, None: 404}, "it is read by whoever reads where the thread is now"
        assert set(Attachment.objects.filter(group=group)) == {of_another, elsewhere}

    def test_says_that_a_file_is_gone(self, group, author, django_capture_on_commit_callbacks):
        late = bring(group, author)
        brought_before(late, 2 * DAY)
        with django_capture_on_commit_callbacks(execute=True):
            actions.tidy_files()
        with pytest.raises(ValidationError, match="Attach it again"):
            make.thread(group, author, body=f"See {late.written}")

    def test_may_show_what_another_post_shows(self, group, author):
        shown = bring(group, author)
        thread = make.thread(group, author, body=f"See {shown.written}")
        reply = make.reply(thread, body=f"> {shown.written}\n\nI disagree.")
        shown.refresh_from_db()
        assert shown.post == make.root(thread) and not reply.attachments.exists()

    def test_has_ten_at_most(self, group, author):
        brought = [bring(group, author, b"a", "a.txt") for _ in range(11)]
        with pytest.raises(ValidationError, match="10 files at most"):
            make.thread(group, author, body=" ".join(one.written for one in brought))
        make.thread(group, author, body=" ".join(one.written for one in brought[:10]))

    def test_lists_what_it_does_not_show(self, group, author, django_assert_num_queries):
        picture, paper = bring(group, author), bring(group, author, samples.pdf(), "a.pdf")
        thread = make.thread(group, author, body=f"{picture.written} {paper.written}")
        make.reply(thread)
        posts = list(Post.objects.visible_to(author).readable_by(author).in_tree_order())
        with django_assert_num_queries(1):
            assert Attachment.objects.for_posts(posts, author) == {posts[0].pk: [paper]}
        with django_assert_num_queries(0):
            assert Attachment.objects.for_posts(posts[1:], author) == {}

    def test_lists_nothing_for_who_may_not_read_it(self, group, author):
        paper = bring(group, author, samples.pdf(), "a.pdf")
        post = make.root(make.thread(group, author, body=f"See {paper.written}"))
        actions.hide_post(post, by=make.lead(group), reason="Confidential.")
        reader = make.participant(group)
        assert Attachment.objects.for_posts(Post.objects.visible_to(reader).readable_by(reader), reader) == {}


class TestAPage:
    def test_lists_below_a_post_the_files_that_it_does_not_show(self, group, author, sign_in):
        picture, paper = bring(group, author), bring(group, author, samples.pdf(), "<b>.pdf")
        thread = make.thread(group, author, body=f"{picture.written} {paper.written}")
        make.reply(thread)
        page = sign_in(None).get(thread.get_absolute_url()).content.decode()
        [listed] = re.findall(r'<ul class="attachments".*?</ul>', page, re.S)
        assert f'href="{paper.get_absolute_url()}"' in listed and "&lt;b&gt;.pdf" in listed
        assert picture.get_absolute_url() not in listed and f'<img src="{picture.get_absolute_url()}"' in page

    def test_offers_to_attach_where_one_writes(self, group, author, sign_in):
        thread = make.thread(group, author)
        for address in (thread.get_absolute_url(), reverse("thread_new", args=[group.slug])):
            page = sign_in(author).get(address).content.decode()
            assert f'data-attach="{reverse("attach", args=[group.slug])}"' in page and "js/attach.js" in page
            assert 'enctype="multipart/form-data"' in page
        assert "data-attach" not in sign_in(make.member()).get(thread.get_absolute_url()).content.decode()
