"""Giving seats and roles. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from members.models import Member
from portal.postoffice.actions import post
from workstreams.groups.actions.inviting import take_back_invitations
from workstreams.groups.models import JoinRequest, Participation, WorkingGroup
from workstreams.groups.permissions import can_appoint, can_seat

Role = Participation.Role


@transaction.atomic
def appoint(member, group, *, by, role):
    """Give a member this role from now on; an earlier seat in another role ends, with its dates kept. Their open
    request to join is answered by the seat. The member is told by mail.

    Raises PermissionDenied for those who do not lead the group, and for anyone but the secretariat where the member has
    no seat yet; ValidationError for somebody not active, or when the group would lose its last lead.
    """
    group, seat = locked_seat(group, member)
    if not can_appoint(by, group):
        raise PermissionDenied(_("The leads of this group and the secretariat appoint."))
    if role not in Role.values:
        raise ValidationError({"role": _("Choose one of the roles.")})
    # Read under the lock, for which whoever leaves the alliance in the same moment waits, or is waited for.
    member = Member.objects.select_related("membership").get(pk=member.pk)
    if not member.is_active_member:
        raise ValidationError(_("%(name)s is not an active member.") % {"name": member})
    if seat is None and not can_seat(by, group):
        raise PermissionDenied(_("%(name)s has no seat in this group. Invite them first.") % {"name": member})
    if seat and seat.role == role:
        return seat
    led = seat and seat.role == Role.LEAD
    seat = _change_role(group, seat, member, by=by, role=role)
    if by.pk != member.pk:
        if led:
            take_back_invitations(group, of=member, by=by)
        happened("role_given", to=member, by=by, group=group)
        post("role_given", seat, to=member)
    return seat


@transaction.atomic
def step_down(group, *, by):
    """Give up the own role, and stay as a participant. Raises ValidationError for the group's only lead, and for those
    who have no role to give up."""
    group, seat = locked_seat(group, by)
    if seat is None or seat.role not in {Role.LEAD, Role.EDITOR}:
        raise ValidationError(_("You have no role in this group to step down from."))
    return _change_role(group, seat, by, by=by, role=Role.PARTICIPANT)


def locked_seat(group, member):
    """The group, and the member's seat in it or None, both locked: seats of one group change one after the other.

    Permission is asked of this group, not of the one that a page has read: who led it then may have been removed since.
    """
    group = WorkingGroup.objects.select_for_update().get(pk=group.pk)
    return group, Participation.objects.select_for_update().current().filter(group=group, member=member).first()


def keep_a_lead(group, seat):
    """Raise ValidationError if the group would lose its last lead with this seat. `seat.group` is locked.

    Whoever may act is not made up for by a lead who may not, being suspended.
    """
    others = Participation.objects.leads().filter(group=group).exclude(pk=seat.pk)
    if seat.member.is_active_member:
        others = others.of_active_members()
    if group.keeps_a_lead and seat.role == Role.LEAD and not others.exists():
        raise ValidationError(
            _("%(name)s is the only lead of this group. Appoint another first.") % {"name": seat.member},
            code="only_lead",
        )


def _change_role(group, seat, member, *, by, role):
    now = timezone.now()
    if seat:
        keep_a_lead(group, seat)
        seat.left_at = now
        seat.save(update_fields=["left_at"])
    else:
        asked = JoinRequest.objects.waiting().filter(group=group, member=member)
        # Nobody accepts their own request.
        own = by.pk == member.pk
        outcome = JoinRequest.Outcome.WITHDRAWN if own else JoinRequest.Outcome.ACCEPTED
        asked.update(outcome=outcome, decided_by=by, decided_at=now)
    return Participation.objects.create(group=group, member=member, role=role, joined_at=now, given_by=by)
