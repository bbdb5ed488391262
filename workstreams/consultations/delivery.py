"""Mails to guests that are owed, as they are due now (see portal.postoffice.dispatches)."""

from workstreams.consultations import emails
from workstreams.consultations.models import Comment, Disposition


def comment_confirm(dispatch):
    """The link that confirms a guest's address, while it is not confirmed."""
    waiting = Comment.objects.select_related("revision__recommendation").filter(pk=dispatch.about, confirmed_at=None)
    comment = waiting.exclude(guest_email="").first()
    return emails.confirm_comment(comment) if comment else None


def comment_disposed(dispatch):
    """What became of a guest's comment, as it stands now."""
    found = Disposition.objects.select_related("comment__revision__recommendation", "duplicate_of", "revision")
    disposition = found.filter(pk=dispatch.about).exclude(comment__guest_email="").first()
    return emails.comment_disposed(disposition) if disposition else None
