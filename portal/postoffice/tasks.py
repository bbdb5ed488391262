"""What an action hands to a worker."""

from celery import shared_task
from django.utils.module_loading import import_string

from portal.postoffice import delivery


@shared_task
def send(outbox, numbers):
    """`outbox`: its name, as in settings.OUTBOXES."""
    delivery.send(import_string(outbox), numbers)
