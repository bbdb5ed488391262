"""Raising flags and deciding on them. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from workstreams.discussion import actions as discussion
from workstreams.discussion.actions.holding import hold_thread_of
from workstreams.discussion.models import Post
from workstreams.groups.actions.erasing import sector_is_shared
from workstreams.markup.rendering import is_blank
from workstreams.moderation import tasks
from workstreams.moderation.models import Decision, Flag
from workstreams.moderation.permissions import can_decide, can_flag


@transaction.atomic
def flag_post(post, *, by, reason, note=""):
    """Tell the group's leads that a post should not stand as it does. It stays readable until one of them decides.

    Raises PermissionDenied for one's own post, without an active membership, or where the group does not exist for
    this member; ValidationError for a second open flag on the same post, a post that is hidden already, or
    "something else" without a note.
    """
    post = _locked(post)
    if not can_flag(by, post):
        raise PermissionDenied(_("Active members can flag posts of others."))
    if post.hidden_at:
        raise ValidationError(_("A lead has hidden this post already."))
    if Flag.objects.open().filter(post=post, raised_by=by).exists():
        raise ValidationError(_("You have flagged this post already. A lead will decide."))
    note = _sentence(note)
    if reason == Flag.Reason.OTHER and not note:
        raise ValidationError({"note": _("Say in a sentence what is wrong with it.")})
    affiliation = by.affiliations.current().first()
    return Flag.objects.create(
        post=post, raised_by=by, sector_id=affiliation and affiliation.sector_id, reason=reason, note=note
    )


@transaction.atomic
def uphold(post, *, by, reason):
    """Agree with the flags: hide the post, with a reason that everybody reads, and close every open flag on it.

    The author gets the statement of reasons by mail, those who flagged it the outcome. Raises PermissionDenied for
    anyone but a lead of that group, for one's own post, and for a post that the lead flagged; ValidationError without
    a reason, and with code "decided" where no flag is open (any more).
    """
    post = _flagged(post, by)
    return _hide(post, by, reason)


@transaction.atomic
def dismiss(post, *, by, reason=""):
    """Leave the post as it is and close every open flag on it; those who flagged it are told, with the reason if any.

    Raises PermissionDenied as `uphold`, ValidationError with code "decided" where no flag is open (any more).
    """
    post = _flagged(post, by)
    return _decide(post, Decision.Kind.DISMISS, by, _sentence(reason))


@transaction.atomic
def hide(post, *, by, reason):
    """Hide a post of one's own accord, flagged or not: as `uphold`, but it waits for no flag.

    Raises PermissionDenied as `uphold`, ValidationError without a reason or when the post is hidden already.
    """
    return _hide(_decidable(post, by), by, reason)


def _sentence(text):
    """The text without outer spaces; "" where a reader would see nothing."""
    return "" if is_blank(text) else text.strip()


def _locked(post):
    # The thread before its posts, as everybody takes them: nobody waits in a circle.
    hold_thread_of(post)
    return Post.objects.select_for_update(of=["self"]).select_related("thread__group").get(pk=post.pk)


def _decidable(post, by):
    post = _locked(post)
    if not can_decide(by, post):
        raise PermissionDenied(
            _("A lead of this group decides, but nobody on their own post or on a flag that they raised.")
        )
    return post


def _flagged(post, by):
    post = _decidable(post, by)
    if not post.flags.open().exists():
        raise ValidationError(_how_it_was_decided(post, by), code="decided")
    return post


def _how_it_was_decided(post, by):
    # The post's row is locked, so this is the decision that came first.
    latest = post.decisions.order_by("-decided_at").first()
    if latest is None:
        return _("No flag is open on this post.")
    outcome = {
        "outcome": latest.get_kind_display(),
        "time": date_format(timezone.localtime(latest.decided_at), "j F, H:i"),
    }
    if latest.decided_by_id == by.pk:
        return _("You decided this case on %(time)s: %(outcome)s. Nothing was changed now.") % outcome
    return _("Another lead decided this case on %(time)s: %(outcome)s. Nothing was changed now.") % outcome


def _hide(post, by, reason):
    post = discussion.hide_post(post, by=by, reason=_sentence(reason))
    decision = _decide(post, Decision.Kind.HIDE, by, post.hidden_reason)
    happened("post_hidden", to=post.author, by=by, post=post)
    tasks.send_statement_of_reasons.delay_on_commit(decision.pk)
    return decision


def _decide(post, kind, by, reason):
    decision = Decision.objects.create(post=post, kind=kind, reason=reason, decided_by=by)
    flags = list(post.flags.open().select_for_update(of=["self"]).select_related("raised_by"))
    Flag.objects.filter(pk__in=[flag.pk for flag in flags]).update(closed_at=decision.decided_at, decision=decision)
    outcome = "flag_upheld" if kind == Decision.Kind.HIDE else "flag_dismissed"
    for flag in flags:
        happened(outcome, to=flag.raised_by, by=by, post=post)
        tasks.tell_flag_decided.delay_on_commit(flag.pk)
    return decision


def erase_member(member, efface):
    """What moderation keeps of somebody who is erased: that a flag was raised, and what became of it.

    In the transaction of whoever erases. What they said with it goes, and their sector where too few others share it.
    """
    flags = Flag.objects.filter(raised_by=member)
    flags.filter(reason=Flag.Reason.OTHER).update(note=_("Erased."))
    flags.exclude(reason=Flag.Reason.OTHER).update(note="")
    cells = flags.exclude(sector=None).order_by().values_list("post__thread__group", "sector").distinct()
    for group, sector in list(cells):
        if not sector_is_shared(group, sector, member):
            flags.filter(post__thread__group=group, sector=sector).update(sector=None)
