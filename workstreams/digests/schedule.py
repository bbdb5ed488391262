"""What the clock starts."""

from celery import shared_task
from django.conf import settings

from workstreams.digests import actions


@shared_task
def plan_digests():
    actions.plan()


ENTRIES = {
    "digests": {
        "task": plan_digests.name,
        "schedule": settings.DIGEST_CLOCK_SECONDS,
        # A round that nobody took in time is worth nothing: the next one does all its work.
        "options": {"expires": settings.DIGEST_CLOCK_SECONDS},
    },
}
