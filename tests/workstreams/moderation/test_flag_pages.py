"""Flagging from a page, and following what becomes of one's own flags."""

import io
import re

import pytest
from django.urls import reverse

from members.models import Profile
from tests import factories
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Attachment
from workstreams.groups.models import WorkingGroup
from workstreams.moderation import actions
from workstreams.moderation.models import Case, Flag, Statement

pytestmark = pytest.mark.django_db

WORDS = "People who never shipped a zanzibar-model should be quiet."


@pytest.fixture
def group():
    return factories.group("Graded model access")


@pytest.fixture
def lead(group):
    return factories.lead(group, "Tomasz Wieczorek")


@pytest.fixture
def post(group):
    thread = factories.thread(group, title="Who may see full weights")
    return factories.reply(thread, by=factories.participant(group, "Viktor Halász"), body=WORDS)


@pytest.fixture
def flag(post):
    return actions.flag_post(post, by=factories.participant(post.thread.group), reason="conduct", note="Rude.")


@pytest.fixture
def file(post):
    found = discussion.attach(post.thread.group, by=post.author, name="names.txt", file=io.BytesIO(b"Words."))
    Attachment.objects.filter(pk=found.pk).update(post=post)
    found.post = post
    return found


@pytest.fixture
def described():
    member = factories.member("Kenji Morimoto")
    Profile.objects.create(member=member, about="I sell zanzibar-models.")
    return member


def as_user(client, user):
    client.force_login(user)
    return client


def page(client, user, name, *args, **query):
    return as_user(client, user).get(reverse(name, args=args), query)


def send(client, user, name, *args, **data):
    return as_user(client, user).post(reverse(name, args=args), data)


def text(response):
    """What a reader sees of the main part, on one line."""
    found = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2].partition("</main>")[0])
    return " ".join(found.split())


# Flagging


def test_a_member_flags_from_a_page_that_quotes_the_post_and_is_led_to_their_flag(client, post):
    member = factories.member()
    assert WORDS in text(page(client, member, "flag_post", post.pk))
    response = send(client, member, "flag_post", post.pk, reason="conduct", note="Rude.")
    flag = Flag.objects.get()
    assert response.status_code == 302 and response.url == flag.get_absolute_url() and flag.note == "Rude."


def test_titles_files_and_profiles_are_flagged_from_pages_that_show_them(client, post, file, described):
    member = factories.member()
    for name, key, shown in [
        ("flag_title", post.thread_id, "Who may see full weights"),
        ("flag_file", file.key, "names.txt"),
        ("flag_profile", described.pk, "I sell zanzibar-models."),
    ]:
        assert shown in text(page(client, member, name, key))
        assert send(client, member, name, key, reason="spam").status_code == 302
    assert sorted(Case.objects.values_list("about", flat=True)) == ["file", "profile", "title"]


def test_the_ways_to_flag_are_where_the_thing_is(client, post, file, described):
    member = factories.member()
    root = factories.root(post.thread)
    assert reverse("flag_title", args=[post.thread_id]) in page(client, member, "post_more", root.pk).content.decode()
    assert (
        reverse("flag_title", args=[post.thread_id]) not in page(client, member, "post_more", post.pk).content.decode()
    )
    assert reverse("flag_post", args=[post.pk]) in page(client, member, "post_more", post.pk).content.decode()
    assert reverse("flag_profile", args=[described.pk]) in page(client, member, "member", described.pk).content.decode()
    assert "flag_profile" not in text(page(client, described, "member", described.pk))
    body = f"See [names]({file.get_absolute_url()})."
    named = factories.reply(post.thread, by=post.author, body=body)
    Attachment.objects.filter(pk=file.pk).update(post=named)
    way = reverse("flag_file", args=[file.key])
    thread = post.thread.get_absolute_url()
    assert way in as_user(client, member).get(thread).content.decode()
    assert way not in as_user(client, post.author).get(thread).content.decode()
    client.logout()
    assert way not in client.get(thread).content.decode()


@pytest.mark.parametrize(
    ("data", "asked"),
    [
        ({"note": "Typed with care."}, "Choose what is wrong with it."),
        ({"reason": "other", "note": ""}, "Say in a sentence what is wrong with it."),
        ({"reason": "rude", "note": "Typed with care."}, "rude"),
        ({"reason": "spam", "note": "a\x00b"}, "Null characters"),
        ({"reason": "spam", "note": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_a_flag_that_lacks_something_comes_back_with_what_was_typed(client, post, data, asked):
    response = send(client, factories.member(), "flag_post", post.pk, **data)
    assert response.status_code == 422 and asked in text(response)
    assert data["note"] in response.content.decode()
    assert not Flag.objects.exists()


def test_flagging_twice_leads_to_the_flag_that_is_there(client, flag):
    response = page(client, flag.raised_by, "flag_post", flag.case.post_id)
    assert "You have flagged this already." in text(response) and flag.get_absolute_url() in response.content.decode()
    response = send(client, flag.raised_by, "flag_post", flag.case.post_id, reason="spam")
    assert response.status_code == 422 and "You have flagged this already." in text(response)
    assert Flag.objects.count() == 1


def test_who_may_not_flag_is_told_why(client, post, described):
    response = page(client, post.author, "flag_post", post.pk)
    assert response.status_code == 403 and "You wrote this post." in text(response)
    response = page(client, factories.root(post.thread).author, "flag_title", post.thread_id)
    assert response.status_code == 403 and "You gave this thread its title." in text(response)
    response = page(client, factories.member(state="applied"), "flag_post", post.pk)
    assert response.status_code == 403 and "Your membership is not active yet." in text(response)
    response = page(client, described, "flag_profile", described.pk)
    assert response.status_code == 403 and "You can change it." in text(response)
    client.logout()
    assert client.get(reverse("flag_post", args=[post.pk])).status_code == 302


def test_what_stands_in_a_private_group_is_not_there_for_others(client, file):
    post = file.post
    WorkingGroup.objects.filter(pk=post.thread.group_id).update(visibility="private")
    for name, key in [("flag_post", post.pk), ("flag_title", post.thread_id), ("flag_file", file.key)]:
        assert page(client, factories.lead(factories.group()), name, key).status_code == 404


def test_a_profile_that_one_may_not_read_shows_no_word_to_who_would_flag_it(client, described):
    Profile.objects.filter(member=described).update(audience="nobody")
    shown = text(page(client, factories.member(), "flag_profile", described.pk))
    assert "zanzibar" not in shown and "There is no text that you could read." in shown


def test_a_hidden_file_is_not_named_to_who_would_flag_it(client, file, lead):
    discussion.hide_file(file, by=lead, reason="Names people.")
    assert page(client, factories.member(), "flag_file", file.key).status_code == 404
    assert "hidden already" in text(page(client, lead, "flag_file", file.key))


# What becomes of it


def state(client, flag):
    return text(page(client, flag.raised_by, "my_flag", flag.pk))


def test_who_flagged_follows_it_from_the_first_to_the_last(client, flag, lead):
    assert "Waits for a lead" in state(client, flag) and "Rude." in state(client, flag)
    actions.claim(flag.case, by=lead)
    shown = state(client, flag)
    assert "Somebody looks at it" in shown and "Tomasz" not in shown
    decision = actions.uphold(flag.case, by=lead, reason="Spoke to the person.")
    shown = state(client, flag)
    assert "Upheld" in shown and "Spoke to the person." in shown and "Tomasz" not in shown
    actions.undo(decision, by=lead, reason="Too quick.")
    assert "Waits for a lead" in state(client, flag)
    actions.escalate(flag.case, by=lead, note="Not mine: a colleague of Viktor.")
    shown = state(client, flag)
    assert "With the secretariat" in shown and "colleague" not in shown
    actions.dismiss(flag.case, by=factories.staff(), reason="It is about the proposal.")
    shown = state(client, flag)
    assert "Left as it is" in shown and "It is about the proposal." in shown


def test_what_was_hidden_is_not_read_again_in_ones_flags(client, flag, lead):
    assert WORDS in text(page(client, flag.raised_by, "my_flags"))
    actions.uphold(flag.case, by=lead, reason="Spoke to the person.")
    for response in [page(client, flag.raised_by, "my_flags"), page(client, flag.raised_by, "my_flag", flag.pk)]:
        assert "zanzibar" not in response.content.decode()
        assert "Who may see full weights" in text(response)


def test_so_with_a_title_a_file_and_a_profile(client, post, file, described, lead):
    member, staff = factories.member(), factories.staff()
    title = actions.flag_title(post.thread, by=member, reason="spam").case
    actions.uphold(title, by=lead, reason="Clearer.", title="Another title")
    actions.uphold(actions.flag_file(file, by=member, reason="spam").case, by=lead, reason="Names people.")
    actions.uphold(actions.flag_profile(described, by=member, reason="spam").case, by=staff, reason="Advertises.")
    html = page(client, member, "my_flags").content.decode()
    assert "full weights" not in html and "names.txt" not in html and "zanzibar" not in html
    assert html.count("Upheld") == 3


def test_who_flagged_reads_that_an_appeal_reversed_it(client, flag, lead):
    actions.uphold(flag.case, by=lead, reason="It speaks to the person.")
    statement = Statement.objects.get()
    appeal = actions.appeal(statement, by=statement.recipient, text="Read the sentence before it.")
    other = factories.lead(flag.case.group)
    actions.decide_appeal(appeal, by=other, outcome="reversed", reason="It was about the proposal.")
    said = state(client, flag)
    assert "Taken back" in said and "It was about the proposal." in said
    assert "Upheld" not in said and "It speaks to the person." not in said


def test_ones_flags_are_ones_own(client, flag, lead):
    for person in [factories.member(), lead, factories.staff(), flag.case.author]:
        assert page(client, person, "my_flag", flag.pk).status_code == 404
        assert "You have flagged nothing" in text(page(client, person, "my_flags"))
        assert send(client, person, "my_flag", flag.pk, text="Me too.").status_code == 404


def test_a_flag_in_a_group_that_one_no_longer_sees_is_not_shown(client, post):
    member = factories.member()
    flag = actions.flag_post(post, by=member, reason="spam")
    WorkingGroup.objects.filter(pk=post.thread.group_id).update(visibility="private")
    assert page(client, member, "my_flag", flag.pk).status_code == 404
    assert "You have flagged nothing" in text(page(client, member, "my_flags"))


def test_a_sentence_is_added_until_it_is_decided(client, flag, lead):
    assert send(client, flag.raised_by, "my_flag", flag.pk, text="It happened again.").status_code == 302
    assert "It happened again." in state(client, flag)
    response = send(client, flag.raised_by, "my_flag", flag.pk, text=" ")
    assert response.status_code == 422 and "Write what you want to add." in text(response)
    actions.dismiss(flag.case, by=lead)
    assert "Add a sentence" not in state(client, flag)
    response = send(client, flag.raised_by, "my_flag", flag.pk, text="Typed with care.")
    assert response.status_code == 422 and "Typed with care." in response.content.decode()
    assert flag.additions.count() == 1


def test_ones_flags_cost_the_same_for_one_and_for_thirty(client, group, django_assert_max_num_queries):
    member, thread = factories.member(), factories.thread(group)

    def add(count):
        for _ in range(count):
            flag = actions.flag_post(factories.reply(thread), by=member, reason="spam")
            actions.add_to_flag(flag, by=member, text="Again.")

    def cost():
        page(client, member, "my_flags")
        with django_assert_max_num_queries(15) as queries:
            assert client.get(reverse("my_flags")).status_code == 200
        return len(queries)

    add(1)
    one = cost()
    add(29)
    assert cost() == one
