"""Deciding on what was flagged, and hiding of one's own accord. One transaction each; the actor is `by`."""

from collections import Counter

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members import actions as members
from members.models import Profile
from workstreams.discussion import actions as discussion
from workstreams.discussion.actions.holding import hold_thread_of
from workstreams.discussion.models import Post
from workstreams.discussion.texts import title_begun
from workstreams.moderation.actions.appealing import settle_with_rule
from workstreams.moderation.actions.claiming import not_anothers, open_case
from workstreams.moderation.actions.logbook import record
from workstreams.moderation.actions.restricting import close, due_reason, mark_undone, new_key, restrict, sentence
from workstreams.moderation.actions.undoing import restore
from workstreams.moderation.docket import state_as_read
from workstreams.moderation.models import Appeal, Case, Decision
from workstreams.moderation.permissions import can_decide, can_work_on

Kind, Scope = Decision.Kind, Decision.Scope


@transaction.atomic
def uphold(case, *, by, reason, rule="", scope=Scope.POST, title="", seen=None):
    """Agree with the flags: hide what was flagged, or give the thread another `title`, and close the case.

    `scope` says how much of it is hidden: the post, the branch below it, or the thread that it begins. `seen` is the
    state of the words that `by` read (`docket.state_as_read`), None for whatever stands now. Whoever it concerns gets
    the statement of reasons by mail, those who flagged it the outcome. Raises PermissionDenied for all who may not
    decide the case; ValidationError without a reason, with code "decided" where it was decided already, "claimed" where
    it is somebody else's, and "changed" where the words are others than those that were read.
    """
    case = _decidable(case, by, seen)
    lift_rule(case, by, outcome=Appeal.Outcome.CONFIRMED, reason=reason)
    if case.about == Case.About.TITLE:
        return _retitle(case.post, by, reason, rule, title, case)
    if case.about == Case.About.FILE:
        return _hide_file(case, by, reason, rule)
    if case.about == Case.About.PROFILE:
        return _hide_about(case, by, reason, rule)
    return _hide(case.post, by, reason, rule, scope, case)


@transaction.atomic
def dismiss(case, *, by, reason="", seen=None):
    """Leave it as it is and close the case; those who flagged are told, with the reason if any. What the rule on spam
    had hidden is given back. Raises as `uphold`."""
    case = _decidable(case, by, seen)
    lift_rule(case, by, outcome=Appeal.Outcome.REVERSED, reason=reason)
    decision = Decision.objects.create(
        kind=Kind.DISMISS,
        scope=case.about,
        case=case,
        group=case.group,
        post=case.post,
        attachment=case.attachment,
        subject=case.author,
        reason=sentence(reason),
        decided_by=by,
    )
    record(Kind.DISMISS, by=by, decision=decision, member=case.author, reason=decision.reason)
    close(case, decision, upheld=False)
    return decision


@transaction.atomic
def hide(post, *, by, reason, rule="", scope=Scope.POST):
    """Hide a post of one's own accord, with the branch below it, or the whole thread. An open case about it is closed.

    Raises PermissionDenied as `uphold`, ValidationError without a reason or when it is hidden already.
    """
    post = _held(post)
    if not can_decide(by, post):
        raise PermissionDenied(
            _("A lead of this group decides, but nobody on their own post or on a flag that they raised.")
        )
    case = Case.objects.select_for_update().open().filter(post=post, about=Case.About.POST).first()
    if case:
        not_anothers(case, by)
        lift_rule(case, by, outcome=Appeal.Outcome.CONFIRMED, reason=reason)
    return _hide(post, by, reason, rule, scope, case)


def lift_rule(case, by, *, outcome, reason):
    """Take back what the rule on spam did, before a lead decides in its place; who appealed it is told the `outcome` of
    that. An author whose words stand again is told so."""
    reason = sentence(reason) or _("A lead has looked at it.")
    for decision in case.decisions.in_force().filter(decided_by=None):
        told = settle_with_rule(decision, by=by, outcome=outcome, reason=reason)
        if outcome == Appeal.Outcome.REVERSED:
            restore(decision, by=by, reason=reason, besides=told)
        else:
            discussion.restore_posts(decision.key, by=by)
            mark_undone(decision, by=by, reason=reason)


def _decidable(case, by, seen):
    # The thread before the case, and the profile too, as whoever flags takes them.
    if case.post_id:
        hold_thread_of(Post(pk=case.post_id))
    else:
        list(Profile.objects.select_for_update().filter(member=case.author_id))
    case = open_case(case, by)
    not_anothers(case, by)
    if seen is not None and seen != state_as_read(case):
        raise ValidationError(
            _("This was changed while you read it. Look at both versions, then decide."), code="changed"
        )
    return case


def _held(post):
    thread = hold_thread_of(post)
    post = Post.objects.select_for_update(of=["self"]).select_related("author").get(pk=post.pk)
    post.thread = thread
    return post


def _hide(post, by, reason, rule, scope, case):
    post = _held(post)
    reason, key = due_reason(reason), new_key()
    about = {"group": post.thread.group, "post": post}
    if scope == Scope.THREAD and post.parent_id is not None:
        raise ValidationError({"scope": _("This post does not begin its thread.")})
    if scope == Scope.POST:
        about["subject"] = post.author
        if case and post.hidden_at:
            # It was flagged while it was being hidden by other means: its author was told then.
            concerned = Counter()
        else:
            discussion.hide_post(post, by=by, reason=reason, rule=rule, key=key)
            concerned = Counter({post.author_id: 1})
    else:
        others = [one for one in _open_in(post.thread) if not can_work_on(by, one)]
        if scope == Scope.THREAD and any(one.about == Case.About.TITLE and one.post_id == post.pk for one in others):
            raise ValidationError({"scope": _("Its title was flagged, and another lead decides on that.")})
        # What they must not decide they do not decide along with what it answers either.
        but = [one.post_id for one in others if one.about == Case.About.POST]
        concerned = discussion.hide_branch(post, by=by, reason=reason, rule=rule, key=key, but=but)
    if scope == Scope.THREAD:
        about["before"] = post.thread.title
        # Stored in the title's place, so that no channel shows the other one.
        about["after"] = discussion.retitle_thread(post.thread, by=by, title=_("Thread hidden by a lead")).title
    decision = restrict(
        Kind.HIDE, scope, by=by, reason=reason, rule=rule, concerned=concerned, case=case, key=key, **about
    )
    if scope != Scope.POST:
        _close_below(decision, by)
    return decision


def _open_in(thread):
    return Case.objects.open().filter(post__thread=thread).select_related("group").prefetch_related("flags")


def _close_below(decision, by):
    """What else was flagged among the posts that were hidden together is decided with them, where `by` may."""
    below = Case.objects.select_for_update(of=["self"]).open().filter(post__hidden_key=decision.key)
    for case in below.filter(about=Case.About.POST).select_related("group", "post").order_by("pk"):
        if can_work_on(by, case):
            close(case, decision, upheld=True)


def _retitle(post, by, reason, rule, title, case):
    post = _held(post)
    before, after = title_begun(post), " ".join(title.split())
    if after == before:
        raise ValidationError({"title": _("This is the title that it has.")})
    if post.parent_id is None:
        discussion.retitle_thread(post.thread, by=by, title=after)
    else:
        # It was merged since: the title stands above the post with which it began.
        discussion.retitle_former(post, by=by, title=after)
    return restrict(
        Kind.RETITLE,
        Scope.TITLE,
        by=by,
        reason=reason,
        rule=rule,
        concerned=Counter({post.author_id: 0}),
        case=case,
        group=post.thread.group,
        post=post,
        subject=post.author,
        before=before,
        after=after,
    )


def retitle(thread, *, by, title, reason, rule=""):
    """Give a thread another title of one's own accord, with a reason that its author is told. Closes an open case about
    the title. Raises as `hide`, and ValidationError for a title of the wrong length or the one that it has."""
    with transaction.atomic():
        post = _held(thread.posts.get(parent=None))
        if not can_decide(by, post):
            raise PermissionDenied(
                _("A lead of this group changes titles, but nobody in place of deciding for oneself.")
            )
        case = Case.objects.select_for_update().open().filter(post=post, about=Case.About.TITLE).first()
        if case:
            not_anothers(case, by)
        return _retitle(post, by, reason, rule, title, case)


def _hide_file(case, by, reason, rule):
    if case.attachment is None:
        raise ValidationError(_("This file is gone. There is nothing left to hide."))
    discussion.hide_file(case.attachment, by=by, reason=due_reason(reason))
    return restrict(
        Kind.HIDE,
        Scope.FILE,
        by=by,
        reason=reason,
        rule=rule,
        concerned=Counter({case.author_id: 1}),
        case=case,
        group=case.group,
        post=case.post,
        attachment=case.attachment,
        subject=case.author,
    )


def _hide_about(case, by, reason, rule):
    members.hide_about(case.author, by=by)
    return restrict(
        Kind.HIDE,
        Scope.PROFILE,
        by=by,
        reason=reason,
        rule=rule,
        concerned=Counter({case.author_id: 1}),
        case=case,
        subject=case.author,
    )
