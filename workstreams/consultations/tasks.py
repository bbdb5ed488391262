"""What an action hands to a worker."""

from celery import shared_task

from workstreams.consultations import emails
from workstreams.consultations.models import Comment, Disposition


@shared_task
def ask_guest(comment_id):
    waiting = Comment.objects.select_related("revision__recommendation").filter(pk=comment_id, confirmed_at=None)
    if comment := waiting.exclude(guest_email="").first():
        emails.confirm_comment(comment).send()


@shared_task
def tell_guest(disposition_id):
    found = Disposition.objects.select_related("comment__revision__recommendation", "duplicate_of", "revision")
    disposition = found.filter(pk=disposition_id).exclude(comment__guest_email="").first()
    if disposition:
        emails.comment_disposed(disposition).send()
