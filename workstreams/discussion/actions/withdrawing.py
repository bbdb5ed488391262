"""Taking back what one said. One transaction; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.discussion.actions.holding import hold_thread_of, hold_to_the_last
from workstreams.discussion.actions.voices import count_voice
from workstreams.discussion.models import Draft, HeldPost, Post, Thread
from workstreams.discussion.permissions import can_withdraw


@transaction.atomic
def withdraw_post(post, *, by):
    """Take back an own post. Returns it with its marker, or None where it is gone.

    A post that nobody answered goes, and with it a thread that holds no other. One that was answered keeps its place,
    so that the answers still stand somewhere; so does one that was flagged or decided upon, or to which somebody is
    just writing an answer, or whose answer waits for a lead. Its words are left to the author, the leads and the
    secretariat. Raises PermissionDenied for all but the author; ValidationError for what is withdrawn or hidden
    already.
    """
    # Where it stands by now: the page from which it is taken back may be older than a split or a merge.
    thread = hold_thread_of(post)
    # The strongest lock: an answer that is being written asks for a weaker one on what it answers, and waits.
    post = Post.objects.select_for_update(of=["self"]).get(pk=post.pk)
    post.thread = thread
    if not can_withdraw(by, post):
        raise PermissionDenied(_("Whoever wrote a post withdraws it."))
    if post.withdrawn_at:
        raise ValidationError(_("You have withdrawn this post already."))
    if post.hidden_at:
        # It may be appealed, and is looked at again as it stands.
        raise ValidationError(_("A lead has hidden this post, so it stays as it is."))
    count_voice(post, -1)
    if not _is_needed(post) and _remove(post):
        return None
    post.withdrawn_at = timezone.now()
    post.save(update_fields=["withdrawn_at"])
    Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
    return post


def _is_needed(post):
    if HeldPost.objects.waiting().filter(parent=post).exists():
        return True
    return post.replies.exists() or Draft.objects.filter(parent=post, posted_at=None).exclude(body="").exists()


def _remove(post):
    """Delete the post, or its thread where it is the only one. False where something that others did holds it."""
    thread = post.thread
    try:
        with transaction.atomic():
            if post.parent_id is None:
                hold_to_the_last(thread)
                if Draft.objects.filter(thread=thread, posted_at=None).exclude(body="").exists():
                    return False
                post.delete()
                thread.delete()
            else:
                post.delete()
                newest = thread.posts.aggregate(at=Max("created_at"))["at"]
                Thread.objects.filter(pk=thread.pk).update(
                    reply_count=F("reply_count") - 1, version=F("version") + 1, last_post_at=newest
                )
    except ProtectedError:
        return False
    return True
