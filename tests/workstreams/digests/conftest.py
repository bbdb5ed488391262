"""A member with a digest that is due, and the clock's round that sends it."""

import datetime

import pytest
from django.utils import timezone

from tests import factories
from workstreams.digests import actions
from workstreams.digests.models import Digest, Subscription


@pytest.fixture
def subscribed():
    """Gives a member the subscription that the clock would have given them a week ago, due since a moment ago."""

    def subscribe(member, **fields):
        now = timezone.now()
        fields = {
            "time_zone": member.time_zone,
            "covered_until": now - datetime.timedelta(days=7),
            "next_due_at": now - datetime.timedelta(seconds=1),
            "cadence": fields.get("frequency", "weekly"),
        } | fields
        return Subscription.objects.create(member=member, **fields)

    return subscribe


@pytest.fixture
def later():
    """A moment after everything that a test says, beyond the margin of a window."""
    return timezone.now() + datetime.timedelta(minutes=1)


@pytest.fixture
def reader(db, subscribed):
    """A participant of one group, with a digest that is due."""
    member = factories.participant(factories.group("Graded access"), "Leilani Kahale", "civil")
    subscribed(member)
    return member


@pytest.fixture
def group(reader):
    return reader.participations.get().group


@pytest.fixture
def send(run_tasks, later):
    """One round of the clock, and all that it sends. Returns the digests, oldest first."""

    def round_():
        with run_tasks():
            actions.plan(now=later)
        return list(Digest.objects.order_by("pk"))

    return round_
