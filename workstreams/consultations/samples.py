"""The mails to guests of a consultation, with invented content (see portal.postoffice.samples). Nothing is written."""

import uuid
from functools import partial

from django.utils.translation import gettext as _

from portal.postoffice.samples import Sample
from workstreams.consultations import emails
from workstreams.consultations.models import Comment, Disposition
from workstreams.groups.samples import invented_group
from workstreams.recommendations.models import Recommendation, Revision


def mails():
    """The link that confirms, and what became of a comment."""
    document = Recommendation(pk=0, group=invented_group(), title=_("Graded access to frontier models"))
    comment = Comment(
        pk=0,
        revision=Revision(pk=0, recommendation=document, number=3),
        guest_name="Ines Sala",
        guest_email="ines@example.org",
        body=_("Thirty days are too few for a small developer."),
        submission=uuid.UUID(int=0),
    )
    yield Sample(
        "email/comment_confirm",
        _("To a guest who commented: confirm the address"),
        partial(emails.confirm_comment, comment),
    )
    accepted = Disposition(comment=comment, outcome=Disposition.Outcome.ACCEPTED)
    refused = Disposition(
        comment=comment, outcome=Disposition.Outcome.NOT_ACCEPTED, reason=_("The law says thirty days.")
    )
    for disposition in (accepted, refused):
        yield Sample(
            "email/comment_disposed",
            _("To a guest whose comment was answered"),
            partial(emails.comment_disposed, disposition),
            disposition.outcome,
        )
