"""What the clock starts."""

from celery import shared_task

from workstreams.notices import actions

EVERY = 6 * 60 * 60
OFTEN = 5 * 60


@shared_task
def clear_old_notices():
    actions.clear_old()


@shared_task
def hand_out_forgotten_notices():
    actions.hand_out_forgotten()


ENTRIES = {
    "notices": {"task": clear_old_notices.name, "schedule": EVERY, "options": {"expires": EVERY}},
    "owed_notices": {"task": hand_out_forgotten_notices.name, "schedule": OFTEN, "options": {"expires": OFTEN}},
}
