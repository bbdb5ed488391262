"""What an action hands to a worker."""

from celery import shared_task

from workstreams.moderation import delivery


@shared_task
def send_letter(letter_id):
    delivery.send_letter(letter_id)
