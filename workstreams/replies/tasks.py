"""What an action hands to a worker."""

from celery import shared_task

from workstreams.replies import delivery


@shared_task
def take_in(number):
    delivery.take_in(number)
