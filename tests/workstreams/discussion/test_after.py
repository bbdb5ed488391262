"""After a post was said: changing it, taking it back, its earlier versions, signs in answer."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from workstreams.discussion import actions
from workstreams.discussion.models import Draft, Post, Reaction, Revision, Thread
from workstreams.discussion.texts import state_of
from workstreams.moderation import actions as moderation

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make.group()


@pytest.fixture
def author(group):
    return make.participant(group, "Ana Quispe", mark="civil")


@pytest.fixture
def thread(group, author):
    return make.thread(group, author, title="Who decides?", body="The developer decides.")


def said_long_ago(post):
    Post.objects.filter(pk=post.pk).update(created_at=timezone.now() - timedelta(minutes=6))
    post.refresh_from_db()
    return post


# Changing


def test_a_slip_put_right_within_five_minutes_leaves_no_trace(thread, author):
    post = actions.edit_post(make.root(thread), by=author, body="The public decides.")
    post.refresh_from_db()
    assert (post.body, post.edited_at, post.revision_count) == ("The public decides.", None, 0)
    assert "The public decides." in post.body_html
    assert not Revision.objects.exists()


def test_a_later_change_keeps_every_version(thread, author):
    post = said_long_ago(make.root(thread))
    for body in ["The public decides.", "Everybody decides."]:
        actions.edit_post(post, by=author, body=body, title="Who decides, then?")
    post.refresh_from_db()
    assert (post.body, post.revision_count) == ("Everybody decides.", 2)
    assert list(post.revisions.values_list("number", "title", "body")) == [
        (1, "Who decides?", "The developer decides."),
        (2, "Who decides, then?", "The public decides."),
    ]
    first, second = post.revisions.order_by("number")
    assert first.written_at == post.created_at and second.written_at == first.replaced_at
    thread.refresh_from_db()
    assert thread.title == "Who decides, then?"


def test_a_changed_text_is_found_by_its_new_words_alone(thread, author):
    post = make.root(thread)
    actions.edit_post(post, by=author, body="The assembly chooses.", title="Who has the last word?")
    for word, found in [("assembly", True), ("developer", False), ("decides", False), ("last", True)]:
        assert Post.objects.filter(pk=post.pk, search=SearchQuery(word, config="english")).exists() is found


def test_the_same_text_again_changes_nothing(thread, author):
    post = said_long_ago(make.root(thread))
    actions.edit_post(post, by=author, body="The developer decides.\r\n")
    assert not Revision.objects.exists()


def test_a_text_is_rendered_before_others_have_to_wait_for_its_thread(thread, author):
    make.member(handle="ana")
    post = make.root(thread)
    with CaptureQueriesContext(connection) as asked:
        actions.edit_post(post, by=author, body="What does @ana say?")
    of_names = [number for number, query in enumerate(asked) if 'former_handles" &&' in query["sql"]]
    locks = [number for number, query in enumerate(asked) if "FOR NO KEY UPDATE" in query["sql"]]
    assert len(of_names) == 1 and of_names[0] < locks[0]


def test_nobody_changes_what_somebody_else_wrote(group, thread):
    for person in [make.participant(group), make.lead(group), make.staff()]:
        with pytest.raises(PermissionDenied):
            actions.edit_post(make.root(thread), by=person, body="I decide.")


def test_who_gave_up_the_seat_changes_nothing_more(thread, author):
    author.participations.update(left_at=timezone.now())
    with pytest.raises(PermissionDenied):
        actions.edit_post(make.root(thread), by=author, body="I decide.")


@pytest.mark.parametrize(
    ("state", "code"),
    [({"hidden_reason": "Off topic"}, "hidden"), ({"withdrawn_at": timezone.now()}, "withdrawn")],
)
def test_what_is_hidden_or_withdrawn_stays_as_it_is(group, thread, author, state, code):
    post = make.root(thread)
    if "hidden_reason" in state:
        state |= {"hidden_at": timezone.now(), "hidden_by": make.lead(group), "hidden_key": uuid.uuid4()}
    Post.objects.filter(pk=post.pk).update(**state)
    with pytest.raises(ValidationError) as refused:
        actions.edit_post(post, by=author, body="Something else.")
    assert refused.value.code == code


def test_a_locked_thread_takes_no_changes(group, thread, author):
    actions.lock_thread(thread, by=make.lead(group))
    with pytest.raises(ValidationError) as refused:
        actions.edit_post(make.root(thread), by=author, body="Something else.")
    assert refused.value.code == "locked"


def test_a_text_saved_elsewhere_in_the_meantime_is_not_written_over(client, thread, author):
    post = said_long_ago(make.root(thread))
    base = state_of(post.body, thread.title)
    actions.edit_post(post, by=author, body="Saved on the phone.")
    client.force_login(author)
    form = {"title": thread.title, "body": "Saved on the desktop.", "base": base}
    page = client.post(reverse("post_edit", args=[post.pk]), form)
    text = page.content.decode()
    assert page.status_code == 422
    assert "Saved on the desktop." in text and "Saved on the phone." in text
    post.refresh_from_db()
    assert post.body == "Saved on the phone."
    again = client.post(reverse("post_edit", args=[post.pk]), {**form, "base": page.context["form"]["base"].value()})
    assert again.status_code == 302
    post.refresh_from_db()
    assert post.body == "Saved on the desktop."


def test_a_change_that_cannot_stand_is_given_back(client, thread, author):
    client.force_login(author)
    page = client.post(reverse("post_edit", args=[make.root(thread).pk]), {"title": "No", "body": "Kept as typed."})
    assert page.status_code == 422 and "Kept as typed." in page.content.decode()


def test_a_change_can_be_looked_at_first(client, thread, author):
    client.force_login(author)
    sent = {"title": thread.title, "body": "Now *said*.", "preview": "1"}
    page = client.post(reverse("post_edit", args=[make.root(thread).pk]), sent)
    assert page.status_code == 200 and "<em>said</em>" in page.content.decode()
    assert make.root(thread).body == "The developer decides."


# Earlier versions


def test_every_reader_sees_what_changed(client, thread, author):
    post = said_long_ago(make.root(thread))
    actions.edit_post(post, by=author, body="The public decides.")
    page = client.get(reverse("post_history", args=[post.pk])).content.decode()
    assert "public" in page.split("<ins>")[1].split("</ins>")[0]
    assert "developer" in page.split("<del>")[1].split("</del>")[0]


def test_a_post_that_was_never_changed_has_no_history(client, thread):
    assert client.get(reverse("post_history", args=[make.root(thread).pk])).status_code == 404


def test_earlier_versions_of_a_hidden_post_are_hidden_with_it(client, group, thread, author):
    post = said_long_ago(make.root(thread))
    actions.edit_post(post, by=author, body="The public decides.")
    lead = make.lead(group)
    actions.hide_post(post, by=lead, reason="Off topic")
    address = reverse("post_history", args=[post.pk])
    assert client.get(address).status_code == 404
    client.force_login(make.participant(group))
    assert client.get(address).status_code == 404
    client.force_login(lead)
    assert client.get(address).status_code == 200


# Taking back


def test_a_post_that_nobody_answered_is_gone(thread, author):
    post = make.reply(thread, author, body="A canary.")
    assert actions.withdraw_post(post, by=author) is None
    thread.refresh_from_db()
    assert (Post.objects.count(), thread.reply_count) == (1, 0)
    assert [voice.posts for voice in thread.voices.all()] == [1]
    assert thread.last_post_at == make.root(thread).created_at


def test_a_thread_that_nobody_answered_is_gone_with_its_post(client, group, thread, author):
    client.force_login(author)
    sent = client.post(reverse("post_withdraw", args=[make.root(thread).pk]))
    assert sent.url == group.get_absolute_url()
    assert not Thread.objects.exists() and not Post.objects.exists()


def test_a_post_that_was_answered_leaves_a_marker_and_no_words(client, group, thread, author):
    post = make.reply(thread, author, body="A canary.")
    make.reply(thread, make.participant(group, mark="public"), parent=post)
    assert actions.withdraw_post(post, by=author).withdrawn_at
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "canary" not in page and f'id="post-{post.pk}"' in page
    assert {voice.sector.mark: voice.posts for voice in thread.voices.all()} == {"civil": 1, "public": 1}


def test_what_was_merged_since_the_page_was_drawn_is_taken_back_where_it_stands(group, thread, author):
    into = make.thread(group)
    reply = make.reply(thread, author)
    page = Post.objects.get(pk=reply.pk)
    actions.merge_threads(thread, by=make.lead(group), into=into)
    into.refresh_from_db()
    assert into.reply_count == 2
    assert actions.withdraw_post(page, by=author) is None
    into.refresh_from_db()
    assert into.reply_count == 1


def test_what_was_split_off_since_the_page_was_drawn_counts_where_it_stands(group, thread, author):
    reply = make.reply(thread, author)
    deeper = make.reply(thread, author, parent=reply)
    page = Post.objects.get(pk=deeper.pk)
    new = actions.split_subtree(reply, by=make.lead(group), title="Another matter")
    assert actions.withdraw_post(page, by=author) is None
    new.refresh_from_db(), thread.refresh_from_db()
    assert (new.reply_count, thread.reply_count) == (0, 0)
    assert [voice.posts for voice in new.voices.all()] == [1]


def test_a_post_that_was_flagged_stays_for_those_who_decide(group, thread, author):
    post = make.reply(thread, author)
    moderation.flag_post(post, by=make.participant(group), reason="spam", note="")
    assert actions.withdraw_post(post, by=author).withdrawn_at


def test_what_somebody_is_just_answering_keeps_its_place(group, thread, author):
    post = make.reply(thread, author)
    Draft.objects.create(member=make.participant(group), thread=thread, parent=post, body="I am wri")
    assert actions.withdraw_post(post, by=author).withdrawn_at
    assert Draft.objects.get().body == "I am wri"


def test_nobody_withdraws_what_somebody_else_wrote(client, group, thread):
    for person in [make.participant(group), make.lead(group), make.staff()]:
        with pytest.raises(PermissionDenied):
            actions.withdraw_post(make.root(thread), by=person)
        client.force_login(person)
        assert client.post(reverse("post_withdraw", args=[make.root(thread).pk])).status_code == 403


def test_a_post_is_withdrawn_once(client, thread, author):
    post = make.reply(thread, author)
    make.reply(thread, author, parent=post)
    actions.withdraw_post(post, by=author)
    with pytest.raises(ValidationError):
        actions.withdraw_post(post, by=author)
    client.force_login(author)
    assert client.post(reverse("post_withdraw", args=[post.pk])).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_an_answer_in_the_same_moment_is_kept_or_told_that_its_post_is_gone():
    group = make.group()
    author, other = make.participant(group), make.participant(group)
    thread = make.thread(group, author)
    for _round in range(5):
        post = make.reply(thread, author)
        met, outcome = threading.Barrier(2), {}

        def withdraw(post=post, met=met, outcome=outcome):
            try:
                met.wait()
                outcome["withdrawn"] = actions.withdraw_post(post, by=author)
            finally:
                connection.close()

        def answer(post=post, met=met, outcome=outcome):
            try:
                met.wait()
                outcome["answer"] = make.reply(thread, other, parent=post)
            except ValidationError as refused:
                outcome["refused"] = refused
            finally:
                connection.close()

        both = [threading.Thread(target=withdraw), threading.Thread(target=answer)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert ("answer" in outcome) == bool(outcome["withdrawn"])
        assert ("refused" in outcome) == (outcome["withdrawn"] is None)
        thread.refresh_from_db()
        assert thread.reply_count == thread.posts.count() - 1


# Signs


def test_a_sign_is_given_once_and_taken_back(group, thread):
    reader, post = make.participant(group, mark="public"), make.root(thread)
    for _twice in range(2):
        actions.give_sign(post, by=reader, kind="agree")
    post.refresh_from_db()
    assert (post.agree_count, Reaction.objects.get().sector.mark) == (1, "public")
    for _twice in range(2):
        actions.take_sign_back(post, by=reader, kind="agree")
    post.refresh_from_db()
    assert (post.agree_count, Reaction.objects.exists()) == (0, False)


def test_observers_thank_and_take_no_position(group, thread):
    observer = make.member()
    make.seat(observer, group, "observer")
    actions.give_sign(make.root(thread), by=observer, kind="thanks")
    with pytest.raises(PermissionDenied, match="Observers"):
        actions.give_sign(make.root(thread), by=observer, kind="agree")


def test_nobody_puts_a_sign_under_what_they_wrote(thread, author):
    with pytest.raises(PermissionDenied, match="You wrote this"):
        actions.give_sign(make.root(thread), by=author, kind="thanks")


def test_a_sign_without_script_leads_back_to_the_post(client, group, thread):
    client.force_login(make.participant(group))
    post = make.root(thread)
    sent = client.post(reverse("react", args=[post.pk]), {"kind": "insightful"})
    assert sent.url == post.get_absolute_url()
    post.refresh_from_db()
    assert post.insightful_count == 1


def test_a_sign_that_there_is_not_is_refused(client, group, thread):
    client.force_login(make.participant(group))
    assert client.post(reverse("react", args=[make.root(thread).pk]), {"kind": "anger"}).status_code == 302
    assert not Reaction.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_signs_given_at_once_are_all_counted():
    group = make.group()
    thread = make.thread(group)
    post, readers = make.root(thread), [make.participant(group) for _number in range(6)]
    met = threading.Barrier(len(readers))

    def give(reader):
        try:
            met.wait()
            actions.give_sign(post, by=reader, kind="thanks")
        finally:
            connection.close()

    running = [threading.Thread(target=give, args=[reader]) for reader in readers]
    for one in running:
        one.start()
    for one in running:
        one.join()
    post.refresh_from_db()
    assert post.thanks_count == Reaction.objects.count() == len(readers)
