"""What an action hands to a worker."""

from celery import shared_task

from workstreams.notices import delivery


@shared_task
def tell_of_post(post_id):
    delivery.tell_of_post(post_id)


@shared_task
def tell_of_mentions(post_id):
    delivery.tell_of_mentions(post_id)


@shared_task
def tell_of_event(event, group_id, by_id, happening):
    delivery.tell_of_event(event, group_id, by_id, happening)
