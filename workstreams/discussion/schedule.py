"""What the clock starts."""

from celery import shared_task
from celery.schedules import crontab

from workstreams.discussion import actions


@shared_task
def tidy_files():
    actions.tidy_files()


@shared_task
def sweep_storage():
    actions.sweep_storage()


@shared_task
def tidy_drafts():
    actions.tidy_drafts()


ENTRIES = {
    "drafts": {"task": tidy_drafts.name, "schedule": crontab(hour=3, minute=10), "options": {"expires": 3600}},
    "files": {"task": tidy_files.name, "schedule": 3600, "options": {"expires": 3600}},
    "stored_files": {"task": sweep_storage.name, "schedule": crontab(hour=3, minute=40), "options": {"expires": 3600}},
}
