"""Mails that wait, of a kind that says hello, and a mail server with moods."""

import datetime

import pytest
from django.utils import timezone

from portal import mail
from portal.postoffice import delivery
from portal.postoffice.dispatches import OUTBOX
from portal.postoffice.models import Dispatch
from tests import factories
from tests.portal.postoffice.moods import server

__all__ = ["server"]


def hello(dispatch):
    """Says hello to a member by the name that they have when it goes; to nobody called Nobody."""
    if dispatch.recipient.name == "Nobody":
        return None
    return mail.message("left", dispatch.recipient.email, f"Hello {dispatch.recipient.name}")


@pytest.fixture
def waiting(db, settings):
    """Makes so many mails that wait, each to a member of its own."""
    settings.DISPATCHES = {"hello": f"{__name__}.hello"}

    def make(count=1, **fields):
        return [
            Dispatch.objects.create(kind="hello", about=0, recipient=factories.member(), **fields)
            for _n in range(count)
        ]

    return make


@pytest.fixture
def deliver():
    """What a worker does with these rows. They are read anew."""

    def send(*rows):
        done = delivery.send(OUTBOX, [row.pk for row in rows])
        for row in rows:
            row.refresh_from_db()
        return done

    return send


@pytest.fixture
def long_ago():
    return timezone.now() - datetime.timedelta(hours=1)
