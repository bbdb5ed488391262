"""Writing down what came in, and telling the workers of it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from workstreams.replies import opening, senders, tasks
from workstreams.replies.models import Received

# Above what every mail provider takes.
LARGEST = 40 * 1024 * 1024
STALE_AFTER = timedelta(minutes=10)
AT_ONCE = 500


@transaction.atomic
def receive(raw, *, envelope=""):
    """Take a mail in, as bytes; `envelope` is the address to which it was delivered, where that is known. Returns the
    Received; that of the first time where it was delivered before; None for a mail to none of our addresses.

    Whoever delivered it may forget it once this is committed.
    """
    message = opening.parsed(raw)
    if not opening.words_for(message, envelope):
        return None
    if len(raw) > LARGEST:
        raw = opening.head_of(raw)
    received, is_new = Received.objects.get_or_create(
        message_id=opening.id_of(message, raw),
        defaults={
            "envelope": envelope.replace("\x00", "")[:320],
            "sender": senders.sender_of(message)[:254],
            "subject": opening.subject_of(message),
            "raw": raw,
            "queued_at": timezone.now(),
        },
    )
    if is_new:
        tasks.take_in.delay_on_commit(received.pk)
    return received


@transaction.atomic
def hand_out_forgotten(*, now=None, stale_after=STALE_AFTER):
    """Tell the workers once more of what waits: the queue may have lost it, or it was put off. Returns how many."""
    now = now or timezone.now()
    rows = Received.objects.forgotten(now, stale_after).order_by("not_before", "pk")
    rows = rows.select_for_update(skip_locked=True, no_key=True)
    numbers = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    Received.objects.filter(pk__in=numbers).update(queued_at=now)
    for number in numbers:
        tasks.take_in.delay_on_commit(number)
    return len(numbers)
