"""Commenting on texts. One transaction each; the actor is `by`."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.actions.happenings import happened
from portal.rates import Rate, spend
from workstreams.consultations.actions.checking import check_step, checked
from workstreams.consultations.models import Comment
from workstreams.consultations.permissions import can_comment
from workstreams.discussion.actions.saying import speaks_for
from workstreams.discussion.actions.silencing import is_not_silenced
from workstreams.groups.models import WorkingGroup
from workstreams.markup.rendering import render
from workstreams.recommendations.actions.holding import held
from workstreams.recommendations.models import Revision

#: Each comment is answered by somebody.
BY_MEMBER = Rate(
    "comments", 100, 3600, gettext_lazy("You sent many comments. The next can go in {wait}. Your text is kept below.")
)


@transaction.atomic
def comment(revision, *, by, body, clause=None, parent=None, proposed="", submission=None):
    """Comment on a clause of a revision, or on the whole of it; with `proposed` it is an amendment of the clause, with
    `parent` an answer to another comment, which those read who read that one, and of which its author is told. One form
    (`submission`) makes one comment. Returns it.

    Raises PermissionDenied for those who may not comment here now; ValidationError where the text will not do, the
    clause does not stand there, the step takes no comments, a lead silenced them in the group for a while, or they
    send too many.
    """
    # In the order of locks: the group, the organisation, the document.
    WorkingGroup.objects.select_for_update(no_key=True).get(pk=revision.recommendation.group_id)
    affiliation = speaks_for(by)
    recommendation = held(revision.recommendation)
    revision = Revision.objects.get(pk=revision.pk)
    revision.recommendation = recommendation
    if not can_comment(by, revision):
        raise PermissionDenied(
            _("Those who take part in the group comment here, and in a consultation all whom it asks.")
        )
    if submission and (known := Comment.objects.filter(submission=submission, author=by).first()):
        return known
    is_not_silenced(by, recommendation.group)
    check_step(recommendation)
    body, proposed = checked(body, proposed, clause, revision, parent)
    spend([BY_MEMBER.of(by.pk)])
    now = timezone.now()
    made = Comment.objects.create(
        revision=revision,
        clause=parent.clause if parent else clause,
        consultation=parent.consultation if parent else revision.consultations.taking_comments().first(),
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
    if parent and parent.author_id:
        happened("comment_answered", to=parent.author, by=by, about=recommendation)
    return made
