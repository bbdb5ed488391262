"""What the clock starts."""

from celery import shared_task
from django.conf import settings

from portal.postoffice import actions


@shared_task
def hand_out_mail():
    actions.hand_out_all()


ENTRIES = {
    "mail": {
        "task": hand_out_mail.name,
        "schedule": settings.MAIL_CLOCK_SECONDS,
        # A round that nobody took in time is worth nothing: the next one does all its work.
        "options": {"expires": settings.MAIL_CLOCK_SECONDS},
    },
}
