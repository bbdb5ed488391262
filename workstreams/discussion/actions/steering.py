"""Pinning and locking. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.discussion.models import Thread
from workstreams.discussion.permissions import can_steer


@transaction.atomic
def pin_thread(thread, *, by):
    """Keep a thread on top of its group's list. One that is pinned stays as it is."""
    thread = _steerable(thread, by)
    return thread if thread.pinned_at else _change(thread, pinned_at=timezone.now())


@transaction.atomic
def unpin_thread(thread, *, by):
    """Let a thread stand where its newest post puts it."""
    return _change(_steerable(thread, by), pinned_at=None)


@transaction.atomic
def lock_thread(thread, *, by):
    """Take no more replies. What was said stays readable. One that is locked keeps its day and who locked it."""
    thread = _steerable(thread, by)
    return thread if thread.locked_at else _change(thread, locked_at=timezone.now(), locked_by=by)


@transaction.atomic
def unlock_thread(thread, *, by):
    """Take replies again."""
    return _change(_steerable(thread, by), locked_at=None, locked_by=None)


def _steerable(thread, by):
    thread = Thread.objects.select_for_update(of=["self"]).select_related("group").get(pk=thread.pk)
    if not can_steer(by, thread):
        raise PermissionDenied(_("The leads of this group pin and lock threads."))
    return thread


def _change(thread, **changes):
    for name, value in changes.items():
        setattr(thread, name, value)
    thread.save(update_fields=list(changes))
    Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
    return thread
