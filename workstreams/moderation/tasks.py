"""What an action hands to a worker."""

from celery import shared_task

from workstreams.moderation import delivery


@shared_task
def send_statement(statement_id):
    delivery.send_statement(statement_id)


@shared_task
def tell_undone(statement_id):
    delivery.tell_undone(statement_id)


@shared_task
def tell_flag_decided(flag_id, decision_id):
    delivery.tell_flag_decided(flag_id, decision_id)


@shared_task
def tell_of_case(case_id):
    delivery.tell_of_case(case_id)


@shared_task
def tell_of_appeal(appeal_id):
    delivery.tell_of_appeal(appeal_id)


@shared_task
def tell_appeal_decided(appeal_id):
    delivery.tell_appeal_decided(appeal_id)


@shared_task
def remind_of_cases():
    delivery.remind_of_cases()
