"""Answering a post with a sign. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from workstreams.discussion.actions.holding import hold_thread_of
from workstreams.discussion.actions.silencing import is_not_silenced
from workstreams.discussion.models import Post, Reaction, Thread
from workstreams.discussion.permissions import can_agree, can_react


@transaction.atomic
def give_sign(post, *, by, kind):
    """Put a sign under somebody else's post. Given already: nothing changes.

    Raises PermissionDenied for the own post, without a seat, and for an observer who agrees; ValidationError for a
    post that is hidden or withdrawn, a kind that there is not, and while one is silenced in the group.
    """
    post = _signed(post, by, kind)
    is_not_silenced(by, post.thread.group, wrote=False)
    _made, is_new = Reaction.objects.get_or_create(
        post=post, member=by, kind=kind, defaults={"sector_id": by.affiliation and by.affiliation.sector_id}
    )
    return _count(post, kind, 1) if is_new else post


@transaction.atomic
def take_sign_back(post, *, by, kind):
    """Take the own sign from under a post. None there: nothing changes. Errors as in `give_sign`."""
    post = _signed(post, by, kind)
    deleted, _rows = Reaction.objects.filter(post=post, member=by, kind=kind).delete()
    return _count(post, kind, -1) if deleted else post


def _signed(post, by, kind):
    # The thread before its post, as everybody takes them. Whoever gives two at once waits: counts follow rows.
    hold_thread_of(post)
    post = Post.objects.select_for_update(of=["self"], no_key=True).select_related("thread__group").get(pk=post.pk)
    may = can_agree(by, post) if kind == Reaction.Kind.AGREE else can_react(by, post)
    if not may:
        raise PermissionDenied(_no_sign(by, post))
    if kind not in Reaction.Kind.values:
        raise ValidationError(_("There is no such sign."))
    if post.is_gone:
        raise ValidationError(_("This post is no longer shown, so it takes no signs."))
    return post


def _no_sign(by, post):
    if post.author_id == by.pk:
        return _("You wrote this. Others say what they think of it.")
    if can_react(by, post):
        return _("Observers take no position. They can thank, and say what is insightful.")
    return _("Those who take part in this group can answer with a sign. Join it first.")


def _count(post, kind, change):
    column = f"{kind}_count"
    Post.objects.filter(pk=post.pk).update(**{column: F(column) + change})
    Thread.objects.filter(pk=post.thread_id).update(version=F("version") + 1)
    setattr(post, column, getattr(post, column) + change)
    return post
