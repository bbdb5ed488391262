"""What an action hands to a worker."""

from celery import shared_task

from workstreams.notices import delivery


@shared_task
def tell(owed_id):
    delivery.tell(owed_id)
