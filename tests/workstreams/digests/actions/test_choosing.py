"""What members choose about their digests."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests import factories
from workstreams.digests import actions
from workstreams.digests.models import Digest, DigestPart

pytestmark = pytest.mark.django_db


def test_a_member_chooses_how_often_and_when():
    member = factories.member(time_zone="Europe/Zurich")
    subscription = actions.choose_digest(member, by=member, frequency="daily", weekday=2, hour=6)
    due = timezone.localtime(subscription.next_due_at, timezone=datetime.UTC)
    assert due > timezone.now()
    assert due.hour in (4, 5)
    assert actions.stop_digest(subscription, by=member).next_due_at is None
    again = actions.resume_digest(subscription, by=member, frequency="weekly")
    assert (again.frequency, again.weekday, again.hour) == ("weekly", 2, 6)


def test_beginning_again_after_a_year_does_not_bring_the_year(subscribed):
    member = factories.member()
    long_ago = timezone.now() - datetime.timedelta(days=365)
    subscription = subscribed(member, frequency="never", next_due_at=None, covered_until=long_ago)
    again = actions.resume_digest(subscription, by=member, frequency="weekly")
    assert timezone.now() - again.covered_until < datetime.timedelta(days=8, minutes=1)


def test_stopping_and_beginning_again_at_once_loses_nothing(subscribed):
    member = factories.member()
    subscription = subscribed(member)
    actions.stop_digest(subscription, by=member)
    again = actions.resume_digest(subscription, by=member, frequency="weekly")
    assert again.covered_until == subscription.covered_until


def test_nobody_chooses_for_another(subscribed):
    subscription = subscribed(factories.member())
    for other in (factories.member(), factories.staff()):
        with pytest.raises(PermissionDenied):
            actions.stop_digest(subscription, by=other)


@pytest.mark.parametrize("wrong", [{"frequency": "hourly"}, {"weekday": 7}, {"hour": 24}, {"hour": -1}], ids=str)
def test_a_rhythm_that_does_not_exist_is_refused(wrong):
    member = factories.member()
    with pytest.raises(ValidationError):
        actions.choose_digest(member, by=member, **{"frequency": "weekly", "weekday": 0, "hour": 8} | wrong)


def test_a_group_can_come_every_day_while_all_else_comes_weekly(reader, group):
    subscription = actions.choose_for_groups(reader, by=reader, choices={group: "daily"})
    assert (subscription.frequency, subscription.cadence) == ("weekly", "daily")
    assert subscription.next_due_at <= timezone.now() + datetime.timedelta(days=1)
    assert subscription.groups.get().covered_until == subscription.covered_until
    again = actions.choose_for_groups(reader, by=reader, choices={group: ""})
    assert (again.cadence, again.groups.get().frequency) == ("weekly", "")


def test_a_group_can_come_while_all_else_does_not(reader, group):
    actions.choose_for_groups(reader, by=reader, choices={group: "weekly"})
    subscription = actions.choose_digest(reader, by=reader, frequency="never", weekday=0, hour=8)
    assert (subscription.frequency, subscription.cadence) == ("never", "weekly")
    assert subscription.next_due_at


def test_stopping_stops_the_single_groups_too_and_beginning_again_leaves_out_what_was_left_out(reader, group):
    quiet = factories.group("Quiet")
    actions.choose_for_groups(reader, by=reader, choices={group: "daily", quiet: "never"})
    subscription = actions.stop_digest(reader.digest_subscription, by=reader)
    assert (subscription.cadence, subscription.next_due_at) == ("never", None)
    again = actions.resume_digest(subscription, by=reader, frequency="weekly")
    assert again.cadence == "weekly"
    assert set(again.groups.values_list("group__name", "frequency")) == {(group.name, ""), ("Quiet", "never")}


def test_a_group_that_comes_again_after_a_year_does_not_bring_the_year(reader, group):
    actions.stop_group(reader.digest_subscription, group, by=reader)
    long_ago = timezone.now() - datetime.timedelta(days=365)
    reader.digest_subscription.groups.update(covered_until=long_ago)
    again = actions.resume_group(reader.digest_subscription, group, by=reader)
    assert timezone.now() - again.groups.get().covered_until < datetime.timedelta(days=8, minutes=1)


def test_a_group_that_never_comes_is_left_out_of_what_is_planned_already(reader, group, later):
    actions.plan(now=later)
    actions.stop_group(reader.digest_subscription, group, by=reader)
    assert DigestPart.objects.get(digest=Digest.objects.get()).window_from is None


def test_what_is_planned_tells_of_single_groups_alone_once_nothing_else_is_wanted(reader, group, later):
    actions.choose_for_groups(reader, by=reader, choices={group: "weekly"})
    actions.plan(now=reader.digest_subscription.__class__.objects.get().next_due_at)
    actions.choose_digest(reader, by=reader, frequency="never", weekday=0, hour=8)
    digest = Digest.objects.get()
    assert not digest.covers_all
    assert digest.parts.get().window_from


def test_a_choice_begins_digests_again_that_were_stopped_for_nobody_came(reader):
    subscription = reader.digest_subscription
    subscription.paused_at, subscription.next_due_at = timezone.now(), None
    subscription.save()
    again = actions.resume_digest(subscription, by=reader, frequency="weekly")
    assert again.paused_at is None
    assert again.next_due_at and again.asked_at


def test_a_frequency_of_a_group_that_does_not_exist_is_refused(reader, group):
    with pytest.raises(ValidationError):
        actions.choose_for_groups(reader, by=reader, choices={group: "hourly"})


def test_nobody_chooses_a_group_for_another(reader, group):
    with pytest.raises(PermissionDenied):
        actions.choose_for_groups(reader, by=factories.staff(), choices={group: "never"})


def test_thinking_it_over_before_a_planned_digest_goes_leaves_nothing_untold(reader, group, later):
    since = reader.digest_subscription.covered_until
    actions.plan(now=later)
    actions.stop_digest(reader.digest_subscription, by=reader)
    again = actions.resume_digest(reader.digest_subscription, by=reader, frequency="weekly")
    assert not Digest.objects.get().covers_all
    assert again.covered_until == since


@pytest.mark.parametrize("before", [None, "weekly", ""])
def test_thinking_a_group_over_before_a_planned_digest_goes_leaves_nothing_untold(reader, group, later, before):
    since = reader.digest_subscription.covered_until
    if before is not None:
        actions.choose_for_groups(reader, by=reader, choices={group: before})
    actions.plan(now=later)
    actions.stop_group(reader.digest_subscription, group, by=reader)
    again = actions.resume_group(reader.digest_subscription, group, by=reader)
    assert DigestPart.objects.get().window_from is None
    assert again.groups.get().covered_until == since


def test_what_was_sent_stays_told_whoever_stops_and_begins_again(reader, group, later):
    actions.choose_for_groups(reader, by=reader, choices={group: "weekly"})
    actions.plan(now=later)
    Digest.objects.update(state="sent", message_id="<1@x>", settled_at=later)
    until = Digest.objects.get().window_to
    actions.stop_digest(reader.digest_subscription, by=reader)
    again = actions.resume_digest(reader.digest_subscription, by=reader, frequency="weekly")
    assert (again.covered_until, again.groups.get().covered_until) == (until, until)


def test_a_group_that_came_as_all_else_is_left_out_of_what_is_planned_once_nothing_else_is_wanted(reader, group, later):
    busy = factories.group("Busy")
    actions.choose_for_groups(reader, by=reader, choices={group: "", busy: "daily"})
    actions.plan(now=later)
    actions.choose_digest(reader, by=reader, frequency="never", weekday=0, hour=8)
    told = dict(DigestPart.objects.values_list("group__name", "window_from"))
    assert told[group.name] is None
    assert told["Busy"]


def test_a_choice_in_the_minute_before_the_clock_comes_loses_no_digest(reader, later):
    due = reader.digest_subscription.next_due_at
    actions.choose_digest(reader, by=reader, frequency="weekly", weekday=3, hour=10)
    actions.plan(now=later)
    assert Digest.objects.get().due_at == due
