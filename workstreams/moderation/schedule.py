"""What the clock starts."""

from celery import shared_task

from workstreams.moderation import actions


@shared_task
def remind_of_appeals():
    actions.remind_of_appeals()


@shared_task
def remind_of_cases():
    actions.remind_of_cases()


ENTRIES = {
    # A round that nobody took in time is worth nothing: the next one does all its work.
    "cases": {"task": remind_of_cases.name, "schedule": 600, "options": {"expires": 600}},
    "appeals": {"task": remind_of_appeals.name, "schedule": 600, "options": {"expires": 600}},
}
