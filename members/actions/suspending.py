"""Keeping a member from taking part for a time, and letting them in again."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Membership, Suspension
from members.permissions import can_suspend
from members.sessions import end_sessions
from portal.postoffice.actions import post


@transaction.atomic
def suspend(membership, *, by, reason, until=None):
    """Keep an active member from taking part, until a moment or until somebody lifts it. Every session of theirs ends
    at once, and a mail tells them why and until when. Their seats stay theirs, and allow nothing meanwhile.

    Raises PermissionDenied for anyone but the secretariat, for one's own membership, and where a superuser is to be
    suspended by somebody who is none. Raises ValidationError without a reason, for a moment that has passed, for
    a member who is not active, and for somebody who works for the secretariat.
    """
    membership = _locked(membership, by)
    now = timezone.now()
    name = {"name": membership.member.name}
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason. The member will read it.")})
    if until is not None and until <= now:
        raise ValidationError({"until": _("Choose a moment that is still to come.")})
    if membership.state != Membership.State.ACTIVE:
        raise ValidationError(
            _("%(name)s is not an active member: %(state)s.") % {**name, "state": membership.get_state_display()}
        )
    if membership.member.is_staff:
        # What the secretariat may do does not hang on a membership, so a suspension would take nothing away.
        raise ValidationError(_("%(name)s works for the secretariat. End that first.") % name)
    suspension = Suspension.objects.create(
        membership=membership, reason=reason.strip(), starts_at=now, until=until, suspended_by=by
    )
    _set(membership, Membership.State.SUSPENDED)
    end_sessions(membership.member)
    post("suspended", suspension, to=membership.member)
    return suspension


@transaction.atomic
def reinstate(membership, *, by):
    """Lift the suspension: the member takes part again, in every seat that they had, and a mail says so.

    For somebody who left while suspended it only opens the way to apply again. Raises PermissionDenied as `suspend`
    does, ValidationError where no suspension is open.
    """
    membership = _locked(membership, by)
    suspension = membership.suspensions.select_for_update().open().first()
    if suspension is None:
        raise ValidationError(_("%(name)s is not suspended.") % {"name": membership.member.name})
    return _lift(membership, suspension, by=by)


def lift_what_is_over(*, now=None):
    """One round of the clock, which nobody asks for: lift the suspensions whose time has passed at `now`.

    Each in a transaction of its own. Whoever holds one already lifts it: running twice, or on several machines at
    once, lifts and tells nothing twice. Returns how many.
    """
    now = now or timezone.now()
    over = Suspension.objects.over(now).order_by("until", "pk").values_list("membership", flat=True)
    return sum(_lift_if_over(membership_id, now) for membership_id in list(over))


@transaction.atomic
def _lift_if_over(membership_id, now):
    memberships = Membership.objects.select_for_update(of=["self"], skip_locked=True).select_related("member")
    membership = memberships.filter(pk=membership_id).first()
    suspension = membership and membership.suspensions.select_for_update().over(now).first()
    if suspension is None:
        return 0
    _lift(membership, suspension, by=None)
    return 1


def _locked(membership, by):
    membership = Membership.objects.select_for_update(of=["self"]).select_related("member").get(pk=membership.pk)
    if not can_suspend(by, membership):
        raise PermissionDenied(
            _("The secretariat suspends and reinstates members: nobody themselves, and only a superuser a superuser.")
        )
    return membership


def _lift(membership, suspension, *, by):
    suspension.lifted_at = timezone.now()
    suspension.lifted_by = by
    suspension.save(update_fields=["lifted_at", "lifted_by"])
    if membership.state == Membership.State.SUSPENDED:
        _set(membership, Membership.State.ACTIVE)
        post("reinstated", suspension, to=membership.member)
    return suspension


def _set(membership, state):
    membership.state = state
    membership.save(update_fields=["state"])
