"""The Celery application. What the clock starts stands in each app's `schedule.py`."""

import os

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_finalize.connect
def read_schedules(sender, **kwargs):
    """Give the clock every app's entries. By name, for the ground imports nothing that stands on it."""
    entries = {}
    for schedule in settings.SCHEDULES:
        entries |= import_string(schedule)
    sender.conf.beat_schedule = entries


@setup_logging.connect
def keep_django_logging(**kwargs):
    """Celery would replace Django's logging set-up; being connected here keeps it from doing so."""
