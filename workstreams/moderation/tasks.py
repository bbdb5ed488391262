"""What an action hands to a worker."""

from celery import shared_task

from workstreams.groups.permissions import can_see
from workstreams.moderation import emails
from workstreams.moderation.models import Decision, Flag


@shared_task
def send_statement_of_reasons(decision_id):
    decision = Decision.objects.select_related("post__author", "post__thread__group", "decided_by").get(pk=decision_id)
    if decision.post.author.email:
        emails.statement_of_reasons(decision).send()


@shared_task
def tell_flag_decided(flag_id):
    flag = Flag.objects.select_related(
        "raised_by", "decision__decided_by", "decision__post__thread__group", "post__thread__group"
    ).get(pk=flag_id)
    # A group that is not theirs to see (any more) does not exist for them: no mail tells of it either.
    if flag.raised_by.email and can_see(flag.raised_by, flag.post.thread.group):
        emails.flag_decided(flag).send()
