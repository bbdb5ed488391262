"""What the clock starts."""

from celery import shared_task

from workstreams.notices import actions

EVERY = 6 * 60 * 60


@shared_task
def clear_old_notices():
    actions.clear_old()


ENTRIES = {"notices": {"task": clear_old_notices.name, "schedule": EVERY, "options": {"expires": EVERY}}}
