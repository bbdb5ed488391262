"""Pinning and locking. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.discussion.models import Thread
from workstreams.discussion.permissions import can_steer


@transaction.atomic
def pin_thread(thread, *, by):
    """Keep a thread on top of its group's list."""
    return _steer(thread, by, pinned_at=timezone.now())


@transaction.atomic
def unpin_thread(thread, *, by):
    return _steer(thread, by, pinned_at=None)


@transaction.atomic
def lock_thread(thread, *, by):
    """Take no more replies. What was said stays readable."""
    return _steer(thread, by, locked_at=timezone.now(), locked_by=by)


@transaction.atomic
def unlock_thread(thread, *, by):
    return _steer(thread, by, locked_at=None, locked_by=None)


def _steer(thread, by, **changes):
    thread = Thread.objects.select_for_update(of=["self"]).select_related("group").get(pk=thread.pk)
    if not can_steer(by, thread):
        raise PermissionDenied(_("The leads of this group pin and lock threads."))
    for name, value in changes.items():
        setattr(thread, name, value)
    thread.save(update_fields=list(changes))
    return thread
