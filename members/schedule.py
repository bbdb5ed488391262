"""What the clock starts."""

from celery import shared_task

from members import actions


@shared_task
def lift_suspensions():
    actions.lift_what_is_over()


@shared_task
def tend_downloads():
    actions.tend_downloads()


ENTRIES = {
    "suspensions": {
        "task": lift_suspensions.name,
        "schedule": 60,
        # A round that nobody took in time is worth nothing: the next one does all its work.
        "options": {"expires": 60},
    },
    "downloads": {"task": tend_downloads.name, "schedule": 60, "options": {"expires": 60}},
}
