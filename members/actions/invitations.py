"""Inviting people to the alliance, and accepting an invitation.

The secretariat invites to the alliance alone. An upper floor invites to more, and asks its own permission first: for
that the three acts stand here twice, as what the secretariat does and as what an upper action is made of.
"""

import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from members.actions.deciding import admit
from members.invitations import (
    MOST_A_DAY,
    RESEND_AFTER,
    VALID_FOR,
    State,
    asked_at,
    hash_of,
    secret_of,
    state_of,
    unknown_hash,
)
from members.invitees import clean_address
from members.models import Invitation, Membership
from members.names import clean_name
from members.permissions import (
    can_accept_invitation,
    can_invite,
    is_active_member,
    is_secretariat,
    stands_by_invitation,
)
from portal.postoffice.actions import post


@transaction.atomic
def invite(*, by, email, name="", message=""):
    """Invite a person to the alliance. The link goes to them by mail. Returns the invitation.

    Raises PermissionDenied for anyone but the secretariat, ValidationError for what is no address or no name.
    """
    if not can_invite(by):
        raise PermissionDenied(_("The secretariat invites to the alliance. Leads invite to their groups."))
    if Invitation.objects.to_alliance_alone().open(timezone.now()).filter(email=clean_address(email)).exists():
        raise ValidationError({"email": _("An invitation to this address is open already.")})
    return write_invitation(by=by, email=email, name=name, message=message)


@transaction.atomic
def resend_invitation(invitation, *, by):
    """Send the link anew, good for another 14 days. The earlier link is dead from now on."""
    invitation = _locked(invitation)
    if not can_invite(by):
        raise PermissionDenied(_("The secretariat sends its invitations anew."))
    return renew(invitation)


@transaction.atomic
def revoke_invitation(invitation, *, by):
    """Take an invitation back. Its link is dead from now on."""
    invitation = _locked(invitation)
    if not can_invite(by):
        raise PermissionDenied(_("The secretariat takes its invitations back."))
    return withdraw(invitation, by=by)


def _locked(invitation):
    return Invitation.objects.select_for_update().get(pk=invitation.pk)


def write_invitation(*, by, email, name="", message=""):
    """Write an invitation and have it sent, as a part of an action that has asked whether `by` may.

    Raises ValidationError beyond 200 a day, for what is no address or no name.
    """
    if not is_active_member(by):
        raise PermissionDenied(_("Only active members invite."))
    now = timezone.now()
    today = Invitation.objects.filter(invited_by=by, created_at__gt=now - datetime.timedelta(days=1))
    if not is_secretariat(by) and today.count() >= MOST_A_DAY:
        raise ValidationError(
            _("%(most)s invitations a day are the most. Go on tomorrow, or ask the secretariat.") % {"most": MOST_A_DAY}
        )
    invitation = Invitation(
        email=clean_address(email),
        name=clean_name(name),
        message=message.strip(),
        invited_by=by,
        created_at=now,
        expires_at=now + VALID_FOR,
        secret_hash=unknown_hash(),
    )
    invitation.full_clean()
    invitation.save(force_insert=True)
    return _post(invitation)


def renew(invitation):
    """Have a locked invitation sent anew, as a part of an action that has asked. Raises ValidationError within a
    minute of the last time, and when it was accepted or revoked."""
    now = timezone.now()
    if invitation.accepted_at or invitation.revoked_at:
        state = state_of(invitation, now).label
        raise ValidationError(_("%(state)s: this invitation is not sent again.") % {"state": state})
    if now - asked_at(invitation) < RESEND_AFTER:
        raise ValidationError(_("The link was sent less than a minute ago. Wait a moment."))
    invitation.expires_at = now + VALID_FOR
    invitation.sent_at = invitation.failed_at = None
    invitation.save(update_fields=["expires_at", "sent_at", "failed_at"])
    return _post(invitation)


def _post(invitation):
    """Owe the mail. Its secret is known by its hash alone: no row and no queue ever holds it (see secret_of)."""
    invitation.secret_hash = hash_of(secret_of(invitation))
    invitation.save(update_fields=["secret_hash"])
    post("invitation", invitation)
    return invitation


def withdraw(invitation, *, by):
    """Take a locked invitation back, as a part of an action that has asked. Raises ValidationError when it was
    accepted or revoked."""
    if invitation.accepted_at or invitation.revoked_at:
        state = state_of(invitation, timezone.now()).label
        raise ValidationError(_("%(state)s: there is nothing to take back.") % {"state": state})
    invitation.revoked_at = timezone.now()
    invitation.revoked_by = by
    invitation.save(update_fields=["revoked_at", "revoked_by"])
    return invitation


@transaction.atomic
def accept_invitation(secret, *, by):
    """Accept the invitation whose link holds this secret: an applicant is admitted with it, and whatever else it
    leads to (settings.ON_INVITATION_ACCEPTED) happens in the same transaction.

    Raises ValidationError when it cannot be accepted now, PermissionDenied for somebody with another address and for
    whom the alliance has declined or suspended: an invitation does not go over a decision of the secretariat.
    """
    invitation = (
        Invitation.objects.select_for_update(of=["self"])
        .select_related("invited_by__membership")
        .filter(secret_hash=hash_of(secret))
        .first()
    )
    if invitation is None:
        raise ValidationError(_("This invitation is not known. A newer link may have come by mail."), code="unknown")
    refuse_closed(invitation)
    if not can_accept_invitation(by, invitation):
        raise PermissionDenied(_("This invitation went to another address than yours."))
    if not stands_by_invitation(invitation):
        raise ValidationError(_("Who invited you no longer takes part. Ask the secretariat."), code="left")
    membership = Membership.objects.select_for_update(of=["self"]).filter(member=by).first()
    if membership is None or membership.state not in {Membership.State.APPLIED, Membership.State.ACTIVE}:
        raise PermissionDenied(_("The secretariat has decided on your membership. An invitation does not change that."))
    if membership.waits_for_rules:
        raise ValidationError(_("Accept the rules first, then the invitation."), code="rules")
    if membership.state == Membership.State.APPLIED:
        admit(membership, by=by, through=Membership.AdmittedThrough.INVITATION)
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    for hook in settings.ON_INVITATION_ACCEPTED:
        import_string(hook)(invitation)
    return invitation


@transaction.atomic
def accept_invitation_at_signup(secret, *, by):
    """Accept an invitation with the account that was made just now, in the same transaction.

    Whoever has the link has read the mail that it came in, so the invited address counts as confirmed without a code.
    Raises ValidationError when the account has another address, and as `accept_invitation` does.
    """
    invitation = Invitation.objects.select_for_update().filter(secret_hash=hash_of(secret)).first()
    if invitation and by.email != invitation.email:
        raise ValidationError({"email": _("This invitation went to another address.")})
    if invitation:
        by.emailaddress_set.filter(email__iexact=invitation.email).update(verified=True)
    return accept_invitation(secret, by=by)


def refuse_closed(invitation):
    """Raise ValidationError, in words for who was invited, unless the invitation can be accepted now."""
    words = {
        State.ACCEPTED: _("This invitation was used already."),
        State.REVOKED: _("This invitation was taken back."),
        State.EXPIRED: _("This invitation has expired. Ask who invited you for a new link."),
    }
    state = state_of(invitation, timezone.now())
    if state in words:
        raise ValidationError(words[state], code=state.value)
