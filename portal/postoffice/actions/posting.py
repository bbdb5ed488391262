"""Owing somebody a mail."""

from django.conf import settings
from django.utils import timezone

from portal.postoffice import tasks
from portal.postoffice.models import Dispatch

DISPATCHES = "portal.postoffice.dispatches.OUTBOX"


def post(kind, about, *, to=None):
    """Owe a member a mail about a row, in the transaction of whoever did what it tells of. `kind` is one of
    settings.DISPATCHES; `to` None where the address is not a member's. KeyError for a kind that nobody writes."""
    settings.DISPATCHES[kind]
    dispatch = Dispatch.objects.create(kind=kind, about=about.pk, recipient=to, queued_at=timezone.now())
    tasks.send.delay_on_commit(DISPATCHES, [dispatch.pk])
    return dispatch
