"""Quoting what was said into a clause. One transaction each; the actor is `by`."""

import hashlib

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from workstreams.discussion.models import Post
from workstreams.markup.sanitising import words
from workstreams.recommendations.actions.holding import held
from workstreams.recommendations.models import Quote
from workstreams.recommendations.permissions import can_write

WORDS_LENGTH = 4000


@transaction.atomic
def quote_post(clause, post, *, by, said=""):
    """Note that a clause of the newest revision came from a post: from these words of it, or from all of them. Harmless
    a second time. Returns the quote.

    Raises PermissionDenied for those who do not edit the document; ValidationError where the post is not theirs to
    read, or does not hold these words.
    """
    recommendation = held(clause.recommendation)
    if not can_write(by, recommendation):
        raise PermissionDenied(_("The editors and leads of the group say where a clause came from."))
    post = Post.objects.visible_to(by).words_for(by).filter(pk=post.pk).first()
    whole = " ".join(words(post.body_html).split()) if post else ""
    said = " ".join(said.split()) or whole[:WORDS_LENGTH]
    if not said or said not in whole:
        raise ValidationError(_("These words are not in that post, or it is not open to you."))
    revision = recommendation.revisions.newest_first().first()
    if not revision.texts.filter(clause=clause).exists():
        raise ValidationError(_("This clause does not stand in the text any more."))
    quote, _made = Quote.objects.get_or_create(
        clause=clause,
        post=post,
        words_hash=hashlib.sha256(said.encode()).hexdigest(),
        defaults={"words": said, "revision": revision, "quoted_by": by},
    )
    return quote
