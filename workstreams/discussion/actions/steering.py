"""Pinning, locking, and another title. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.discussion.actions.telling import steered
from workstreams.discussion.models import Post, Revision, Thread
from workstreams.discussion.permissions import can_steer
from workstreams.discussion.searching import found_by
from workstreams.discussion.texts import wrong_with_title


@transaction.atomic
def pin_thread(thread, *, by):
    """Keep a thread on top of its group's list. One that is pinned stays as it is."""
    thread = _steerable(thread, by)
    return thread if thread.pinned_at else _change(thread, "thread_pinned", by, pinned_at=timezone.now())


@transaction.atomic
def unpin_thread(thread, *, by):
    """Let a thread stand where its newest post puts it."""
    return _change(_steerable(thread, by), "thread_unpinned", by, pinned_at=None)


@transaction.atomic
def lock_thread(thread, *, by):
    """Take no more replies. What was said stays readable. One that is locked keeps its day and who locked it."""
    thread = _steerable(thread, by)
    return thread if thread.locked_at else _change(thread, "thread_locked", by, locked_at=timezone.now(), locked_by=by)


@transaction.atomic
def unlock_thread(thread, *, by):
    """Take replies again."""
    return _change(_steerable(thread, by), "thread_unlocked", by, locked_at=None, locked_by=None)


@transaction.atomic
def retitle_thread(thread, *, by, title):
    """Give a thread another title, as whoever leads its group. Its first post is found by the new one alone.

    The old title is kept by whoever calls, not among the earlier versions of the post, where every reader would find
    it. Raises PermissionDenied for anyone but the group's leads, ValidationError for a title of the wrong length.
    """
    thread = _steerable(thread, by)
    title = " ".join(title.split())
    if message := wrong_with_title(title):
        raise ValidationError({"title": message})
    before = thread.title
    thread.title = title
    thread.save(update_fields=["title"])
    root = Post.objects.filter(thread=thread, parent=None)
    # An author who had changed the words while the old title stood left it with an earlier version.
    Revision.objects.filter(post__in=root, title=before).update(title=title)
    root.update(**found_by(root.values_list("body_html", flat=True)[0], title=title))
    Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
    return thread


def retitle_former(post, *, by, title, instead_of=None):
    """Give a thread that was merged away another title, where it is named above the post with which it began:
    `instead_of` says which, where one post began several, the latest else. In the transaction of whoever holds the
    thread. Returns what it was. Errors as in `retitle_thread`."""
    thread = _steerable(post.thread, by)
    title = " ".join(title.split())
    if message := wrong_with_title(title):
        raise ValidationError({"title": message})
    before = instead_of or post.former_titles[-1]
    # The title of a thread that was merged and split off again may be another: the latest one is meant.
    at = len(post.former_titles) - 1 - post.former_titles[::-1].index(before)
    post.former_titles[at] = title
    post.save(update_fields=["former_titles"])
    Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
    return before


def _steerable(thread, by):
    thread = Thread.objects.select_for_update(of=["self"]).select_related("group").get(pk=thread.pk)
    if not can_steer(by, thread):
        raise PermissionDenied(_("The leads of this group pin and lock threads."))
    return thread


def _change(thread, event, by, **changes):
    for name, value in changes.items():
        setattr(thread, name, value)
    thread.save(update_fields=list(changes))
    Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
    steered(event, by=by, group=thread.group, thread=thread)
    return thread
