import threading
import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections, transaction

from tests import factories
from workstreams.discussion.models import Post
from workstreams.moderation import actions
from workstreams.moderation.models import Decision, Flag

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return factories.group("Graded model access")


@pytest.fixture
def lead(group):
    return factories.lead(group, "Tomasz Wieczorek")


@pytest.fixture
def post(group):
    return factories.reply(factories.thread(group), body="People who never shipped a model should be quiet.")


@pytest.fixture
def flag(post):
    return actions.flag_post(post, by=factories.participant(post.thread.group), reason="conduct", note="Rude.")


def messages(error):
    return " ".join(error.value.messages)


# Flagging


def test_a_flag_keeps_the_sector_of_its_day(post):
    member = factories.participant(post.thread.group, mark="academia")
    flag = actions.flag_post(post, by=member, reason="spam")
    assert flag.sector == factories.sector("academia")
    assert (flag.reason, flag.note, flag.closed_at) == ("spam", "", None)


def test_a_flagged_post_stays_readable(flag):
    flag.post.refresh_from_db()
    assert flag.post.hidden_at is None


def test_a_member_of_the_alliance_without_a_seat_can_flag_what_they_can_read(post):
    assert actions.flag_post(post, by=factories.member(), reason="spam").pk


def test_nobody_flags_their_own_post(post):
    with pytest.raises(PermissionDenied):
        actions.flag_post(post, by=post.author, reason="conduct")


def test_a_second_flag_on_the_same_post_waits_for_the_first(flag):
    with pytest.raises(ValidationError) as error:
        actions.flag_post(flag.post, by=flag.raised_by, reason="spam")
    assert "flagged this post already" in messages(error)
    assert Flag.objects.count() == 1


def test_after_a_decision_the_same_member_can_flag_anew(flag, lead):
    actions.dismiss(flag.post, by=lead)
    assert actions.flag_post(flag.post, by=flag.raised_by, reason="spam").closed_at is None


def test_a_hidden_post_is_not_flagged(post, lead):
    actions.hide(post, by=lead, reason="Spoke to the person.")
    with pytest.raises(ValidationError) as error:
        actions.flag_post(post, by=factories.member(), reason="conduct")
    assert "hidden this post already" in messages(error)


@pytest.mark.parametrize("note", ["", "  ", "\u200b\u200b"])
def test_something_else_says_what(post, note):
    with pytest.raises(ValidationError) as error:
        actions.flag_post(post, by=factories.member(), reason="other", note=note)
    assert "note" in error.value.message_dict


def test_a_post_of_a_private_group_is_not_flagged_from_outside():
    post = factories.root(factories.thread(factories.group(visibility="private")))
    with pytest.raises(PermissionDenied):
        actions.flag_post(post, by=factories.member(), reason="conduct")


# Deciding


def test_uphold_hides_the_post_and_closes_every_flag(flag, lead):
    other = actions.flag_post(flag.post, by=factories.member(), reason="off_topic")
    decision = actions.uphold(flag.post, by=lead, reason=" Spoke to the person. ")
    post = Post.objects.get(pk=flag.post.pk)
    assert (post.hidden_by, post.hidden_reason) == (lead, "Spoke to the person.")
    assert (decision.kind, decision.reason, decision.decided_by) == ("hide", "Spoke to the person.", lead)
    assert set(decision.flags.all()) == {flag, other}
    assert not Flag.objects.open().exists()


def test_dismiss_leaves_the_post_and_closes_every_flag(flag, lead):
    decision = actions.dismiss(flag.post, by=lead, reason="It is about the proposal.")
    assert (decision.kind, decision.reason) == ("dismiss", "It is about the proposal.")
    assert Post.objects.get(pk=flag.post.pk).hidden_at is None
    assert not Flag.objects.open().exists()


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_nothing_is_hidden_without_a_reason(flag, lead, reason):
    with pytest.raises(ValidationError) as error:
        actions.uphold(flag.post, by=lead, reason=reason)
    assert "reason" in error.value.message_dict
    assert Flag.objects.open().count() == 1 and not Decision.objects.exists()


@pytest.mark.parametrize("decide", [lambda **k: actions.uphold(reason="Rude.", **k), actions.dismiss])
def test_a_case_is_decided_once(flag, lead, decide):
    second = factories.lead(flag.post.thread.group, "Amara Diallo")
    actions.dismiss(flag.post, by=lead)
    with pytest.raises(ValidationError) as error:
        decide(post=flag.post, by=second)
    assert error.value.code == "decided"
    assert "Another lead decided this case" in messages(error) and "Left as it is" in messages(error)
    assert Decision.objects.count() == 1


def test_pressing_twice_says_that_it_was_you(flag, lead):
    actions.uphold(flag.post, by=lead, reason="Rude.")
    with pytest.raises(ValidationError) as error:
        actions.uphold(flag.post, by=lead, reason="Rude.")
    assert "You decided this case" in messages(error)


def test_without_a_flag_there_is_nothing_to_uphold_or_dismiss(post, lead):
    for decide in [lambda: actions.uphold(post, by=lead, reason="Rude."), lambda: actions.dismiss(post, by=lead)]:
        with pytest.raises(ValidationError, match="No flag is open"):
            decide()


def test_a_lead_hides_a_post_that_nobody_flagged(post, lead):
    decision = actions.hide(post, by=lead, reason="Names a person in confidence.")
    assert Post.objects.get(pk=post.pk).hidden_reason == decision.reason == "Names a person in confidence."


def test_hiding_of_ones_own_accord_closes_the_flags_too(flag, lead):
    decision = actions.hide(flag.post, by=lead, reason="Rude.")
    flag.refresh_from_db()
    assert flag.decision == decision and flag.closed_at


def test_a_post_is_hidden_once(post, lead):
    actions.hide(post, by=lead, reason="Rude.")
    with pytest.raises(ValidationError, match="hidden already"):
        actions.hide(post, by=lead, reason="Still rude.")


def test_a_lead_decides_neither_on_an_own_post_nor_on_an_own_flag(group, lead):
    second = factories.lead(group)
    own = factories.root(factories.thread(group, by=lead))
    actions.flag_post(own, by=second, reason="conduct")
    for party in [lead, second]:
        for decide in [actions.dismiss, lambda *a, **k: actions.uphold(*a, reason="Rude.", **k)]:
            with pytest.raises(PermissionDenied):
                decide(own, by=party)
    assert actions.dismiss(own, by=factories.lead(group)).pk


@pytest.mark.parametrize("verb", ["uphold", "hide", "dismiss"])
def test_only_leads_of_that_group_decide(flag, verb):
    for person in [factories.participant(flag.post.thread.group), factories.lead(factories.group())]:
        with pytest.raises(PermissionDenied):
            getattr(actions, verb)(flag.post, by=person, reason="Rude.")
    assert Flag.objects.open().count() == 1


# At once


def waiting_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]


def meanwhile(act):
    """Run `act` on a connection of its own; returns (thread, list that gets its outcome)."""
    outcome = []

    def run():
        try:
            outcome.append(act())
        except Exception as error:
            outcome.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, outcome


def wait_until(true, seconds=10):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("late", ["uphold", "dismiss"])
def test_two_leads_at_once_give_one_decision_and_the_later_is_told(flag, lead, late):
    second = factories.lead(flag.post.thread.group)
    with transaction.atomic():
        actions.uphold(flag.post, by=lead, reason="Spoke to the person.")
        thread, outcome = meanwhile(lambda: getattr(actions, late)(flag.post, by=second, reason="My own words."))
        wait_until(waiting_for_a_lock)
    thread.join(10)
    assert isinstance(outcome[0], ValidationError) and outcome[0].code == "decided"
    assert "Another lead decided this case" in outcome[0].messages[0]
    decision = Decision.objects.get()
    assert decision.decided_by == lead and Post.objects.get(pk=flag.post.pk).hidden_reason == "Spoke to the person."


@pytest.mark.django_db(transaction=True)
def test_a_flag_that_comes_while_a_lead_decides_is_not_left_open_on_a_hidden_post(flag, lead):
    member = factories.member()
    with transaction.atomic():
        actions.uphold(flag.post, by=lead, reason="Spoke to the person.")
        thread, outcome = meanwhile(lambda: actions.flag_post(flag.post, by=member, reason="conduct"))
        wait_until(waiting_for_a_lock)
    thread.join(10)
    assert isinstance(outcome[0], ValidationError)
    assert not Flag.objects.open().exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_member_flagging_twice_at_once_leaves_one_flag(post):
    member = factories.member()
    with transaction.atomic():
        actions.flag_post(post, by=member, reason="conduct")
        thread, outcome = meanwhile(lambda: actions.flag_post(post, by=member, reason="spam"))
        wait_until(waiting_for_a_lock)
    thread.join(10)
    assert isinstance(outcome[0], ValidationError)
    assert Flag.objects.count() == 1
