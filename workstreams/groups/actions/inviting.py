"""Inviting people to a group, and taking the seat that an invitation leads to. One transaction each; the actor is
`by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members import actions as members
from members.actions import invitations
from members.actions.happenings import happened
from members.invitees import clean_address
from members.models import Invitation, Member
from workstreams.groups.models import InvitedSeat, JoinRequest, Participation, WorkingGroup
from workstreams.groups.permissions import can_invite, role_in, roles_to_invite

Role = Participation.Role


@transaction.atomic
def invite_to_group(group, *, by, email, name="", message="", role=Role.PARTICIPANT):
    """Invite a person to a seat in a group, and with it to the alliance. The link goes to them by mail. Returns the
    invited seat.

    Raises PermissionDenied for those who do not lead the group, and for a role that they may not give;
    ValidationError while the group takes nobody, for an address with an open invitation to it, or what is none.
    """
    group = WorkingGroup.objects.select_for_update().get(pk=group.pk)
    if not can_invite(by, group) or role not in roles_to_invite(by, group):
        raise PermissionDenied(_("The leads of this group and the secretariat invite to it."))
    if not group.takes_posts:
        raise ValidationError(group.closed_because)
    here = InvitedSeat.objects.open(timezone.now()).filter(group=group, invitation__email=clean_address(email))
    if here.exists():
        raise ValidationError({"email": _("An invitation to this address is open already.")})
    invitation = invitations.write_invitation(by=by, email=email, name=name, message=message)
    # A private group stays unknown to them until they follow the link that came by mail.
    for member in Member.objects.filter(emailaddress__verified=True, emailaddress__email__iexact=invitation.email):
        happened("invited", to=member, by=by, group=group)
    return InvitedSeat.objects.create(invitation=invitation, group=group, role=role)


@transaction.atomic
def invite_several(invitees, *, by, group=None, message=""):
    """Invite those of a list in whose lines nothing is wrong (see workstreams.groups.guests), to a group or to the
    alliance alone. Returns how many were invited; a line that has become wrong since gets its reason in `wrong`."""
    invited = 0
    for one in invitees:
        if one.wrong:
            continue
        what = {"by": by, "email": one.email, "name": one.name, "message": message}
        try:
            with transaction.atomic():
                if group:
                    invite_to_group(group, role=one.role, **what)
                else:
                    members.invite(**what)
            invited += 1
        except ValidationError as problem:
            one.wrong = problem.messages[0]
    return invited


@transaction.atomic
def resend_group_invitation(seat, *, by):
    """Send the link anew, good for another 14 days. The earlier link is dead from now on."""
    seat, invitation = _locked(seat, by)
    if not seat.group.takes_posts:
        raise ValidationError(seat.group.closed_because)
    invitations.renew(invitation)
    return seat


@transaction.atomic
def revoke_group_invitation(seat, *, by):
    """Take an invitation to the group back. Its link is dead from now on."""
    seat, invitation = _locked(seat, by)
    invitations.withdraw(invitation, by=by)
    return seat


def take_back_invitations(group, *, of, by):
    """Take back what somebody wrote to the group whose lead others have ended, and nobody has accepted: no seat is
    given by who may give none. In the transaction of whoever ends it."""
    written = Invitation.objects.open(timezone.now()).filter(invited_by=of, invited_seat__group=group)
    # One that is being accepted at this very moment came first.
    for invitation in written.select_for_update(of=["self"], skip_locked=True):
        invitations.withdraw(invitation, by=by)


def _locked(seat, by):
    seat = InvitedSeat.objects.select_related("group").get(pk=seat.pk)
    if not can_invite(by, seat.group):
        raise PermissionDenied(_("The leads of this group and the secretariat invite to it."))
    return seat, Invitation.objects.select_for_update().get(pk=seat.invitation_id)


@transaction.atomic
def take_invited_seat(invitation):
    """Give whoever accepted an invitation the seat that it leads to, in the role that it names: one of
    settings.ON_INVITATION_ACCEPTED, in the transaction of the acceptance.

    A seat that they have already stays as it is: roles in a group are given by its leads. Their open request to join
    is answered by the seat. Raises ValidationError while the group takes nobody, and where it was written by somebody
    who has left the secretariat and never led the group: then nothing is accepted.
    """
    invited = InvitedSeat.objects.filter(invitation=invitation).first()
    if invited is None:
        return None
    group = WorkingGroup.objects.select_for_update().get(pk=invited.group_id)
    # Read under the lock: the group may have been concluded meanwhile.
    invited = InvitedSeat.objects.with_what_shuts_them().get(pk=invited.pk)
    member = Member.objects.select_related("membership").get(pk=invitation.accepted_by_id)
    if invited.shut_because:
        raise ValidationError(invited.shut_because, code="shut")
    JoinRequest.objects.waiting().filter(group=group, member=member).exclude(member=invitation.invited_by).update(
        outcome=JoinRequest.Outcome.ACCEPTED, decided_by=invitation.invited_by, decided_at=timezone.now()
    )
    if role_in(member, group):
        return None
    return Participation.objects.create(group=group, member=member, role=invited.role, given_by=invitation.invited_by)
