"""What an action hands to a worker."""

from celery import shared_task

from workstreams.digests import delivery


@shared_task
def send_digests(digest_ids):
    delivery.send(digest_ids)
