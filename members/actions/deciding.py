"""What the secretariat decides: on applications, and on organisations that somebody entered."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members import tasks
from members.models import Membership, Organisation
from members.permissions import can_bring_in, can_decide_membership


@transaction.atomic
def approve_membership(membership, *, by):
    """Admit an applicant, and with them the organisation that they entered. The member is told by mail."""
    membership = _undecided(membership, by)
    if not membership.member.emailaddress_set.filter(verified=True).exists():
        raise ValidationError(
            _("%(name)s has not confirmed the e-mail address yet.") % {"name": membership.member.name}
        )
    Organisation.objects.filter(
        affiliations__member=membership.member, affiliations__ends_at=None, approved_at=None
    ).update(approved_at=timezone.now())
    return _decide(membership, Membership.State.ACTIVE, by, reason="")


@transaction.atomic
def decline_membership(membership, *, by, reason):
    """Decline an applicant, with a reason that is told by mail. Raises ValidationError without one."""
    membership = _undecided(membership, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason. The applicant will read it.")})
    return _decide(membership, Membership.State.DECLINED, by, reason=reason.strip())


def _undecided(membership, by):
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if not can_decide_membership(by, membership):
        raise PermissionDenied(_("Only the secretariat decides on applications, and nobody on their own."))
    if membership.state != Membership.State.APPLIED:
        raise ValidationError(
            _("%(name)s is decided already: %(state)s.")
            % {"name": membership.member.name, "state": membership.get_state_display()}
        )
    return membership


def _decide(membership, state, by, reason):
    membership.state = state
    membership.reason = reason
    membership.decided_by = by
    membership.decided_at = timezone.now()
    if state == Membership.State.ACTIVE:
        membership.admitted_through = Membership.AdmittedThrough.SECRETARIAT
    membership.save(update_fields=["state", "reason", "decided_by", "decided_at", "admitted_through"])
    tasks.tell_membership_decided.delay_on_commit(membership.pk)
    return membership


@transaction.atomic
def approve_organisation(organisation, *, by):
    """Let everybody see an organisation that somebody entered. Raises ValidationError when they do already."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not can_bring_in(by):
        raise PermissionDenied(_("Only the secretariat approves organisations."))
    if organisation.approved_at:
        raise ValidationError(_("%(name)s is approved already.") % {"name": organisation.name})
    organisation.approved_at = timezone.now()
    organisation.save(update_fields=["approved_at"])
    return organisation
