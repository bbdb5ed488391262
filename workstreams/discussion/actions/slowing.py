"""Slow mode: some time between two posts of one member in a thread. One transaction each; the actor is `by`."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.discussion.actions.telling import steered
from workstreams.discussion.models import Thread
from workstreams.discussion.permissions import can_steer

#: Minutes between two posts of one member, and for how many hours.
MINUTES = [1, 5, 15, 60]
HOURS = [1, 6, 24, 72]


@transaction.atomic
def slow_thread(thread, *, by, minutes, hours, reason=""):
    """Let each member post once in so many minutes in a thread, for so many hours from now. It ends by itself; the
    leads are not slowed.

    Raises PermissionDenied for anyone but the group's leads, ValidationError for other numbers and a thread that is
    locked.
    """
    thread = _steerable(thread, by)
    if minutes not in MINUTES or hours not in HOURS:
        raise ValidationError(_("Choose how slow, and for how long."))
    if thread.locked_at:
        raise ValidationError(_("The thread is locked: nobody posts in it anyway."), code="locked")
    return _slow(
        thread, by, reason, minutes * 60, timezone.now() + timedelta(hours=hours), "thread_slowed", f"{minutes} min"
    )


@transaction.atomic
def unslow_thread(thread, *, by):
    """Let everybody post as often as they like again. One that is not slow stays as it is."""
    thread = _steerable(thread, by)
    return _slow(thread, by, "", 0, None, "thread_unslowed", "") if thread.slow_seconds else thread


def is_not_too_soon(thread, by):
    """Raise ValidationError (code "slow"), with the time from when on, where slow mode lets the member wait. The caller
    holds the thread."""
    if not thread.is_slow() or can_steer(by, thread):
        return
    wait = timedelta(seconds=thread.slow_seconds)
    last = thread.posts.filter(author=by, created_at__gt=timezone.now() - wait).order_by("-created_at")
    said = last.values_list("created_at", flat=True).first()
    if said is None:
        return
    # What is slow ends by itself, and nobody waits longer than that. A minute that is begun counts whole.
    again = min(said + wait, thread.slow_until) + timedelta(seconds=59)
    minutes = thread.slow_seconds // 60
    raise ValidationError(
        ngettext(
            "A lead slowed this thread: everybody posts once a minute. You can post again at %(again)s. Your text is"
            " kept below.",
            "A lead slowed this thread: everybody posts once in %(n)d minutes. You can post again at %(again)s. Your"
            " text is kept below.",
            minutes,
        )
        % {"n": minutes, "again": date_format(timezone.localtime(again), "H:i")},
        code="slow",
    )


def _steerable(thread, by):
    thread = Thread.objects.select_for_update(of=["self"]).select_related("group").get(pk=thread.pk)
    if not can_steer(by, thread):
        raise PermissionDenied(_("The leads of this group slow a thread down."))
    return thread


def _slow(thread, by, reason, seconds, until, event, after):
    before = f"{thread.slow_seconds // 60} min" if thread.is_slow() else ""
    thread.slow_seconds, thread.slow_until = seconds, until
    thread.save(update_fields=["slow_seconds", "slow_until"])
    Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
    steered(event, by=by, group=thread.group, thread=thread, reason=reason, before=before, after=after)
    return thread
