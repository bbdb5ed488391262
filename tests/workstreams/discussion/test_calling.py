"""Calling members by their handle, naming threads by their number, quoting posts."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from members.effacing import Effacer
from tests import factories as make
from workstreams.discussion import actions
from workstreams.discussion.actions.erasing import erase_member
from workstreams.discussion.models import Mention, Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make.group()


@pytest.fixture
def thread(group):
    return make.thread(group)


def called(post):
    return set(Mention.objects.filter(post=post).values_list("member__handle", flat=True))


class TestMentions:
    def test_a_handle_becomes_a_link_and_a_mention(self, thread):
        amara = make.member("Amara Diallo", handle="amara.diallo")
        post = make.reply(thread, body="What does @Amara.Diallo say? Not @nobody.here.")
        assert f'href="{reverse("member", args=[amara.pk])}"' in post.body_html
        assert called(post) == {"amara.diallo"}
        assert "@nobody.here" in post.body_html and post.body_html.count("<a ") == 1

    def test_only_those_who_may_read_there_are_called(self):
        circle = make.group(visibility="private")
        outsider, insider = make.member(handle="outsider"), make.participant(circle, handle="insider")
        post = make.reply(make.thread(circle), body="@outsider and @insider")
        assert called(post) == {insider.handle}
        assert str(outsider.pk) not in post.body_html.replace(str(insider.pk), "")

    def test_code_links_and_quotes_call_nobody(self, thread):
        make.member(handle="amara")
        post = make.reply(thread, body="`@amara` [@amara](https://a.example) a@amara.org\n\n> @amara said\n\nYes.")
        assert called(post) == set()

    def test_eleven_are_too_many_and_the_text_is_refused_clearly(self, thread):
        for number in range(11):
            make.member(handle=f"one-{number}")
        with pytest.raises(ValidationError, match="11 people"):
            make.reply(thread, body=" ".join(f"@one-{number}" for number in range(11)))
        assert called(make.reply(thread, body=" ".join(f"@one-{number}" for number in range(10)))) == {
            f"one-{number}" for number in range(10)
        }

    def test_an_edit_calls_anew(self, group, thread):
        for handle in ("amara", "kenji"):
            make.member(handle=handle)
        author = make.participant(group, handle="author")
        post = make.reply(thread, by=author, body="@amara and @author")
        assert called(post) == {"amara"}
        actions.edit_post(post, by=author, body="@kenji")
        assert called(post) == {"kenji"}

    def test_a_thousand_unknown_handles_are_words(self, thread):
        post = make.reply(thread, body=" ".join(f"@no{number}" for number in range(1000)))
        assert "<a " not in post.body_html


class TestReferences:
    def test_a_number_of_a_thread_leads_there_and_others_stay_words(self, thread):
        other = make.thread(make.group(visibility="private"), title="Behind the door")
        post = make.reply(thread, body=f"See #{other.pk} and #999999.")
        assert f'href="/workstreams/threads/{other.pk}/"' in post.body_html
        assert "Behind" not in post.body_html and post.body_html.count("<a ") == 1


class TestOptions:
    def test_people_who_may_read_are_offered_by_name_and_handle(self, sign_in, group):
        make.member("Amara Diallo", handle="amara.diallo")
        client = sign_in(make.participant(group))
        for typed in ("am", "dial", "Ámara"):
            page = client.get(reverse("mention_options", args=[group.slug]), {"q": typed}).content.decode()
            assert 'data-insert="@amara.diallo"' in page, typed

    def test_in_a_private_group_nobody_else_is_offered(self, sign_in):
        circle = make.group(visibility="private")
        make.member("Amara Diallo", handle="amara.diallo")
        client = sign_in(make.participant(circle))
        page = client.get(reverse("mention_options", args=[circle.slug]), {"q": "am"}).content.decode()
        assert "amara" not in page
        assert sign_in(make.member()).get(reverse("mention_options", args=[circle.slug])).status_code == 404

    def test_whoever_asks_too_fast_is_refused(self, sign_in, group, monkeypatch):
        monkeypatch.setattr("workstreams.discussion.views.options.A_MINUTE", 2)
        client = sign_in(make.participant(group))
        url = reverse("mention_options", args=[group.slug])
        assert [client.get(url, {"q": "a"}).status_code for _ in range(3)] == [200, 200, 429]

    def test_threads_are_offered_that_one_may_read(self, sign_in, group):
        seen = make.thread(group, title="Who may see full weights")
        hidden = make.thread(make.group(visibility="private"), title="Who may see nothing")
        client = sign_in(make.participant(group))
        url = reverse("reference_options", args=[group.slug])
        page = client.get(url, {"q": "who see"}).content.decode()
        assert f"#{seen.pk}" in page and f"#{hidden.pk}" not in page
        assert f"#{hidden.pk}" not in client.get(url, {"q": str(hidden.pk)}).content.decode()


class TestQuotes:
    def test_without_script_a_post_is_quoted_with_a_line_back(self, sign_in, group, thread):
        post = make.reply(thread, by=make.participant(group, "Mei_Ling [Chow]"), body="First.\n\n> older\n\nSecond.")
        client = sign_in(make.participant(group))
        page = client.get(f"{thread.get_absolute_url()}?reply={post.pk}&quote={post.pk}").content.decode()
        assert "&gt; First." in page and "&gt; Second." in page and "older</textarea>" not in page
        assert f"/workstreams/posts/{post.pk}/)" in page

    def test_a_hidden_post_is_quoted_for_nobody(self, sign_in, group, thread):
        post = make.reply(thread, body="Rude words.")
        actions.hide_post(post, by=make.lead(group), reason="Rude.")
        root = make.root(thread)
        page = sign_in(make.participant(group)).get(f"{thread.get_absolute_url()}?reply={root.pk}&quote={post.pk}")
        assert "Rude words" not in page.content.decode()

    def test_the_line_back_is_shown_as_whose_words_they_are(self, thread):
        first = make.reply(thread, body="Mine.")
        post = make.reply(thread, body=f"> Mine.\n>\n> [Ana]({first.get_absolute_url()})\n\nYours.")
        assert '<p class="attribution"><a href="/workstreams/posts/' in post.body_html


def test_erasing_somebody_takes_their_handle_out_of_every_text(thread):
    amara = make.member("Amara Diallo", handle="amara.diallo")
    make.member("Kenji", handle="kenji")
    post = make.reply(thread, body="@amara.diallo and @amara.diallos and @kenji")
    erase_member(amara, Effacer(handles=["amara.diallo"], instead="Former member"))
    post = Post.objects.get(pk=post.pk)
    assert post.body == "Former member and @amara.diallos and @kenji"
    assert called(post) == {"kenji"} and post.body_html.count("<a ") == 1
