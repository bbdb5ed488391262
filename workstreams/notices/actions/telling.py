"""What lower floors say happened, as notices. They are named by settings, and run in the transaction of whoever
did it."""

import logging
import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from workstreams.notices import audience, tasks
from workstreams.notices.models import Notice, Owed

log = logging.getLogger(__name__)

# Longer than a worker may take for one (CELERY_TASK_TIME_LIMIT).
FORGOTTEN_AFTER = timedelta(minutes=15)
# What fails so often fails for a reason that another attempt does not mend. The row stays, and tells what it was.
MOST_ATTEMPTS = 8
AT_ONCE = 1000

DECISIONS = {
    "comment_disposed",
    "comment_hidden",
    "admitted",
    "declined",
    "affiliation_confirmed",
    "affiliation_declined",
    "post_hidden",
    "restricted",
    "restriction_ended",
    "appeal_decided",
    "flag_upheld",
    "flag_dismissed",
    "flag_reopened",
    "flag_reversed",
    "post_released",
    "text_given_back",
    "join_accepted",
    "join_declined",
}


def on_said(post):
    """A post was said: one of settings.ON_SAID. A worker looks whom to tell."""
    _owe(what=Owed.What.SAID, post=post)


def on_edited(post):
    """A post was changed: one of settings.ON_EDITED. A worker tells those who are mentioned in it now."""
    _owe(what=Owed.What.CHANGED, post=post)


def on_happened(event, *, to, by, group, post):
    """Something happened: one of settings.ON_HAPPENED. One person is told in the same transaction, a whole group by a
    worker; nobody of what they did themselves."""
    if to is None:
        _owe(what=Owed.What.HAPPENED, event=event, actor=by, group=group, happening=uuid.uuid4())
        return
    kind = Notice.Kind.DECISION if event in DECISIONS else Notice.Kind.GROUP
    if (by and by.pk == to.pk) or not audience.wants(to, kind):
        return
    Notice.objects.create(recipient=to, kind=kind, event=event, actor=by, group=group, post=post)


def _owe(**what):
    owed = Owed.objects.create(**what)
    tasks.tell.delay_on_commit(owed.pk)


@transaction.atomic
def hand_out_forgotten(*, now=None):
    """Give to a worker once more what the queue has lost, or a worker took to its grave. Nobody is told twice. Returns
    how many."""
    now = now or timezone.now()
    forgotten = Owed.objects.forgotten(now - FORGOTTEN_AFTER, MOST_ATTEMPTS)
    numbers = list(forgotten.select_for_update(skip_locked=True, of=["self"]).values_list("pk", flat=True)[:AT_ONCE])
    Owed.objects.filter(pk__in=numbers).update(handed_out_at=now, attempts=F("attempts") + 1)
    for number in numbers:
        tasks.tell.delay_on_commit(number)
    if numbers:
        log.warning("%d notices that nobody was told of are handed out again", len(numbers))
    return len(numbers)
