"""Taking words and files from their readers, and giving them back. One transaction each; the actor is `by`.

What is hidden in one act bears one key, by which it is restored: what had been hidden before stays hidden.
"""

import uuid
from collections import Counter

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.discussion import tree
from workstreams.discussion.actions.counting import count_anew
from workstreams.discussion.actions.holding import hold_thread_of, hold_threads_of
from workstreams.discussion.actions.voices import count_voice
from workstreams.discussion.models import Attachment, Post, Thread
from workstreams.discussion.permissions import can_hide
from workstreams.groups.permissions import can_lead


@transaction.atomic
def hide_post(post, *, by, reason, rule="", key=None):
    """Take the words of a post from every reader but its author and the leads; a marker with the reason stays.

    `rule` is the number of the participation rule, "" for none; `key` that of the act, a new one by default. Raises
    PermissionDenied for anyone but the group's leads, and for one's own post; ValidationError without a reason or when
    it is hidden already.
    """
    thread, post = _held(post)
    if not can_hide(by, post):
        raise PermissionDenied(_("The leads of this group hide posts, and nobody their own."))
    return _hide(thread, post, by=by, reason=reason, rule=rule, key=key)


@transaction.atomic
def hide_by_rule(post, *, reason, rule="", key=None):
    """As `hide_post`, by nobody: where a rule of the portal hides until a lead decides. Nothing calls it but what
    counts flags for spam."""
    thread, post = _held(post)
    return _hide(thread, post, by=None, reason=reason, rule=rule, key=key)


@transaction.atomic
def hide_branch(post, *, by, reason, rule="", key=None, but=()):
    """Hide a post and all below it, but what is hidden already, what `by` wrote, and the posts with the numbers `but`:
    {author id: how many of theirs}.

    A fixed number of statements, however many they are. Raises as `hide_post`, and ValidationError where nothing is
    left to hide.
    """
    thread, post = _held(post)
    if not can_lead(by, thread.group):
        raise PermissionDenied(_("The leads of this group hide posts, and nobody their own."))
    reason = _reason(reason)
    branch = tree.branch(Post.objects.filter(thread=thread), post).filter(hidden_at=None)
    branch = branch.exclude(author=by).exclude(pk__in=but)
    found = dict(branch.order_by().values_list("pk", "author"))
    if not found:
        raise ValidationError(_("All of this is hidden already."))
    Post.objects.filter(pk__in=found).update(
        hidden_at=timezone.now(), hidden_by=by, hidden_reason=reason, hidden_rule=rule, hidden_key=key or uuid.uuid4()
    )
    count_anew(thread)
    return Counter(found.values())


@transaction.atomic
def restore_posts(key, *, by):
    """Give the words that were hidden under this key back to their readers. Returns {author id: how many of theirs},
    empty where nothing is hidden under it (any more).

    Raises PermissionDenied for anyone but the leads of a group where some of it stands, for a part may have been split
    off and moved since; and where one of the posts is one's own.
    """
    hidden = Post.objects.filter(hidden_key=key)
    threads = hold_threads_of(hidden)
    if not threads:
        return Counter()
    if not any(can_lead(by, thread.group) for thread in threads.values()):
        raise PermissionDenied(_("The leads of this group restore what was hidden."))
    found = dict(hidden.order_by("pk").values_list("pk", "author"))
    if by.pk in found.values():
        raise PermissionDenied(_("You wrote this. Another lead decides."))
    Post.objects.filter(pk__in=found).update(
        hidden_at=None, hidden_by=None, hidden_reason="", hidden_rule="", hidden_key=None
    )
    for thread in threads.values():
        count_anew(thread)
    return Counter(found.values())


def stay_hidden(posts, *, by, reason, rule, key):
    """Let hidden posts (a queryset of one thread) be hidden by another act from now on, which hides them as well.
    Returns {author id: how many of theirs}. In the transaction of whoever gives back what the first act hid, and holds
    the thread."""
    found = dict(posts.order_by("pk").values_list("pk", "author"))
    if found:
        posts = Post.objects.filter(pk__in=found)
        Thread.objects.filter(posts__in=posts).update(version=F("version") + 1)
        posts.update(hidden_by=by, hidden_reason=reason, hidden_rule=rule, hidden_key=key)
    return Counter(found.values())


@transaction.atomic
def hide_file(attachment, *, by, reason):
    """Take a file from every reader but who brought it and the leads. The post that names it stays.

    Raises PermissionDenied for anyone but the group's leads, and for one's own file; ValidationError without a reason,
    for a file in no post, and when it is hidden already.
    """
    attachment = _file(attachment, by)
    if attachment.hidden_at:
        raise ValidationError(_("This file is hidden already."))
    attachment.hidden_at, attachment.hidden_by, attachment.hidden_reason = timezone.now(), by, _reason(reason)
    return _keep_file(attachment)


@transaction.atomic
def restore_file(attachment, *, by):
    """Give a file back to its readers. Raises as `hide_file`; one that is not hidden stays as it is."""
    attachment = _file(attachment, by)
    if not attachment.hidden_at:
        return attachment
    attachment.hidden_at, attachment.hidden_by, attachment.hidden_reason = None, None, ""
    return _keep_file(attachment)


def _held(post):
    # The thread before its post, as everybody takes them.
    thread = hold_thread_of(post)
    post = Post.objects.select_for_update(of=["self"]).get(pk=post.pk)
    post.thread = thread
    return thread, post


def _hide(thread, post, *, by, reason, rule, key):
    if post.hidden_at:
        raise ValidationError(_("This post is hidden already."))
    post.hidden_at, post.hidden_by, post.hidden_reason = timezone.now(), by, _reason(reason)
    post.hidden_rule, post.hidden_key = rule, key or uuid.uuid4()
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason", "hidden_rule", "hidden_key"])
    if not post.withdrawn_at:
        count_voice(post, -1)
    Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
    return post


def _reason(reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason. The author and every reader will see it.")})
    return reason.strip()


def _file(attachment, by):
    number = Attachment.objects.values_list("post", flat=True).get(pk=attachment.pk)
    if number is None:
        raise ValidationError(_("This file is in no post."))
    thread = hold_thread_of(Post(pk=number))
    attachment = Attachment.objects.select_for_update(of=["self"]).select_related("post").get(pk=attachment.pk)
    attachment.post.thread = thread
    if not can_lead(by, thread.group) or by.pk == attachment.owner_id:
        raise PermissionDenied(_("The leads of this group hide files, and nobody their own."))
    return attachment


def _keep_file(attachment):
    attachment.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    Thread.objects.filter(pk=attachment.post.thread_id).update(version=F("version") + 1)
    return attachment
