"""Telling the workers what to send. Nobody asks for it; running it twice, or on several machines, sends nothing
twice."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.postoffice import delivery, tasks

# Longer than a worker may take for one batch (CELERY_TASK_TIME_LIMIT).
STALE_AFTER = timedelta(seconds=tasks.EXPIRES)
# So many of an outbox are in the workers' hands at most, and no more than they can send before they are late; whoever
# ends a batch takes the next. So the queue stays short, however many wait.
IN_HANDS = 4000
SECONDS_IN_HANDS = 300


def hand_out_all(*, now=None, stale_after=STALE_AFTER):
    """Hand out what is due in every outbox. Returns how many rows."""
    return sum(hand_out(name, now=now, stale_after=stale_after) for name in settings.OUTBOXES)


@transaction.atomic
def hand_out(name, *, now=None, stale_after=STALE_AFTER):
    """Hand out what is due in one outbox, by its name: rows never queued, and those queued long ago that are still
    planned.

    The latter go one by one: should one of them be what kills its worker, it takes no other with it. Returns how many.
    """
    now = now or timezone.now()
    outbox = import_string(name)
    rows = outbox.model.objects
    forgotten = rows.forgotten(now, stale_after).free_numbers(IN_HANDS)
    rows.filter(pk__in=forgotten).update(queued_at=now)
    for number in forgotten:
        tasks.queue(name, [number])
    handed = 0
    room = _room() - rows.in_hands(now, stale_after).count()
    while room > handed and (new := delivery.take(outbox, min(outbox.batch, room - handed), now)):
        tasks.queue(name, new)
        handed += len(new)
    return handed + len(forgotten)


def _room():
    return min(IN_HANDS, settings.MAIL_PER_SECOND * SECONDS_IN_HANDS or IN_HANDS)
