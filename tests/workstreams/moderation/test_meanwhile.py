"""What goes, moves or closes while a case, an appeal or a text waits."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from members import actions as members
from tests import factories
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Attachment, Draft, HeldPost
from workstreams.groups import actions as groups
from workstreams.groups.models import Participation, WorkingGroup
from workstreams.moderation import actions, docket
from workstreams.moderation.models import Decision, Statement

pytestmark = pytest.mark.django_db

REASON = "It spoke of the people, not of the proposal."


@pytest.fixture
def group():
    return factories.group("Graded model access")


@pytest.fixture
def lead(group):
    return factories.lead(group, "Tomasz Wieczorek")


@pytest.fixture
def second(group):
    return factories.lead(group, "Amara Diallo")


@pytest.fixture
def thread(group):
    return factories.thread(group, title="Who may see full weights")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_case_opened_anew_waits_where_its_thread_stands_now(thread, group, lead):
    post = factories.reply(thread)
    decision = actions.uphold(actions.flag_post(post, by=factories.member(), reason="spam").case, by=lead, reason="x")
    to = factories.group("Closed", visibility="private")
    Participation.objects.create(group=to, member=lead, role="lead")
    discussion.move_thread(thread, by=lead, to=to)
    actions.undo(decision, by=factories.staff(), reason="Cleared.")
    assert fresh(decision.case).group == to


def test_a_file_that_is_gone_does_not_take_the_desk_with_it(thread, group, lead, client):
    post = factories.reply(thread)
    file = discussion.attach(group, by=post.author, name="names.txt", file=io.BytesIO(b"Words."))
    Attachment.objects.filter(pk=file.pk).update(post=post)
    file.post = post
    case = actions.flag_file(file, by=factories.member(), reason="confidential").case
    Attachment.objects.filter(pk=file.pk).delete()
    client.force_login(lead)
    assert client.get(reverse("desk", args=[group.slug])).status_code == 200
    actions.dismiss(case, by=lead, seen=docket.state_as_read(fresh(case)))


def test_who_came_back_and_left_again_is_not_put_back(group, lead, second):
    person = factories.participant(group)
    seat = Participation.objects.get(group=group, member=person)
    groups.remove_from_group(seat, by=lead, reason=REASON)
    Participation.objects.create(group=group, member=person)
    groups.leave_group(group, by=person)
    decision = Decision.objects.get(kind="remove")
    actions.undo(decision, by=second, reason="It was too harsh.")
    assert not Participation.objects.current().filter(group=group, member=person).exists()


def test_an_appeal_on_a_text_not_released_goes_along_with_its_thread(group, thread, lead):
    WorkingGroup.objects.filter(pk=group.pk).update(first_posts_held=1)
    group.refresh_from_db()
    person = factories.participant(group)
    discussion.post_reply(thread, by=person, parent=thread.posts.get(), body="A first word of mine.")
    held = HeldPost.objects.get()
    actions.decline(held, by=lead, reason=REASON)
    appeal = actions.appeal(Statement.objects.get(), by=person, text="Why?")
    to = factories.group("Elsewhere")
    Participation.objects.create(group=to, member=lead, role="lead")
    other = factories.lead(to)
    Participation.objects.create(group=to, member=person)
    discussion.move_thread(thread, by=lead, to=to)
    assert fresh(appeal).group == to
    actions.decide_appeal(appeal, by=other, outcome="reversed", reason="Fine.")
    assert fresh(held).post


def test_a_text_that_waits_in_a_concluded_group_can_be_given_back(group, thread, lead):
    WorkingGroup.objects.filter(pk=group.pk).update(first_posts_held=1)
    group.refresh_from_db()
    person = factories.participant(group)
    discussion.post_reply(thread, by=person, parent=thread.posts.get(), body="A first word of mine.")
    held = HeldPost.objects.get()
    WorkingGroup.objects.filter(pk=group.pk).update(state="concluded")
    with pytest.raises(ValidationError):
        actions.release(held, by=lead)
    actions.hand_back(held, by=lead)


def test_left_title_does_not_excuse_spam(thread):
    lead = factories.lead(thread.group)
    case = actions.flag_title(thread, by=factories.member(), reason="conduct").case
    actions.dismiss(case, by=lead)
    root = thread.posts.get()
    for _number in range(3):
        actions.flag_post(root, by=factories.member(organisation=factories.organisation()), reason="spam")
    assert fresh(root).hidden_at


def reversed_after(thing, group, lead, second):
    """Reverse the removal of a member who appealed, after `thing` was done to them. Returns the member."""
    person = factories.participant(group)
    groups.remove_from_group(Participation.objects.get(group=group, member=person), by=lead, reason=REASON)
    appeal = actions.appeal(Statement.objects.get(recipient=person), by=person, text="I was civil.")
    thing(person)
    actions.decide_appeal(appeal, by=second, outcome="reversed", reason="It was too harsh.")
    return person


@pytest.mark.parametrize("gone", ["left", "erased"])
def test_a_reversal_gives_no_seat_to_who_has_gone(group, lead, second, gone):
    def go(person):
        if gone == "left":
            members.leave(person.membership, by=person)
        else:
            members.erase(person, by=person)

    person = reversed_after(go, group, lead, second)
    assert not Participation.objects.current().filter(group=group, member=person).exists()


def test_a_text_of_an_erased_member_comes_back_to_nobody(group, thread, lead, second):
    WorkingGroup.objects.filter(pk=group.pk).update(first_posts_held=1)
    group.refresh_from_db()
    person = factories.participant(group)
    discussion.post_reply(thread, by=person, parent=thread.posts.get(), body="A first word of mine.")
    actions.decline(HeldPost.objects.get(), by=lead, reason=REASON)
    appeal = actions.appeal(Statement.objects.get(), by=person, text="Why?")
    members.erase(person, by=person)
    actions.decide_appeal(appeal, by=second, outcome="reversed", reason="Fine.")
    assert not Draft.objects.filter(member=person).exists()


def test_a_title_in_a_group_that_is_closed_to_a_lead_is_not_among_what_was_decided(thread, group, lead, second, client):
    actions.hide(factories.reply(thread), by=lead, reason=REASON)
    to = factories.group("Closed", visibility="private")
    Participation.objects.create(group=to, member=lead, role="lead")
    discussion.move_thread(thread, by=lead, to=to)
    client.force_login(second)
    page = client.get(reverse("desk_decided", args=[group.slug])).content.decode()
    assert REASON in page
    assert thread.title not in page
    undo = reverse("decision_undo", args=[Decision.objects.get().pk])
    assert undo not in page
    assert client.get(undo).status_code == 403
    client.force_login(lead)
    assert thread.title in client.get(reverse("desk_decided", args=[group.slug])).content.decode()
    assert client.get(undo).status_code == 200
