"""Silence in a group, and slow threads: who may, how it ends, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.workstreams.cast import person
from workstreams.discussion import actions
from workstreams.discussion.models import Draft, Silence, Thread
from workstreams.discussion.permissions import can_silence

pytestmark = pytest.mark.django_db

REASON = "Answered four people with the same insult."


@pytest.fixture
def group():
    return make.group()


@pytest.fixture
def lead(group):
    return make.lead(group)


@pytest.fixture
def member(group):
    return make.participant(group, "Viktor Halász")


@pytest.fixture
def thread(group):
    return make.thread(group)


@pytest.fixture
def silenced(group, lead, member):
    return actions.silence_member(member, group=group, by=lead, hours=24, reason=REASON)


def over(silence):
    """Let the hours pass."""
    then = timedelta(hours=100)
    Silence.objects.filter(pk=silence.pk).update(since=silence.since - then, until=silence.until - then)


def test_whoever_is_silenced_neither_replies_nor_opens_threads_nor_changes_nor_signs_nor_brings_files(
    group, lead, member, thread
):
    own, other = make.reply(thread, by=member), make.reply(thread)
    actions.silence_member(member, group=group, by=lead, hours=24, reason=REASON)
    png = SimpleUploadedFile("note.txt", b"Words.")
    for act in [
        lambda: make.reply(thread, by=member),
        lambda: make.thread(group, by=member),
        lambda: actions.edit_post(own, by=member, body="Other words."),
        lambda: actions.give_sign(other, by=member, kind="thanks"),
        lambda: actions.attach(group, by=member, name="note.txt", file=png),
    ]:
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "silenced"
        assert "until then you read" in refused.value.message
        assert REASON in refused.value.message


def test_they_still_read_take_back_withdraw_and_save_drafts(group, lead, member, thread, client):
    own, other = make.reply(thread, by=member), make.reply(thread)
    actions.give_sign(other, by=member, kind="thanks")
    actions.silence_member(member, group=group, by=lead, hours=24, reason=REASON)
    assert actions.take_sign_back(other, by=member, kind="thanks").thanks_count == 0
    assert actions.withdraw_post(own, by=member) is None
    client.force_login(member)
    assert client.get(thread.get_absolute_url()).status_code == 200
    actions.save_draft(actions.answer_to(thread, None), by=member, body="For later.", sequence=1)
    assert Draft.objects.get(member=member).body == "For later."


def test_it_holds_in_this_group_alone(member, silenced):
    elsewhere = make.thread(make.group())
    make.seat(member, elsewhere.group)
    assert make.reply(elsewhere, by=member).pk


def test_it_ends_by_itself(thread, member, silenced):
    over(silenced)
    assert make.reply(thread, by=member).pk


def test_a_lead_ends_it_early(thread, lead, member, silenced):
    lifted = actions.lift_silence(silenced, by=lead)
    assert (lifted.lifted_by, lifted.is_on()) == (lead, False)
    assert make.reply(thread, by=member).pk
    assert actions.lift_silence(silenced, by=make.staff()).lifted_by == lead


def test_nobody_ends_their_own(silenced, member, group):
    group.participations.filter(member=member).update(role="lead")
    with pytest.raises(PermissionDenied, match="nobody their own"):
        actions.lift_silence(silenced, by=member)


def test_a_later_silence_takes_the_place_of_an_earlier_one(silenced, group, lead, member):
    later = actions.silence_member(member, group=group, by=lead, hours=168, reason=REASON)
    silenced.refresh_from_db()
    assert silenced.lifted_by == lead
    assert list(Silence.objects.on()) == [later]


def test_one_that_was_over_is_no_lifted_one(silenced, group, lead, member):
    over(silenced)
    actions.silence_member(member, group=group, by=lead, hours=24, reason=REASON)
    silenced.refresh_from_db()
    assert (silenced.lifted_at, silenced.lifted_by) == (silenced.until, None)


@pytest.mark.parametrize("hours", [0, 1, 23, 25, 721, -24])
def test_only_four_spans_are_given(group, lead, member, hours):
    with pytest.raises(ValidationError, match="for how long"):
        actions.silence_member(member, group=group, by=lead, hours=hours, reason=REASON)


def test_a_reason_and_a_seat_are_due(group, lead, member):
    with pytest.raises(ValidationError, match="Write what happened"):
        actions.silence_member(member, group=group, by=lead, hours=24, reason="  ")
    with pytest.raises(ValidationError, match="has no seat"):
        actions.silence_member(make.member(), group=group, by=lead, hours=24, reason=REASON)


@pytest.mark.parametrize("kind", ["stranger", "applicant", "member", "participant", "observer", "lapsed", "other_lead"])
def test_nobody_but_leads_silences(group, member, kind):
    someone = person(kind, group)
    assert not can_silence(someone, member, group)
    with pytest.raises(PermissionDenied):
        actions.silence_member(member, group=group, by=someone, hours=24, reason=REASON)


def test_neither_oneself_nor_a_lead_nor_the_secretariat_is_silenced_and_it_is_said_why(group, lead):
    for who, why in [(lead, "not silence yourself"), (make.lead(group), "leads here"), (make.staff(), "leads here")]:
        with pytest.raises(PermissionDenied, match=why):
            actions.silence_member(who, group=group, by=lead, hours=24, reason=REASON)
    with pytest.raises(PermissionDenied, match="leads here"):
        actions.silence_member(lead, group=group, by=make.staff(), hours=24, reason=REASON)


def test_the_database_keeps_it_to_one_at_a_time_by_somebody_else(silenced, member, lead):
    fields = {"group": silenced.group, "until": timezone.now() + timedelta(hours=24), "reason": REASON}
    for name, given in [
        ("silence_one_at_a_time", {"member": member, "given_by": lead}),
        ("silence_of_somebody_else", {"member": lead, "given_by": lead}),
    ]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Silence.objects.create(**fields, **given)


def test_the_page_says_until_when_and_the_text_comes_back(sign_in, thread, silenced, member, words):
    browser = sign_in(member)
    page = words(browser.get(thread.get_absolute_url()))
    assert "A lead silenced you in this group. You can write here again from" in page
    assert "Post reply" not in page
    address = reverse("thread_reply", args=[thread.group.slug, thread.pk])
    sent = browser.post(address, {"body": "What I had typed already."})
    assert sent.status_code == 422
    assert "What I had typed already." in sent.content.decode()
    assert REASON in words(sent)
    assert "You can write here again from" in words(browser.get(reverse("thread_new", args=[thread.group.slug])))
    new = browser.post(reverse("thread_new", args=[thread.group.slug]), {"title": "A title of mine", "body": "Kept."})
    assert new.status_code == 422
    assert "A title of mine" in new.content.decode()
    # Another member finds nothing of it.
    assert "silenced" not in words(sign_in(make.participant(thread.group)).get(thread.get_absolute_url()))


def test_the_page_offers_no_signs_to_whoever_is_silenced(sign_in, thread, group, lead, member):
    browser = sign_in(member)
    assert 'form="signs"' in browser.get(thread.get_absolute_url()).content.decode()
    actions.silence_member(member, group=group, by=lead, hours=24, reason=REASON)
    assert 'form="signs"' not in browser.get(thread.get_absolute_url()).content.decode()


def test_a_slow_thread_lets_each_member_speak_once_in_a_while(thread, lead, member):
    thread = actions.slow_thread(thread, by=lead, minutes=5, hours=6)
    first = make.reply(thread, by=member)
    with pytest.raises(ValidationError, match="once in 5 minutes. You can post again at") as refused:
        make.reply(thread, by=member, body="Once more.")
    assert refused.value.code == "slow"
    assert make.reply(thread).pk, "others wait for nobody"
    type(first).objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(minutes=6))
    assert make.reply(thread, by=member, body="Once more.").pk


def test_leads_are_not_slowed_and_what_was_said_elsewhere_does_not_count(thread, lead, member):
    make.reply(make.thread(thread.group), by=member)
    thread = actions.slow_thread(thread, by=lead, minutes=60, hours=1)
    assert make.reply(thread, by=member).pk
    assert make.reply(thread, by=lead).pk
    assert make.reply(thread, by=lead, body="And this.").pk


def test_slow_mode_ends_by_itself_and_by_a_lead(thread, lead, member):
    thread = actions.slow_thread(thread, by=lead, minutes=5, hours=1)
    make.reply(thread, by=member)
    Thread.objects.filter(pk=thread.pk).update(slow_until=timezone.now() - timedelta(seconds=1))
    assert make.reply(thread, by=member, body="Once more.").pk
    actions.slow_thread(thread, by=lead, minutes=5, hours=1)
    assert actions.unslow_thread(thread, by=lead).slow_until is None
    assert make.reply(thread, by=member, body="And once more.").pk


def test_only_leads_slow_and_only_by_what_is_offered(thread, lead, member):
    with pytest.raises(PermissionDenied):
        actions.slow_thread(thread, by=member, minutes=5, hours=1)
    with pytest.raises(PermissionDenied):
        actions.unslow_thread(thread, by=member)
    for minutes, hours in [(2, 1), (5, 2), (0, 1)]:
        with pytest.raises(ValidationError, match="how slow"):
            actions.slow_thread(thread, by=lead, minutes=minutes, hours=hours)
    actions.lock_thread(thread, by=lead)
    with pytest.raises(ValidationError, match="locked"):
        actions.slow_thread(thread, by=lead, minutes=5, hours=1)


def test_the_page_says_that_a_thread_is_slow_and_keeps_the_text_that_came_too_soon(
    sign_in, thread, lead, member, words
):
    actions.slow_thread(thread, by=lead, minutes=15, hours=6)
    make.reply(thread, by=member)
    browser = sign_in(member)
    assert "everybody posts once in 15 minutes here" in words(browser.get(thread.get_absolute_url()))
    sent = browser.post(reverse("thread_reply", args=[thread.group.slug, thread.pk]), {"body": "Too soon, but kept."})
    assert sent.status_code == 422
    assert "Too soon, but kept." in sent.content.decode()
    assert "You can post again at" in words(sent)


def test_what_is_split_off_a_slow_thread_is_as_slow(thread, lead):
    answer = make.reply(thread)
    actions.slow_thread(thread, by=lead, minutes=5, hours=6)
    thread.refresh_from_db()
    new = actions.split_subtree(answer, by=lead, title="A question of its own")
    assert (new.slow_seconds, new.slow_until) == (thread.slow_seconds, thread.slow_until)
