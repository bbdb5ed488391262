"""What an action hands to a worker."""

from celery import shared_task
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.postoffice import delivery

# The broker's tasks of a higher number wait for those of a lower one, which is 0 where nothing is said.
PATIENT = 6
# Seconds after which a worker passes over what it was handed: by then the clock hands it out anew, so that the queue
# does not grow while a mail server keeps every worker waiting. See actions.handing_out.STALE_AFTER.
EXPIRES = 600


@shared_task
def send(name, numbers):
    """`name`: that of an outbox, as in settings.OUTBOXES. Whoever has sent a whole batch takes the next, so that the
    workers' own pace says how much is handed out, and not the clock's."""
    outbox = import_string(name)
    if delivery.send(outbox, numbers) and len(numbers) >= outbox.batch:
        if more := delivery.take(outbox, outbox.batch, timezone.now()):
            queue(name, more)


def queue(name, numbers):
    """Give rows of an outbox to whichever worker is free, once this transaction is committed."""
    priority = PATIENT if import_string(name).patient else None
    send.apply_async_on_commit((name, numbers), priority=priority, expires=EXPIRES)
