"""What members choose about their digests."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests import factories
from workstreams.digests import actions

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
