"""Telling the workers what to send. Nobody asks for it; running it twice, or on several machines, sends nothing
twice."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.postoffice import tasks

# Longer than a worker may take for one batch (CELERY_TASK_TIME_LIMIT).
STALE_AFTER = timedelta(minutes=10)
TOGETHER = 100
AT_ONCE = 10_000


def hand_out_all(*, now=None, stale_after=STALE_AFTER):
    """Hand out what is due in every outbox. Returns how many rows."""
    return sum(hand_out(name, now=now, stale_after=stale_after) for name in settings.OUTBOXES)


@transaction.atomic
def hand_out(outbox, *, now=None, stale_after=STALE_AFTER):
    """Hand out what is due in one outbox, by its name: rows never queued, and those queued long ago that are still
    planned.

    The latter go one by one: should one of them be what kills its worker, it takes no other with it. Returns how many.
    """
    now = now or timezone.now()
    rows = import_string(outbox).model.objects
    new = _locked(rows.never_queued(now))
    forgotten = _locked(rows.forgotten(now, stale_after))
    rows.filter(pk__in=[*new, *forgotten]).update(queued_at=now)
    for start in range(0, len(new), TOGETHER):
        tasks.send.delay_on_commit(outbox, new[start : start + TOGETHER])
    for number in forgotten:
        tasks.send.delay_on_commit(outbox, [number])
    return len(new) + len(forgotten)


def _locked(rows):
    rows = rows.order_by("not_before", "pk").select_for_update(skip_locked=True, no_key=True)
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])
