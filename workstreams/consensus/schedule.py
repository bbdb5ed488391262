"""What the clock starts."""

from celery import shared_task

from workstreams.consensus import actions


@shared_task
def close_due_calls():
    actions.close_due_calls()


ENTRIES = {
    "calls": {
        "task": close_due_calls.name,
        "schedule": 60,
        # A round that nobody took in time is worth nothing: the next one does all its work.
        "options": {"expires": 60},
    },
}
