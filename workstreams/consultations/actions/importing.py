"""Disposing of many comments at once, as a table says. One transaction; the actor is `by`."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from workstreams.consultations.actions.disposing import dispose
from workstreams.consultations.models import Comment
from workstreams.recommendations.actions.holding import held


@transaction.atomic
def dispose_of_many(recommendation, *, by, decisions):
    """Say of each comment what became of it: all, or none. `decisions`: of workstreams.consultations.sheet, whose lines
    hold. Returns how many there were.

    Raises as `dispose`; ValidationError names the line.
    """
    recommendation = held(recommendation)
    wanted = {one.comment for one in decisions} | {one.duplicate_of for one in decisions if one.duplicate_of}
    found = Comment.objects.of_document(recommendation).select_related(
        "revision__recommendation", "disposition__revision"
    )
    comments = found.in_bulk(wanted)
    for one in decisions:
        comment = comments.get(one.comment)
        if comment is None:
            raise ValidationError(_("Line %(n)d: there is no such comment on this text.") % {"n": one.line})
        kept = getattr(comment, "disposition", None)
        try:
            dispose(
                comment,
                by=by,
                outcome=one.outcome,
                reason=one.reason,
                duplicate_of=comments.get(one.duplicate_of),
                revision=kept and kept.revision,
            )
        except ValidationError as error:
            told = _("Line %(n)d: %(problem)s") % {"n": one.line, "problem": " ".join(error.messages)}
            raise ValidationError(told) from None
    return len(decisions)
