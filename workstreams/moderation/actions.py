"""Raising flags and deciding on them. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Post
from workstreams.moderation import tasks
from workstreams.moderation.models import Decision, Flag
from workstreams.moderation.permissions import can_decide, can_flag


@transaction.atomic
def flag_post(post, *, by, reason, note=""):
    """Tell the group's leads that a post should not stand as it does. It stays readable until one of them decides.

    Raises PermissionDenied for one's own post or without an active membership; ValidationError for a second open flag
    on the same post, a post that is hidden already, or "something else" without a note.
    """
    post = _locked(post)
    if not can_flag(by, post):
        raise PermissionDenied(_("Active members can flag posts of others."))
    if post.hidden_at:
        raise ValidationError(_("A lead has hidden this post already."))
    if Flag.objects.open().filter(post=post, raised_by=by).exists():
        raise ValidationError(_("You have flagged this post already. A lead will decide."))
    if reason == Flag.Reason.OTHER and not note.strip():
        raise ValidationError({"note": _("Say in a sentence what is wrong with it.")})
    return Flag.objects.create(post=post, raised_by=by, reason=reason, note=note.strip())


@transaction.atomic
def uphold(post, *, by, reason):
    """Hide the post, with a reason that everybody reads, and close every open flag on it.

    The author gets the statement of reasons by mail, those who flagged it the outcome. Also for a post that nobody
    flagged. Raises PermissionDenied for anyone but a lead of that group, for one's own post, and for a post that the
    lead flagged; ValidationError as `discussion.hide_post`.
    """
    post = _decidable(post, by)
    post = discussion.hide_post(post, by=by, reason=reason)
    decision = _decide(post, Decision.Kind.HIDE, by, post.hidden_reason)
    tasks.send_statement_of_reasons.delay_on_commit(decision.pk)
    return decision


@transaction.atomic
def dismiss(post, *, by, reason=""):
    """Leave the post as it is and close every open flag on it; those who flagged it are told.

    Raises PermissionDenied as `uphold`, ValidationError where no flag is open.
    """
    post = _decidable(post, by)
    if not post.flags.open().exists():
        raise ValidationError(_("No flag is open on this post. Another lead may have decided."))
    return _decide(post, Decision.Kind.DISMISS, by, reason.strip())


def _locked(post):
    return Post.objects.select_for_update(of=["self"]).select_related("thread__group").get(pk=post.pk)


def _decidable(post, by):
    post = _locked(post)
    if not can_decide(by, post):
        raise PermissionDenied(
            _("A lead of this group decides, but nobody on their own post or on a flag that they raised.")
        )
    return post


def _decide(post, kind, by, reason):
    decision = Decision.objects.create(post=post, kind=kind, reason=reason, decided_by=by)
    flags = list(post.flags.open().select_for_update())
    Flag.objects.filter(pk__in=[flag.pk for flag in flags]).update(closed_at=timezone.now(), decision=decision)
    for flag in flags:
        tasks.tell_flag_decided.delay_on_commit(flag.pk)
    return decision
