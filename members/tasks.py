"""What an action hands to a worker."""

from celery import shared_task

from members import delivery


@shared_task
def build_data_export(export_id):
    delivery.build_data_export(export_id)
