"""Hiding what breaks the rules, and showing it again. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from workstreams.consultations.models import Comment
from workstreams.consultations.permissions import can_hide
from workstreams.recommendations.actions.holding import held


@transaction.atomic
def hide(comment, *, by, reason):
    """Hide the words of a comment; everybody reads the reason in their place, and its author is told. It is answered
    all the same. Returns it.

    Raises PermissionDenied for those who do not lead the group, and for one's own; ValidationError without a reason.
    """
    comment, reason = _held(comment, by), " ".join(reason.split())
    if not reason or "\x00" in reason:
        raise ValidationError({"reason": _("Write the reason. Everybody reads it in place of the comment.")})
    most = Comment._meta.get_field("hidden_reason").max_length
    if len(reason) > most:
        message = _("%(most)d characters fit. This has %(has)d.") % {"most": most, "has": len(reason)}
        raise ValidationError({"reason": message})
    if comment.hidden_at is None:
        comment.hidden_at, comment.hidden_by, comment.hidden_reason = timezone.now(), by, reason
        comment.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        if comment.author_id:
            happened("comment_hidden", to=comment.author, by=by)
    return comment


@transaction.atomic
def show_again(comment, *, by):
    """Show a hidden comment again. Returns it."""
    comment = _held(comment, by)
    comment.hidden_at, comment.hidden_by, comment.hidden_reason = None, None, ""
    comment.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    return comment


def _held(comment, by):
    recommendation = held(comment.revision.recommendation)
    comment = Comment.objects.select_for_update(no_key=True, of=["self"]).select_related("author").get(pk=comment.pk)
    comment.revision.recommendation = recommendation
    if not can_hide(by, comment):
        raise PermissionDenied(_("The leads of the group hide a comment, and nobody their own."))
    return comment
