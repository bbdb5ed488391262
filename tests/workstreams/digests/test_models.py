"""What the database itself holds true of subscriptions and digests."""

import datetime
from datetime import UTC

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from workstreams.digests.models import Digest

pytestmark = pytest.mark.django_db

MONDAY_NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=UTC)
NEXT_MONDAY = datetime.datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("digest_once_per_due_moment", {}),
        ("digest_window_in_order", {"due_at": NEXT_MONDAY, "window_to": MONDAY_NOON - datetime.timedelta(days=9)}),
        ("digest_settled_at_a_moment", {"due_at": NEXT_MONDAY, "state": "sent", "message_id": "<1@x>"}),
        ("digest_state_known|digest_settled", {"due_at": NEXT_MONDAY, "state": "mislaid", "reason": "?"}),
        ("digest_not_sent_for_a_reason", {"due_at": NEXT_MONDAY, "state": "failed", "settled_at": NEXT_MONDAY}),
        ("digest_sent_with_its_message_id", {"due_at": NEXT_MONDAY, "state": "sent", "settled_at": NEXT_MONDAY}),
    ],
)
def test_the_database_itself_refuses(subscribed, constraint, fields):
    subscription = subscribed(factories.member())
    row = {"due_at": MONDAY_NOON, "window_from": MONDAY_NOON, "window_to": MONDAY_NOON}
    Digest.objects.create(subscription=subscription, **row)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Digest.objects.create(subscription=subscription, **row | fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("subscription_due_unless_never", {"frequency": "never"}),
        ("subscription_due_unless_never", {"next_due_at": None}),
        ("subscription_due_unless_never", {"paused_at": MONDAY_NOON}),
        ("subscription_due_unless_never", {"frequency": "never", "next_due_at": None, "paused_at": MONDAY_NOON}),
        ("subscription_cadence_covers_all", {"frequency": "hourly"}),
        ("subscription_cadence_covers_all", {"frequency": "daily", "cadence": "weekly"}),
        ("subscription_weekday_known", {"weekday": 7}),
        ("subscription_hour_known", {"hour": 24}),
    ],
)
def test_and_refuses_subscriptions_that_mean_nothing(subscribed, constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        subscribed(factories.member(), **fields)
