"""Texts that wait until a lead has read them. One transaction each; the actor is `by`.

What waits is no post yet: nothing that reads posts can show it. Released, it is said at that moment, by its author, in
the place where what it answers stands by then.
"""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from members.permissions import is_secretariat
from workstreams.discussion.actions.attaching import keep_for, let_go_of
from workstreams.discussion.actions.drafting import answer_to, give_back_as_draft
from workstreams.discussion.actions.holding import groups_as_they_stay, hold_thread_of, hold_threads
from workstreams.discussion.actions.saying import answer, open_thread, written
from workstreams.discussion.models import HeldPost, Post
from workstreams.discussion.permissions import can_release, can_take_back
from workstreams.groups.models import Participation, WorkingGroup
from workstreams.groups.permissions import can_open_matters, can_take_part, role_in
from workstreams.markup.links import leading_away

Cause, Outcome = HeldPost.Cause, HeldPost.Outcome

#: How long somebody is new to the alliance, and with how many posts they are new no longer.
NEW_FOR = timedelta(days=7)
NEW_UNTIL_POSTS = 3


def why_held(by, group, html):
    """Why a text of this member, rendered, waits for a lead of the group: a Cause, "" where it does not.

    Those who lead or edit there and the secretariat are not asked. No query for somebody who has been in the alliance
    for a week, in a group that holds no first posts.
    """
    if is_newcomer(by, group):
        return Cause.NEWCOMER
    if links_wait(by) and leading_away(html, settings.SITE_URL) and not _answers_for(by, group):
        return Cause.LINKS
    return ""


def has_no_new_links(by, group, html, *, before):
    """Raise ValidationError where a change would bring links in that no lead has read, and a new text with them would
    wait. `html` and `before` are the text as it will and as it does stand."""
    if not links_wait(by) or _answers_for(by, group):
        return
    if leading_away(html, settings.SITE_URL) - leading_away(before, settings.SITE_URL):
        raise ValidationError(
            {
                "body": _(
                    "You are new to the alliance, and a lead reads your links first. Send them in a reply: it waits"
                    " until a lead releases it."
                )
            }
        )


def is_newcomer(by, group):
    """Whether this member has fewer posts that are read in the group than its leads want to read first."""
    if not group.first_posts_held or _answers_for(by, group):
        return False
    said = Post.objects.not_hidden().filter(author=by, thread__group=group)
    return said[: group.first_posts_held].count() < group.first_posts_held


def links_wait(by):
    """Whether the member came into the alliance days ago and has hardly been heard yet. No query after the days."""
    admitted = getattr(by, "membership", None) and by.membership.decided_at
    if not admitted or admitted <= timezone.now() - NEW_FOR:
        return False
    return Post.objects.not_hidden().filter(author=by)[:NEW_UNTIL_POSTS].count() < NEW_UNTIL_POSTS


def hold(group, *, by, body, cause, title="", thread=None, parent=None, submission=None):
    """Keep a text that waits, in the transaction of whoever sent it and holds its place. Returns the HeldPost.

    Raises ValidationError where the same words wait already, and for a file that the text names and is not theirs.
    """
    place = {"group": group, "thread": thread, "parent": parent}
    if HeldPost.objects.waiting().filter(author=by, body=body, title=title, **place).exists():
        raise ValidationError(_("You sent the same words a moment ago. They wait for a lead."))
    held = HeldPost.objects.create(author=by, body=body, title=title, submission=submission, cause=cause, **place)
    keep_for(held, by=by)
    for name in settings.ON_HELD:
        import_string(name)(held)
    return held


def held_before(submission, by):
    """What waits since this very form was sent before, or None. Raises ValidationError where a lead declined it."""
    found = HeldPost.objects.filter(author=by, submission=submission).first() if submission else None
    if found and found.outcome == Outcome.DECLINED:
        raise ValidationError(
            _("A lead has read this text and not released it. You find the reason under “Decisions about you”.")
        )
    return found


@transaction.atomic
def release_held(held, *, by):
    """Say what waited, now: as its author, with the sector of today, in the place where its thread stands by now.

    A thread that was locked in the meantime takes it all the same, for it was sent before; so does one that was merged
    or moved, and below a post that was hidden or withdrawn it stands below the marker. Raises PermissionDenied for
    anyone but the group's leads, and for one's own; ValidationError once it is settled (code "settled"), where its
    thread is gone or its author has no seat in the group any more (code "stranded"), and where the group takes no posts
    (code "group_closed"). Returns the post.
    """
    held, thread, parent = _with_its_place(held)
    _decidable(held, by)
    if message := why_stranded(held):
        raise ValidationError(message, code="stranded")
    if not held.group.takes_posts:
        raise ValidationError(held.group.closed_because, code="group_closed")
    return _say(held, thread, parent, by)


@transaction.atomic
def decline_held(held, *, by):
    """Not release what waits. Whoever calls tells its author why. Raises as `release_held`, but only what is settled
    cannot be declined."""
    held = _held(held)
    _decidable(held, by)
    return _settle(held, Outcome.DECLINED, by)


@transaction.atomic
def take_back(held, *, by):
    """Take an own text back that waits: it returns among the drafts, behind what is typed there by now. Returns the
    draft. Raises PermissionDenied for another's, ValidationError once it is settled (code "settled")."""
    held = _held(held)
    if not can_take_back(by, held):
        raise PermissionDenied(_("Whoever wrote a text takes it back."))
    _is_waiting(held)
    return _give_back(held, by)


@transaction.atomic
def give_back(held, *, by):
    """Return a text that cannot be released any more to its author's drafts, and tell them. Raises as `release_held`,
    and ValidationError for one that can be released."""
    held = _held(held)
    _decidable(held, by)
    if not why_stranded(held):
        raise ValidationError(_("This can be released or declined."))
    happened("text_given_back", to=held.author, by=by, group=held.group)
    return _give_back(held, by)


@transaction.atomic
def release_after_all(held, *, by):
    """Release what was declined: somebody looked again. Where it cannot stand any more, it returns to its author's
    drafts. Returns the post, or None. Raises PermissionDenied for one's own text."""
    held, thread, parent = _with_its_place(held)
    if not can_release(by, held):
        raise PermissionDenied(_("The leads of this group read what waits, and nobody their own text."))
    if held.outcome != Outcome.DECLINED:
        return held.post
    if why_stranded(held) or not held.group.takes_posts:
        _give_back(held, by)
        return None
    return _say(held, thread, parent, by)


def take_back_all(member, *, by):
    """Return all that waits of a member who leaves the alliance: one of settings.ON_LEAVING."""
    for held in HeldPost.objects.waiting().select_for_update(of=["self"]).filter(author=member):
        _give_back(held, member)


def why_stranded(held):
    """Why what waits can stand nowhere any more, in words for a lead; "" where it can."""
    if held.group.state == WorkingGroup.State.CONCLUDED:
        return _("This group is concluded, and takes no posts any more. Give the text back to its author.")
    if not held.title and held.thread_id is None:
        return _("The thread that this answers is gone. Give the text back to its author.")
    may = can_open_matters(held.author, held.group) if held.title else can_take_part(held.author, held.group)
    if may:
        return ""
    return _("Its author may not write in this group any more. Give the text back to them.")


def _answers_for(by, group):
    return is_secretariat(by) or role_in(by, group) in {Participation.Role.LEAD, Participation.Role.EDITOR}


def _held(held):
    found = HeldPost.objects.select_for_update(of=["self"]).select_related("group", "author__membership")
    return found.get(pk=held.pk)


def _with_its_place(held):
    """What waits anew, held; before it the group, and for an answer the thread and what it answers. The thread's first
    post is answered where the other is gone."""
    before = HeldPost.objects.select_related("parent").get(pk=held.pk)
    group = groups_as_they_stay(before.group_id)[before.group_id]
    thread = parent = None
    if before.parent:
        thread, parent = hold_thread_of(before.parent), Post.objects.get(pk=before.parent_id)
    elif before.thread_id:
        thread = hold_threads(before.thread_id).get(before.thread_id)
        parent = thread and thread.posts.get(parent=None)
    held = _held(held)
    if held.group_id != group.pk or (thread and thread.group_id != group.pk):
        raise ValidationError(_("This thread was moved or merged in this moment. Look at it again."), code="moved")
    held.group = group
    return held, thread, parent


def _decidable(held, by):
    if not can_release(by, held):
        raise PermissionDenied(_("The leads of this group read what waits, and nobody their own text."))
    _is_waiting(held)


def _is_waiting(held):
    if held.settled_at:
        raise ValidationError(
            _("This was settled in the meantime: %(outcome)s. Nothing was changed now.")
            % {"outcome": held.get_outcome_display().lower()},
            code="settled",
        )


def _say(held, thread, parent, by):
    let_go_of(held, held.group)
    text = written(held.body, held.author, held.group, title=held.title)
    said = {"by": held.author, "submission": held.submission}
    post = answer(thread, parent, text, **said) if thread else open_thread(held.group, held.title, text, **said)
    happened("post_released", to=held.author, by=by, group=held.group, post=post)
    held.post = post
    _settle(held, Outcome.RELEASED, by)
    return post


def _give_back(held, by):
    let_go_of(held, held.group)
    # The page that sent it may send it once more.
    held.submission = None
    _settle(held, Outcome.TAKEN_BACK, by)
    if not held.body:
        # Its words went when its author was erased.
        return None
    place = answer_to(held.thread, held.parent) if held.thread else {"group": held.group}
    return give_back_as_draft(held.author, place, body=held.body, title=held.title)


def _settle(held, outcome, by):
    held.outcome, held.settled_at, held.settled_by = outcome, timezone.now(), by
    held.save(update_fields=["outcome", "settled_at", "settled_by", "post", "submission"])
    return held
