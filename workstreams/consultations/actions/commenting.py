"""Commenting on texts. One transaction each; the actor is `by`."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.consultations.models import COMMENT_LENGTH, Comment
from workstreams.consultations.permissions import can_comment
from workstreams.discussion.questions import affiliation_of
from workstreams.markup.rendering import is_blank, render
from workstreams.recommendations.actions.holding import held
from workstreams.recommendations.models import Revision
from workstreams.recommendations.steps import Step

#: In these steps a text is spoken of. Before there is none to speak of, after them the comments are disposed of.
TAKES_COMMENTS = {Step.ADOPTION_CALL, Step.DRAFT, Step.LAST_CALL, Step.CONSULTATION, Step.ANSWERING}


@transaction.atomic
def comment(revision, *, by, body, clause=None, parent=None, proposed="", submission=None):
    """Comment on a clause of a revision, or on the whole of it; with `proposed` it is an amendment of the clause, with
    `parent` an answer to another comment. One form (`submission`) makes one comment. Returns it.

    Raises PermissionDenied for those who may not comment here now; ValidationError where the text will not do, the
    clause does not stand there, or the step takes no comments.
    """
    recommendation = held(revision.recommendation)
    revision = Revision.objects.select_related("recommendation__group").get(pk=revision.pk)
    if not can_comment(by, revision):
        raise PermissionDenied(
            _("Those who take part in the group comment here, and in a consultation all whom it asks.")
        )
    if submission and (known := Comment.objects.filter(submission=submission, author=by).first()):
        return known
    if recommendation.where not in TAKES_COMMENTS:
        raise ValidationError(_("In this step no comments are taken. What you wrote is kept on this page."))
    body, proposed = _checked(body, proposed, clause, revision, parent)
    affiliation = affiliation_of(by)
    now = timezone.now()
    return Comment.objects.create(
        revision=revision,
        clause=parent.clause if parent else clause,
        consultation=revision.consultations.open().first(),
        parent=parent,
        author=by,
        sector_id=affiliation and affiliation.sector_id,
        organisation_id=affiliation and affiliation.organisation_id,
        body=body,
        body_html=render(body),
        proposed=proposed,
        submission=submission or uuid.uuid4(),
        created_at=now,
        confirmed_at=now,
    )


def _checked(body, proposed, clause, revision, parent):
    body, proposed, wrong = body.replace("\r\n", "\n").strip(), proposed.replace("\r\n", "\n").strip(), {}
    if is_blank(body):
        wrong["body"] = _("Write what you want to say. An amendment says why in a sentence.")
    for name, text in (("body", body), ("proposed", proposed)):
        if "\x00" in text:
            wrong[name] = _("There is a character in this that cannot be kept (NUL). Take it out.")
        elif len(text) > COMMENT_LENGTH:
            wrong[name] = _("%(most)d characters fit. This has %(has)d.") % {"most": COMMENT_LENGTH, "has": len(text)}
    stands = clause and revision.texts.filter(clause=clause).first()
    if clause and not stands:
        wrong["clause"] = _("This clause does not stand in that revision.")
    if proposed and not stands:
        wrong["clause"] = _("An amendment is to a clause.")
    elif proposed and proposed == stands.source:
        wrong["proposed"] = _("This is the clause as it stands. Change it, or leave this empty.")
    if parent and (parent.parent_id or parent.revision_id != revision.pk or proposed):
        wrong["body"] = _("An answer stands below a comment on the same text, and proposes nothing of its own.")
    if wrong:
        raise ValidationError(wrong)
    return body, proposed
