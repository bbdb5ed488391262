"""What the clock starts."""

from celery import shared_task
from celery.schedules import crontab

from workstreams.consultations import actions


@shared_task
def forget_unconfirmed_comments():
    actions.forget_unconfirmed()


ENTRIES = {
    "unconfirmed_comments": {
        "task": forget_unconfirmed_comments.name,
        "schedule": crontab(hour=3, minute=50),
        "options": {"expires": 3600},
    },
}
