"""Opening threads and replying. One transaction each; the actor is `by`."""

from copy import copy

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal import rates
from workstreams.discussion.actions.drafting import answer_to, empty_draft
from workstreams.discussion.actions.holding import groups_as_they_stay, hold_thread
from workstreams.discussion.actions.holding_back import held_before, hold, why_held
from workstreams.discussion.actions.pacing import uses_of_reply, uses_of_thread
from workstreams.discussion.actions.saying import answer, open_thread, written
from workstreams.discussion.actions.silencing import is_not_silenced
from workstreams.discussion.actions.slowing import is_not_too_soon
from workstreams.discussion.models import Post
from workstreams.discussion.permissions import can_reply, can_start_thread
from workstreams.discussion.questions import answered_and_sent, speaker
from workstreams.discussion.texts import tidy, wrong_with_body, wrong_with_title
from workstreams.groups.models import WorkingGroup
from workstreams.groups.permissions import can_take_part, know_role


@transaction.atomic
def start_thread(group, *, by, title, body, submission=None, draft=0, at=None, source=""):
    """Open a thread with its first post. Returns it; or the HeldPost, where the text waits for a lead first (see
    `holding_back.why_held`).

    `at` is the moment for what is told after the fact, which no rate limits and no lead reads; now by default. `source`
    is the address of the network from which it comes, "" for none (see `pacing`). The same `submission` key a second
    time returns what the first one made. `draft` is the sequence of the draft that the text comes from: with the post
    it is emptied. Raises PermissionDenied for people without a seat and for observers, ValidationError for a title or
    text of the wrong length or with too many calls, or while the group rests or is concluded (code "group_closed"), or
    to those whom a lead silenced there (code "silenced"); rates.TooOften to whoever is too fast (code "too_often").
    """
    # The lock orders two presses of the same button one after the other.
    group = WorkingGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    if not can_start_thread(by, group):
        raise PermissionDenied(
            _("Observers reply in threads, and open none. Ask a lead if this should change.")
            if can_take_part(by, group)
            else _("Those who take part in this group can open threads. Join it first.")
        )
    if existing := _post_of(submission, by):
        return existing.thread
    if existing := held_before(submission, by):
        return existing
    _group_takes_posts(group)
    is_not_silenced(by, group)
    title, body = " ".join(title.split()), tidy(body)
    wrong = {"title": wrong_with_title(title), "body": wrong_with_body(body)}
    if any(wrong.values()):
        raise ValidationError({name: message for name, message in wrong.items() if message})
    uses = [] if at else uses_of_thread(by, source)
    rates.look(uses)
    text = written(body, by, group, title=title)
    if cause := not at and why_held(by, group, text.html):
        said = hold(group, by=by, title=title, body=body, cause=cause, submission=submission)
    else:
        said = open_thread(group, title, text, by=by, submission=submission, at=at).thread
    empty_draft(by, draft, {"group": group}, body)
    rates.spend(uses)
    return said


@transaction.atomic
def post_reply(thread, *, by, parent, body, submission=None, draft=0, at=None, source=""):
    """Answer `parent`, any post of the thread. Returns the post, or the HeldPost. Arguments and errors as in
    `start_thread`.

    Raises ValidationError, besides, when the thread is locked (code "locked"), was moved or merged in this very moment
    (code "moved"), is slow for those who just spoke there (code "slow"), the parent is in another thread, or the same
    words were posted there minutes ago.
    """
    # Before the thread: whoever takes both, as an erasure does, begins with the group.
    group = groups_as_they_stay(thread.group_id)[thread.group_id]
    thread = copy(thread)
    thread.group = group
    known = speaker(by, group, submission)
    know_role(by, group, known.role)
    if not can_reply(by, thread):
        raise PermissionDenied(_("Those who take part in this group can reply. Join it first."))
    if known.was_posted and (existing := _post_of(submission, by)):
        return existing
    if known.was_held and (existing := held_before(submission, by)):
        return existing
    _group_takes_posts(group)
    if known.is_silence:
        is_not_silenced(by, group)
    _is_not_locked(thread)
    if parent.thread_id != thread.pk:
        raise ValidationError(_("The post that you answer is in another thread."))
    body = tidy(body)
    if message := wrong_with_body(body):
        raise ValidationError({"body": message})
    uses = [] if at else uses_of_reply(by, source)
    rates.look(uses)
    text = written(body, by, group)
    cause = "" if at else why_held(by, group, text.html)
    # All that takes time is done. From here to the end the others wait, so that the numbers of posts are the order in
    # which they come to be read: what is unread, and what is new on an open page, is told by the number.
    held = hold_thread(thread.pk)
    found = answered_and_sent(parent, by, body, submission)
    if existing := next((post for post in found.values() if submission and post.submission == submission), None):
        return existing
    if cause and (existing := held_before(submission, by)):
        return existing
    if held is None or held.group_id != group.pk or found.get(parent.pk, parent).thread_id != held.pk:
        raise ValidationError(
            _("This thread was moved or merged in this moment. Your text is kept below: send it once more."),
            code="moved",
        )
    if parent.pk not in found:
        raise ValidationError(_("The post that you answer was taken back in this moment. Your text is kept below."))
    _is_not_locked(held)
    is_not_too_soon(held, by)
    if found[parent.pk].has_same_words:
        raise ValidationError(_("You posted the same words here a moment ago. They are in the thread."))
    place = {"parent": found[parent.pk], "by": by, "submission": submission}
    if cause:
        said = hold(group, thread=held, body=body, cause=cause, **place)
    else:
        said = answer(held, text=text, at=at, **place)
    empty_draft(by, draft, answer_to(held, found[parent.pk]), body)
    rates.spend(uses)
    return said


def _is_not_locked(thread):
    if thread.locked_at:
        raise ValidationError(
            _("This thread was locked on %(day)s. Your text is kept below: copy it, or open a new thread.")
            % {"day": date_format(timezone.localtime(thread.locked_at), "j F, H:i")},
            code="locked",
        )


def _group_takes_posts(group):
    if not group.takes_posts:
        raise ValidationError(
            f"{group.closed_because} {_('Your text is kept below: copy it before you go on.')}", code="group_closed"
        )


def _post_of(submission, by):
    if submission is None:
        return None
    posts = Post.objects.filter(submission=submission, author=by)
    return posts.select_related("thread__group").first() if posts.exists() else None
