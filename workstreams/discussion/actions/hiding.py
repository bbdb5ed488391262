"""Taking the words of a post from its readers. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.discussion.actions.holding import hold_thread_of
from workstreams.discussion.actions.voices import count_voice
from workstreams.discussion.models import Post, Thread
from workstreams.discussion.permissions import can_hide


@transaction.atomic
def hide_post(post, *, by, reason):
    """Take the words of a post from every reader but its author and the leads; a marker with the reason stays.

    Raises PermissionDenied for anyone but the group's leads, and for one's own post; ValidationError without a reason
    or when it is hidden already.
    """
    # The thread before its post, as everybody takes them.
    hold_thread_of(post)
    post = Post.objects.select_for_update(of=["self"]).select_related("thread__group").get(pk=post.pk)
    if not can_hide(by, post):
        raise PermissionDenied(_("The leads of this group hide posts, and nobody their own."))
    if post.hidden_at:
        raise ValidationError(_("This post is hidden already."))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason. The author and every reader will see it.")})
    post.hidden_at = timezone.now()
    post.hidden_by = by
    post.hidden_reason = reason.strip()
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    count_voice(post, -1)
    Thread.objects.filter(pk=post.thread_id).update(version=F("version") + 1)
    return post
