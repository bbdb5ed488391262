"""Taking a decision back, and giving back what it took. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from members import actions as members
from members.actions.happenings import happened
from workstreams.discussion import actions as discussion
from workstreams.discussion.actions.holding import hold_threads_of
from workstreams.discussion.models import Post
from workstreams.groups import actions as groups
from workstreams.moderation.actions.logbook import record
from workstreams.moderation.actions.overlapping import give_title_back, leave_to_others
from workstreams.moderation.actions.restricting import due_reason, mark_undone
from workstreams.moderation.actions.telling import tell
from workstreams.moderation.models import Appeal, Case, Decision, Letter
from workstreams.moderation.permissions import can_undo

Kind, Scope = Decision.Kind, Decision.Scope


@transaction.atomic
def undo(decision, *, by, reason):
    """Take a decision back: give back what it took, and open its case anew, so that somebody decides once more.

    Raises PermissionDenied for all who may not decide there; ValidationError without a reason, for one that was taken
    back already (code "undone"), and once somebody appealed (code "appealed"): then the appeal decides.
    """
    decision = hold(decision)
    if not can_undo(by, decision):
        raise PermissionDenied(
            _("A lead of this group takes a decision back, but nobody one about themselves or on a flag of their own.")
        )
    reason = due_reason(reason)
    if decision.undone_at:
        raise ValidationError(_("This decision was taken back already."), code="undone")
    if Appeal.objects.filter(statement__decision=decision).exists():
        raise ValidationError(_("This decision was appealed. The appeal decides."), code="appealed")
    restore(decision, by=by, reason=reason)
    _reopen(decision, by)
    record("undo", by=by, decision=decision, member=decision.subject, reason=reason)
    return decision


def hold(decision):
    """The decision anew, held, and before it the thread that it is about, as everybody takes them, with those to which
    parts of what it hid have gone since."""
    if decision.post_id:
        hold_threads_of(Post.objects.filter(Q(pk=decision.post_id) | Q(hidden_key=decision.key)))
    found = Decision.objects.select_for_update(of=["self"])
    found = found.select_related(
        "post__thread__group", "held__group", "group", "case", "subject", "attachment", "silence"
    )
    return found.get(pk=decision.pk)


def restore(decision, *, by, reason, besides=()):
    """Give back what a decision took, mark it as taken back, and tell those concerned, `besides` those whose statements
    have these numbers: they learn it as the outcome of their appeal. In the transaction of whoever holds it."""
    _give_back(decision, by)
    mark_undone(decision, by=by, reason=reason)
    for statement in decision.statements.select_related("recipient"):
        if statement.pk not in besides:
            happened("restriction_ended", to=statement.recipient, by=by)
            tell(Letter.Kind.ENDED, statement.recipient, statement=statement)


def _give_back(decision, by):
    if decision.kind == Kind.HIDE and decision.scope == Scope.FILE:
        if decision.attachment:
            discussion.restore_file(decision.attachment, by=by)
    elif decision.kind == Kind.HIDE and decision.scope == Scope.PROFILE:
        members.show_about(decision.subject, by=by)
    elif decision.kind == Kind.HIDE:
        leave_to_others(decision)
        discussion.restore_posts(decision.key, by=by)
    elif decision.kind == Kind.SILENCE:
        discussion.lift_silence(decision.silence, by=by)
    elif decision.kind == Kind.REMOVE:
        groups.give_seat_back(decision.seat, by=by)
    elif decision.kind == Kind.DECLINE:
        discussion.release_after_all(decision.held, by=by)
    if decision.before and decision.post:
        give_title_back(decision, by)


def _reopen(decision, by):
    """Open anew what was closed by a decision: its case, and those that were closed along with it."""
    if decision.case:
        _open_anew(decision.case, by)
    if decision.scope in {Scope.BRANCH, Scope.THREAD} and decision.post_id:
        along = Case.objects.filter(group=decision.group, closed_at=decision.decided_at, decisions=None)
        for case in along.select_related("post__thread__group", "group", "attachment", "author").order_by("pk"):
            _open_anew(case, by)


def _open_anew(case, by):
    same = {"about": case.about, "post": case.post, "attachment": case.attachment, "author": case.author}
    if Case.objects.open().filter(**same).exists():
        # It was flagged again since, and waits already.
        return
    # Decided cases stay where they were decided; an open one waits where the thing stands, which may be elsewhere now.
    group = case.post.thread.group if case.post else case.group
    Case.objects.filter(pk=case.pk).update(
        group=group, closed_at=None, claimed_at=None, claimed_by=None, reminded_at=None
    )
    for flag in case.flags.select_related("raised_by"):
        happened("flag_reopened", to=flag.raised_by, by=by, post=case.post)
