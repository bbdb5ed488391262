"""Writing, hiding and steering, each by its action."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests import factories as make
from workstreams.discussion import actions
from workstreams.discussion.models import Post, Thread

pytestmark = pytest.mark.django_db

INVISIBLE = "\u200b\u200c\ufeff \u00ad\n"


def voices(thread):
    return {voice.sector.mark: voice.posts for voice in thread.voices.all()}


def test_a_thread_begins_with_one_post():
    group = make.group()
    author = make.participant(group, mark="public", organisation=make.organisation("Ministry", "public"))
    thread = actions.start_thread(group, by=author, title="  Who \n decides? ", body="Let us *say*.\r\nSoon.  ")
    root = make.root(thread)
    assert thread.title == "Who decides?"
    assert (root.body, root.depth, root.author) == ("Let us *say*.\nSoon.", 0, author)
    assert (root.sector.mark, root.organisation.name) == ("public", "Ministry")
    assert "<em>say</em>" in root.body_html
    assert (thread.reply_count, thread.last_post_at, voices(thread)) == (0, root.created_at, {"public": 1})


def test_a_post_keeps_the_sector_of_its_day():
    group = make.group()
    author = make.participant(group, mark="civil")
    post = make.root(make.thread(group, author))
    author.affiliations.update(sector=make.sector("private"))
    post.refresh_from_db()
    assert post.sector.mark == "civil"


def test_a_reply_hangs_below_what_it_answers_and_is_counted():
    thread = make.thread(make.group(), at=timezone.now() - timedelta(days=1))
    first = make.reply(thread)
    second = make.reply(thread, parent=first)
    thread.refresh_from_db()
    assert (second.parent, second.depth) == (first, 2)
    assert bytes(second.path).startswith(bytes(first.path))
    assert (thread.reply_count, thread.last_post_at) == (2, second.created_at)
    assert voices(thread) == {"private": 3}


def test_a_reply_told_later_does_not_turn_the_clock_back():
    thread = make.thread(make.group())
    make.reply(thread, at=timezone.now() - timedelta(days=30))
    thread.refresh_from_db()
    assert thread.last_post_at == thread.created_at


@pytest.mark.parametrize("kind", ["member", "applicant", "secretariat", "former"])
def test_without_a_seat_nobody_writes(kind):
    group = make.group()
    thread = make.thread(group)
    person = {
        "member": make.member,
        "applicant": lambda: make.member(state="applied"),
        "secretariat": make.staff,
        "former": lambda: make.participant(group),
    }[kind]()
    person.participations.update(left_at=timezone.now())
    with pytest.raises(PermissionDenied):
        actions.start_thread(group, by=person, title="Who decides?", body="I do.")
    with pytest.raises(PermissionDenied):
        actions.post_reply(thread, by=person, parent=make.root(thread), body="I do.")
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "Write something"),
        ("   \n\t ", "Write something"),
        (INVISIBLE, "Write something"),
        ("x", "at least 2 characters"),
        ("x" * 32_001, "32,001 characters, and 32,000 fit"),
        ("Some\x00words", "NUL"),
    ],
)
def test_a_text_that_cannot_stand_is_refused_with_the_reason(body, reason):
    group = make.group()
    author = make.participant(group)
    thread = make.thread(group, author)
    with pytest.raises(ValidationError) as refused:
        actions.post_reply(thread, by=author, parent=make.root(thread), body=body)
    assert reason in refused.value.message_dict["body"][0]
    with pytest.raises(ValidationError) as refused:
        actions.start_thread(group, by=author, title="A good title", body=body)
    assert reason in refused.value.message_dict["body"][0]


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("", "Give the thread a title"),
        (INVISIBLE, "Give the thread a title"),
        ("Why?", "at least 5 characters"),
        ("x" * 201, "201 characters, and 200 fit"),
        ("Title\x00with", "NUL"),
    ],
)
def test_a_title_that_cannot_stand_is_refused_with_the_reason(title, reason):
    group = make.group()
    with pytest.raises(ValidationError) as refused:
        actions.start_thread(group, by=make.participant(group), title=title, body="Good words.")
    assert reason in refused.value.message_dict["title"][0]


def test_title_and_text_are_put_right_in_one_go():
    group = make.group()
    with pytest.raises(ValidationError) as refused:
        actions.start_thread(group, by=make.participant(group), title="", body="")
    assert set(refused.value.message_dict) == {"title", "body"}


@pytest.mark.parametrize("length", [2, 32_000])
def test_the_limits_themselves_stand(length):
    thread = make.thread(make.group())
    assert len(make.reply(thread, body="y" * length).body) == length


def test_a_reply_to_a_post_of_another_thread_is_refused():
    thread, other = make.thread(make.group()), make.thread(make.group())
    with pytest.raises(ValidationError, match="another thread"):
        make.reply(thread, parent=make.root(other))


def test_a_locked_thread_takes_no_reply_and_says_since_when():
    thread = make.thread(make.group())
    actions.lock_thread(thread, by=make.lead(thread.group))
    with pytest.raises(ValidationError, match="locked on") as refused:
        make.reply(thread)
    assert refused.value.code == "locked"


def test_the_same_words_twice_within_minutes_are_refused():
    thread = make.thread(make.group())
    author = make.participant(thread.group)
    make.reply(thread, author, body="I agree.", at=timezone.now() - timedelta(minutes=6))
    make.reply(thread, author, body="I agree.")
    with pytest.raises(ValidationError, match="same words"):
        make.reply(thread, author, body="I agree.")
    make.reply(thread, body="I agree.")


def test_one_form_makes_one_reply():
    thread = make.thread(make.group())
    author, key = make.participant(thread.group), uuid.uuid4()
    first = make.reply(thread, author, body="Once.", submission=key)
    actions.lock_thread(thread, by=make.lead(thread.group))
    assert make.reply(thread, author, body="Once.", submission=key) == first
    thread.refresh_from_db()
    assert thread.reply_count == 1


def test_one_form_makes_one_thread():
    group, key = make.group(), uuid.uuid4()
    author = make.participant(group)
    assert make.thread(group, author, submission=key) == make.thread(group, author, submission=key)
    assert Thread.objects.count() == 1


def test_the_key_of_somebody_elses_form_blocks_nobody():
    thread = make.thread(make.group())
    key = uuid.uuid4()
    make.reply(thread, submission=key)
    make.reply(thread, submission=key)
    thread.refresh_from_db()
    assert thread.reply_count == 2


def test_hiding_takes_a_voice_away_and_keeps_the_replies():
    thread = make.thread(make.group())
    post = make.reply(thread, make.participant(thread.group, mark="public"))
    below = make.reply(thread, parent=post)
    lead = make.lead(thread.group)
    hidden = actions.hide_post(post, by=lead, reason="  Off the point. ")
    assert (hidden.hidden_by, hidden.hidden_reason) == (lead, "Off the point.")
    assert voices(thread) == {"private": 2, "public": 0}
    below.refresh_from_db()
    assert below.hidden_at is None
    with pytest.raises(ValidationError, match="hidden already"):
        actions.hide_post(post, by=lead, reason="Again.")


def test_hiding_needs_a_reason():
    post = make.root(make.thread(make.group()))
    with pytest.raises(ValidationError) as refused:
        actions.hide_post(post, by=make.lead(post.thread.group), reason=" ")
    assert "reason" in refused.value.message_dict
    post.refresh_from_db()
    assert post.hidden_at is None


def test_who_does_not_lead_hides_nothing():
    group = make.group()
    post = make.root(make.thread(group))
    for person in (post.author, make.participant(group), make.lead(make.group())):
        with pytest.raises(PermissionDenied):
            actions.hide_post(post, by=person, reason="No.")


def test_a_lead_pins_and_locks_and_undoes_it():
    thread = make.thread(make.group())
    lead = make.lead(thread.group)
    assert actions.pin_thread(thread, by=lead).pinned_at
    locked = actions.lock_thread(thread, by=lead)
    assert (bool(locked.locked_at), locked.locked_by) == (True, lead)
    assert actions.unpin_thread(thread, by=lead).pinned_at is None
    unlocked = actions.unlock_thread(thread, by=lead)
    assert (unlocked.locked_at, unlocked.locked_by) == (None, None)
    make.reply(thread)


def test_locking_twice_keeps_who_locked_first():
    thread = make.thread(make.group())
    first = make.lead(thread.group)
    since = actions.lock_thread(thread, by=first).locked_at
    again = actions.lock_thread(thread, by=make.lead(thread.group))
    assert (again.locked_at, again.locked_by) == (since, first)


@pytest.mark.parametrize("verb", ["pin_thread", "unpin_thread", "lock_thread", "unlock_thread"])
def test_who_does_not_lead_steers_nothing(verb):
    thread = make.thread(make.group())
    for person in (thread.author, make.member(), make.lead(make.group())):
        with pytest.raises(PermissionDenied):
            getattr(actions, verb)(thread, by=person)
