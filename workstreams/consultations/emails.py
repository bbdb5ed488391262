"""Messages to guests. Each function returns one; they go out by the post office (see `delivery`)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal import mail
from workstreams.consultations.tokens import WAITS, token_of


def confirm_comment(comment):
    """The link by which a guest shows that the address is theirs. It has no words of theirs: anybody can give the
    address of somebody else."""
    return mail.message(
        "comment_confirm",
        to=comment.guest_email,
        subject=_("Confirm your comment on %(title)s") % {"title": comment.revision.recommendation},
        context={
            "title": comment.revision.recommendation.title,
            "days": WAITS.days,
            "url": mail.absolute(reverse("comment_confirm", args=[token_of(comment)])),
        },
    )


def comment_disposed(disposition):
    """Tell a guest what became of their comment, and why."""
    comment = disposition.comment
    return mail.message(
        "comment_disposed",
        to=comment.guest_email,
        subject=_("What became of your comment on %(title)s") % {"title": comment.revision.recommendation},
        context={
            "disposition": disposition,
            "title": comment.revision.recommendation.title,
            "url": mail.absolute(comment.get_absolute_url()),
        },
    )
