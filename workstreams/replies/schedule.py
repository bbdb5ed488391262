"""What the clock starts."""

import logging

from celery import shared_task
from django.conf import settings

from workstreams.replies import actions, collecting

log = logging.getLogger(__name__)

DAY = 24 * 60 * 60


@shared_task
def fetch_mail():
    try:
        actions.fetch(settings.INBOUND_IMAP_URL)
    except collecting.AWAY as problem:
        log.warning("The mailbox could not be read: %s", type(problem).__name__)


@shared_task
def hand_out_forgotten_mail():
    actions.hand_out_forgotten()


@shared_task
def tidy_mail():
    actions.tidy()


def _every(task, seconds):
    return {"task": task.name, "schedule": seconds, "options": {"expires": seconds}}


ENTRIES = {
    "mail_in": _every(hand_out_forgotten_mail, settings.INBOUND_CLOCK_SECONDS),
    "mail_in_tidy": _every(tidy_mail, DAY),
}
if settings.INBOUND_IMAP_URL:
    ENTRIES["mail_in_mailbox"] = _every(fetch_mail, settings.INBOUND_CLOCK_SECONDS)
