"""What lower floors say happened, as notices. They are named by settings, and run in the transaction of whoever
did it."""

import logging
import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from workstreams.consensus.models import Objection
from workstreams.notices import audience, events, tasks
from workstreams.notices.models import Notice, Owed
from workstreams.recommendations.steps import Step

log = logging.getLogger(__name__)

# Longer than a worker may take for one (CELERY_TASK_TIME_LIMIT).
FORGOTTEN_AFTER = timedelta(minutes=15)
# What fails so often fails for a reason that another attempt does not mend. The row stays, and tells what it was.
MOST_ATTEMPTS = 8
AT_ONCE = 1000
#: What is told of a text that came to this step. Its end is told by whoever ends it: see workstreams.publications.
OF_STEPS = {
    Step.ADOPTION_CALL: "adoption_asked",
    Step.LAST_CALL: "last_call_opened",
    Step.CONSULTATION: "consultation_opened",
    Step.CONSENSUS_CALL: "call_opened",
    Step.ADOPTED: "adopted",
    Step.RETURNED: "returned",
    Step.PUBLISHED: "published",
}


def on_said(post):
    """A post was said: one of settings.ON_SAID. A worker looks whom to tell."""
    _owe(what=Owed.What.SAID, post=post)


def on_edited(post):
    """A post was changed: one of settings.ON_EDITED. A worker tells those who are mentioned in it now."""
    _owe(what=Owed.What.CHANGED, post=post)


def on_document_event(event):
    """Something happened to a text: one of settings.ON_DOCUMENT_EVENT. A worker tells whom its step concerns."""
    name = OF_STEPS.get(event.after) if event.kind == "step" else None
    if name:
        owe_of_text(name, event.recommendation, by=event.by, due_at=event.recommendation.step_ends_at)


def on_happened(event, *, to, by, group, post, about):
    """Something happened: one of settings.ON_HAPPENED. One person is told in the same transaction, a whole group, or
    whom a text concerns, by a worker; nobody of what they did themselves."""
    objection = about if isinstance(about, Objection) else None
    document = objection.call.recommendation if objection else about
    if to is None and document:
        owe_of_text(event, document, by=by, objection=objection)
        return
    if to is None:
        _owe(what=Owed.What.HAPPENED, event=event, actor=by, group=group, happening=uuid.uuid4())
        return
    told = events.event(event)
    if (by and by.pk == to.pk) or not audience.wants(to, told.kind):
        return
    by_mail = not told.has_letter and audience.wants_by_mail(to, told.kind)
    of = {"group": group, "post": post, "document": document, "objection": objection}
    Notice.objects.create(recipient=to, kind=told.kind, event=event, actor=by, by_mail=by_mail, **of)


def owe_of_text(event, document, *, by=None, objection=None, due_at=None):
    """Let a worker tell whom this event of a text concerns, in the transaction of whoever did it."""
    of = {"document": document, "objection": objection, "due_at": due_at}
    _owe(what=Owed.What.HAPPENED, event=event, actor=by, happening=uuid.uuid4(), **of)


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
