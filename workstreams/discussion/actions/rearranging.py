"""Splitting, merging and moving threads. One transaction each; the actor is `by`.

The lasting addresses of posts hold through all of it, and so does what each member has read: numbers of posts are the
same in every thread. Nobody comes to see what they could not see before: a thread is read by whoever reads its group.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from workstreams.discussion.actions.counting import count_anew
from workstreams.discussion.actions.holding import groups_as_they_stay, hold_threads, hold_to_the_last
from workstreams.discussion.actions.marks import copy_marks, join_marks
from workstreams.discussion.actions.telling import moved, steered
from workstreams.discussion.actions.transplanting import transplant
from workstreams.discussion.models import Attachment, Draft, FormerThread, HeldPost, Post, Tag, Thread
from workstreams.discussion.permissions import can_steer
from workstreams.discussion.searching import found_by
from workstreams.discussion.texts import wrong_with_title
from workstreams.groups.models import WorkingGroup
from workstreams.groups.permissions import can_lead
from workstreams.markup.pictures import keys_in


@transaction.atomic
def split_subtree(post, *, by, title):
    """Make a post and all below it a thread of its own in the same group, under this title. Returns the new thread.

    It has the tags of the old one, is locked or slow if that one is, and is followed and read as far. Raises
    PermissionDenied for anyone but the group's leads; ValidationError for the first post of a thread, and a title of
    the wrong length.
    """
    [thread], _groups = _hold(post.thread)
    post = _post_in(thread, post)
    if not can_steer(by, thread):
        raise PermissionDenied(_("The leads of this group split threads."))
    if post.parent_id is None:
        raise ValidationError(_("This is the first post of its thread: there is nothing to split it from."))
    title = " ".join(title.split())
    if message := wrong_with_title(title):
        raise ValidationError({"title": message})
    new = Thread.objects.create(
        group=thread.group,
        title=title,
        author=post.author,
        created_at=post.created_at,
        last_post_at=post.created_at,
        locked_at=thread.locked_at,
        locked_by_id=thread.locked_by_id,
        slow_seconds=thread.slow_seconds,
        slow_until=thread.slow_until,
    )
    new.tags.set(thread.tags.all())
    transplant(post, into=new)
    _make_findable(post, title=title)
    Draft.objects.filter(thread=thread, parent__thread=new).update(thread=new)
    # An answer to the first post of a thread is kept as the thread's own.
    Draft.objects.filter(thread=new, parent=post).update(parent=None)
    HeldPost.objects.filter(thread=thread, parent__thread=new).update(thread=new)
    copy_marks(thread, to=new)
    for one in (thread, new):
        count_anew(one)
    steered("thread_split", by=by, group=thread.group, thread=new, post=post, before=thread.title, after=title)
    return Thread.objects.select_related("group").get(pk=new.pk)


@transaction.atomic
def merge_threads(thread, *, by, into, below=None):
    """Put the whole of a thread below a post of the thread `into`, its first if none is named. Returns `into`.

    The number of the merged thread leads on to the post with which it began, and its title stands there. Tags and
    followings are joined; a mark calls read what was read in either, and nothing else. What somebody was typing there
    stays, below the same post. Raises PermissionDenied for whoever does not lead both groups; ValidationError for a
    thread with itself, into one that is locked or whose group takes no posts, and for a post of another thread.
    """
    if thread.pk == into.pk:
        raise ValidationError(_("Choose another thread to merge this one into."))
    [thread, into], _groups = _hold(thread, into)
    if not (can_steer(by, thread) and can_steer(by, into)):
        raise PermissionDenied(_("Whoever leads the groups of both threads merges them."))
    _takes_posts(into.group)
    if into.locked_at:
        raise ValidationError(_("The other thread is locked. Unlock it first."), code="locked")
    below = _post_in(into, below or into.posts.get(parent=None))
    root = thread.posts.select_related("author").get(parent=None)
    hold_to_the_last(thread)
    join_marks(thread, into=into)
    _carry_tags(thread, into)
    _carry_files(thread, into.group)
    HeldPost.objects.filter(thread=thread).update(thread=into, group=into.group)
    _carry_drafts(thread, into, root)
    transplant(root, into=into, below=below)
    _make_findable(root)
    FormerThread.objects.create(number=thread.pk, post=root)
    Post.objects.filter(pk=root.pk).update(former_titles=[*root.former_titles, thread.title])
    before = thread.title
    thread.delete()
    count_anew(into)
    moved(into)
    steered("threads_merged", by=by, group=into.group, thread=into, post=root, before=before, after=into.title)
    return Thread.objects.select_related("group").get(pk=into.pk)


@transaction.atomic
def move_thread(thread, *, by, to):
    """Give a thread to another group, with its tags. Returns it.

    Raises PermissionDenied for whoever does not lead both groups; ValidationError where it stands there already, or
    where that group takes no posts.
    """
    [thread], groups = _hold(thread, groups=[to.pk])
    to = groups[to.pk]
    if not (can_steer(by, thread) and can_lead(by, to)):
        raise PermissionDenied(_("Whoever leads both groups moves a thread from one to the other."))
    if thread.group_id == to.pk:
        raise ValidationError(_("This thread stands in that group already."))
    _takes_posts(to)
    tags = list(thread.tags.all())
    left, thread.group = thread.group, to
    thread.save(update_fields=["group"])
    thread.tags.set(_tags_of(to, tags))
    _carry_files(thread, to)
    HeldPost.objects.filter(thread=thread).update(group=to)
    Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
    moved(thread)
    # The group that it left keeps the entry too: its leads see where it went, but not that a closed group is there.
    for group in (left, to):
        names = [_name_for_leads_of(group, other) for other in (left, to)]
        steered("thread_moved", by=by, group=group, thread=thread, before=names[0], after=names[1])
    return thread


def _name_for_leads_of(group, other):
    # To the other leads there, a private group does not exist. The secretariat finds it by the entry of that group.
    closed = other.pk != group.pk and other.visibility == WorkingGroup.Visibility.PRIVATE
    return _("a private group") if closed else other.name


def _hold(*threads, groups=()):
    """The threads anew, held, and {id: group} of their groups and of those named, as they stay."""
    asked = {thread.group_id for thread in threads}
    known = groups_as_they_stay(*asked, *groups)
    held = hold_threads(*(thread.pk for thread in threads))
    if len(held) < len(threads) or {thread.group_id for thread in held.values()} - asked:
        raise ValidationError(_("This thread was moved or merged in this moment. Look at it again."), code="moved")
    for thread in held.values():
        thread.group = known[thread.group_id]
    return [held[thread.pk] for thread in threads], known


def _post_in(thread, post):
    found = thread.posts.select_related("author").filter(pk=post.pk).first()
    if found is None:
        raise ValidationError(_("That post stands in another thread."))
    found.thread = thread
    return found


def _takes_posts(group):
    if not group.takes_posts:
        raise ValidationError(group.closed_because, code="group_closed")


def _make_findable(root, *, title=""):
    """The title belongs to what the first post of a thread is found by, and to no other post."""
    own = Post.objects.filter(pk=root.pk)
    own.update(**found_by(own.values_list("body_html", flat=True)[0], title=title))


def _carry_tags(thread, into):
    into.tags.add(*_tags_of(into.group, thread.tags.all()))


def _tags_of(group, tags):
    """The tags of a group that have the names of these, made where there is none."""
    found = []
    for tag in tags:
        own = group.tags.filter(name__iexact=tag.name).first()
        found.append(own or Tag.objects.create(group=group, name=tag.name))
    return found


def _carry_drafts(thread, into, root):
    """What was begun at the end of a thread answered its first post, and still does."""
    drafts = Draft.objects.select_for_update().filter(thread=thread)
    answers = {draft.member_id: draft for draft in drafts if draft.parent_id == root.pk}
    for draft in drafts:
        other = answers.get(draft.member_id)
        if draft.parent_id is None and other:
            # The same person began two answers to the same post: no word of either is lost.
            other.body = "\n\n".join(filter(None, [other.body, draft.body]))
            other.posted_at = None if other.body else other.posted_at
            other.sequence = max(other.sequence, draft.sequence) + 1
            other.save(update_fields=["body", "posted_at", "sequence"])
            draft.delete()
        elif draft.parent_id is None:
            draft.parent = root
            draft.save(update_fields=["parent"])
    Draft.objects.filter(thread=thread).update(thread=into)


def _carry_files(thread, group):
    """The files of its posts, and those that wait for a post in what somebody is typing there."""
    Attachment.objects.filter(post__thread=thread).exclude(group=group).update(group=group)
    waiting = Attachment.objects.filter(post=None).exclude(group=group)
    for draft in Draft.objects.of_thread(thread).only("member", "body"):
        if keys := keys_in(draft.body):
            waiting.filter(owner=draft.member_id, key__in=keys).update(group=group)
