"""What the clock starts."""

from celery import shared_task
from django.conf import settings

from workstreams.notices import actions

EVERY = 6 * 60 * 60
OFTEN = 5 * 60
REMINDERS_EVERY = 10 * 60


@shared_task
def clear_old_notices():
    actions.clear_old()


@shared_task
def hand_out_forgotten_notices():
    actions.hand_out_forgotten()


@shared_task
def plan_reminders():
    actions.plan_reminders()


@shared_task
def plan_notice_mails():
    actions.plan_mails()


ENTRIES = {
    "notices": {"task": clear_old_notices.name, "schedule": EVERY, "options": {"expires": EVERY}},
    "owed_notices": {"task": hand_out_forgotten_notices.name, "schedule": OFTEN, "options": {"expires": OFTEN}},
    "reminders": {
        "task": plan_reminders.name,
        "schedule": REMINDERS_EVERY,
        "options": {"expires": REMINDERS_EVERY},
    },
    "notice_mails": {
        "task": plan_notice_mails.name,
        "schedule": settings.MAIL_CLOCK_SECONDS,
        "options": {"expires": settings.MAIL_CLOCK_SECONDS},
    },
}
