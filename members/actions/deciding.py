"""Who is admitted, and who is not: by the secretariat's decision, or at once by what proves it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from members.actions.handles import give_handles
from members.actions.happenings import happened
from members.domains import domain_of
from members.models import EmailDomain, Membership, Organisation
from members.permissions import can_decide_membership
from portal.postoffice.actions import post


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
    return _decide(membership, Membership.State.ACTIVE, by, through=Membership.AdmittedThrough.SECRETARIAT)


@transaction.atomic
def decline_membership(membership, *, by, reason):
    """Decline an applicant, with a reason that is told by mail. Raises ValidationError without one."""
    membership = _undecided(membership, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason. The applicant will read it.")})
    return _decide(membership, Membership.State.DECLINED, by, reason=reason.strip())


@transaction.atomic
def admit(membership, *, by, through):
    """Admit an applicant without anybody's decision, for what they hold proves enough; the record says what it was.

    `by` is the applicant; `through` is Membership.AdmittedThrough.DOMAIN or INVITATION. Whoever calls has seen the
    proof: a confirmed address, or an invitation to this person. The member is told by mail. Raises ValidationError
    when the application is decided already, and whatever a hook of ON_ADMISSION raises: then nothing has happened.
    """
    membership = Membership.objects.select_for_update(of=["self"]).select_related("member").get(pk=membership.pk)
    if by.pk != membership.member_id:
        raise PermissionDenied(_("Only the person can be admitted by what they hold."))
    if through == Membership.AdmittedThrough.SECRETARIAT:
        raise PermissionDenied(_("The secretariat's decision is made by the secretariat."))
    _still_waits(membership)
    return _decide(membership, Membership.State.ACTIVE, by=None, through=through)


@transaction.atomic
def admit_by_domain(membership, *, by):
    """Admit an applicant whose confirmed address belongs to the organisation that they say they represent.

    The whole part behind the @ must be an approved domain of that very, approved organisation. Returns the membership,
    or None where nothing proves it: then the application waits for the secretariat as before.
    """
    if membership.state != Membership.State.APPLIED:
        return None
    organisations = Organisation.objects.approved().filter(
        affiliations__member=membership.member_id, affiliations__ends_at=None
    )
    addresses = membership.member.emailaddress_set.filter(verified=True).values_list("email", flat=True)
    domains = {domain_of(address) for address in addresses}
    if not EmailDomain.objects.filter(organisation__in=organisations, domain__in=domains - {""}).exists():
        return None
    return admit(membership, by=by, through=Membership.AdmittedThrough.DOMAIN)


def _undecided(membership, by):
    membership = Membership.objects.select_for_update(of=["self"]).select_related("member").get(pk=membership.pk)
    if not can_decide_membership(by, membership):
        raise PermissionDenied(_("Only the secretariat decides on applications, and nobody on their own."))
    _still_waits(membership)
    return membership


def _still_waits(membership):
    if membership.state != Membership.State.APPLIED:
        raise ValidationError(
            _("%(name)s is decided already: %(state)s.")
            % {"name": membership.member.name, "state": membership.get_state_display()}
        )


def _decide(membership, state, by, *, through="", reason=""):
    membership.state = state
    membership.reason = reason
    membership.decided_by = by
    membership.decided_at = timezone.now()
    membership.admitted_through = through
    membership.save(update_fields=["state", "reason", "decided_by", "decided_at", "admitted_through"])
    if state == Membership.State.ACTIVE:
        give_handles([membership.member])
        # What upper floors do for a new member happens with the admission, or neither happens.
        for hook in settings.ON_ADMISSION:
            import_string(hook)(membership)
    happened("admitted" if state == Membership.State.ACTIVE else "declined", to=membership.member, by=by)
    post("membership_decided", membership, to=membership.member)
    return membership
