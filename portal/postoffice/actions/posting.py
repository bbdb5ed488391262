"""Owing somebody a mail."""

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.postoffice import tasks

DISPATCHES = "portal.postoffice.dispatches.OUTBOX"


def post(kind, about, *, to=None):
    """Owe a member a mail about a row, in the transaction of whoever did what it tells of. `kind` is one of
    settings.DISPATCHES; `to` None where the address is not a member's. KeyError for a kind that nobody writes."""
    settings.DISPATCHES[kind]
    return owe(DISPATCHES, kind=kind, about=about.pk, recipient=to)


def owe(outbox, **row):
    """Write a row into an outbox, by its name, and tell a worker of it after the commit. Should nobody hear that, the
    clock finds the row. Returns it."""
    owed = import_string(outbox).model.objects.create(queued_at=timezone.now(), **row)
    tasks.send.delay_on_commit(outbox, [owed.pk])
    return owed
