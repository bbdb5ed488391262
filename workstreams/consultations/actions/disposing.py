"""What becomes of comments. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from portal.postoffice.actions import post
from workstreams.consultations.models import Comment, Disposition
from workstreams.consultations.permissions import can_dispose
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.actions.holding import held
from workstreams.recommendations.clauses import clauses_of
from workstreams.recommendations.models import Revision
from workstreams.recommendations.steps import Step

Outcome = Disposition.Outcome
#: From the call on what became of comments stands as those read it who take a position.
STANDS = {Step.CONSENSUS_CALL, Step.ADOPTED, Step.PUBLISHED, Step.SUPERSEDED, Step.WITHDRAWN}


@transaction.atomic
def dispose(comment, *, by, outcome, reason="", duplicate_of=None, revision=None):
    """Say what became of a comment; said again it takes the place of what was said before. `revision`: the one that
    took it up. Its author is told, where anything changed. Returns the disposition.

    Raises PermissionDenied for those who do not edit the document; ValidationError where a reason or the other comment
    is lacking, the comment is an answer, or what was said before stands by now.
    """
    recommendation = held(comment.revision.recommendation)
    comment = Comment.objects.select_for_update(no_key=True, of=["self"]).get(pk=comment.pk)
    comment.revision.recommendation = recommendation
    if not can_dispose(by, comment):
        raise PermissionDenied(_("The editors and leads of the group dispose of comments."))
    reason = reason.strip()
    _check(comment, outcome, reason, duplicate_of, recommendation)
    before = Disposition.objects.filter(comment=comment).first()
    if before and recommendation.where in STANDS:
        raise ValidationError(_("What became of this comment stands: the text went on with it."))
    said = {
        "outcome": outcome,
        "reason": reason,
        "duplicate_of": duplicate_of if outcome == Outcome.DUPLICATE else None,
        "revision": revision,
    }
    if before and all(getattr(before, name) == value for name, value in said.items()):
        return before
    decided = {**said, "decided_by": by, "decided_at": timezone.now()}
    disposition, _made = Disposition.objects.update_or_create(comment=comment, defaults=decided)
    _tell(disposition, comment, by)
    return disposition


@transaction.atomic
def take_over(comment, *, by, base):
    """Take an amendment over: a new revision with the clause as it was proposed, which credits its author, and the
    comment accepted. `base`: the newest revision that the editor saw. Returns the disposition.

    Raises what revising and disposing raise; ValidationError where it is no amendment, or its clause reads otherwise by
    now.
    """
    recommendation = held(comment.revision.recommendation)
    comment = Comment.objects.select_related("revision", "author").get(pk=comment.pk)
    comment.revision.recommendation = recommendation
    if not can_dispose(by, comment):
        raise PermissionDenied(_("The editors and leads of the group take amendments over."))
    newest = recommendation.revisions.newest_first().first()
    now_stands = newest.texts.filter(clause=comment.clause_id).first()
    then_stood = comment.revision.texts.filter(clause=comment.clause_id).first()
    if not comment.proposed:
        raise ValidationError(_("This comment proposes no other words."))
    if now_stands is None or now_stands.source != then_stood.source:
        raise ValidationError(_("The clause reads otherwise by now. Put the change into the text by hand."))
    standing = list(newest.texts.in_order())
    texts = [comment.proposed if text.pk == now_stands.pk else text.source for text in standing]
    body = recommendations.put_together(newest, texts)
    if not _leaves_others(body, texts, standing.index(now_stands)):
        raise ValidationError(_("These words would swallow or change other clauses. Put them into the text by hand."))
    revision = recommendations.revise(
        recommendation,
        by=by,
        body=body,
        note=_credit(now_stands.number, comment),
        base=base,
    )
    return dispose(comment, by=by, outcome=Outcome.ACCEPTED, revision=revision)


def _leaves_others(body, texts, place):
    """Whether a text whose clause at this place was exchanged has all others as they were: code that is not closed, or
    a list beside a list, would take them in."""
    found = [clause.source for clause in clauses_of(body)]
    before, after = texts[:place], texts[place + 1 :]
    return found[:place] == before and found[max(place, len(found) - len(after)) :] == after


def _credit(number, comment):
    note = _("Clause %(number)s as %(name)s proposed.") % {"number": number, "name": comment.writer}
    return Truncator(note).chars(Revision._meta.get_field("note").max_length)


def _tell(disposition, comment, by):
    if comment.author_id:
        happened("comment_disposed", to=comment.author, by=by)
    else:
        post("comment_disposed", disposition)


def _check(comment, outcome, reason, duplicate_of, recommendation):
    if comment.parent_id:
        raise ValidationError(_("An answer to a comment is not disposed of by itself."))
    if comment.confirmed_at is None:
        raise ValidationError(_("Whoever wrote this has not confirmed their address. It does not count yet."))
    if outcome not in Outcome:
        raise ValidationError({"outcome": _("Choose what became of it.")})
    most = Disposition._meta.get_field("reason").max_length
    if len(reason) > most:
        message = _("%(most)d characters fit. This has %(has)d.") % {"most": most, "has": len(reason)}
        raise ValidationError({"reason": message})
    if outcome in Disposition.NEEDS_REASON and not reason:
        raise ValidationError({"reason": _("Write the reason. Its author is told.")})
    if "\x00" in reason:
        raise ValidationError({"reason": _("There is a character in this that cannot be kept (NUL). Take it out.")})
    if outcome == Outcome.DUPLICATE:
        same = duplicate_of and duplicate_of.revision.recommendation_id == recommendation.pk
        if not same or duplicate_of.parent_id or duplicate_of.confirmed_at is None:
            raise ValidationError({"duplicate_of": _("Choose another comment on this text.")})
        _ask_that_one_is_answered(comment, duplicate_of)


def _ask_that_one_is_answered(comment, other):
    """Of comments that say the same one has an answer of its own: they are not duplicates of each other in a circle."""
    others = dict(Disposition.objects.filter(comment__revision__recommendation=comment.revision.recommendation_id)
                  .exclude(duplicate_of=None).values_list("comment", "duplicate_of"))  # fmt: skip
    following = other.pk
    while following is not None:
        if following == comment.pk:
            raise ValidationError({"duplicate_of": _("Choose another comment on this text: that one refers to this.")})
        following = others.get(following)
