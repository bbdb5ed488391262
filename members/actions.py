"""What can be done to people and memberships. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members import tasks
from members.models import Affiliation, Member, Membership, Organisation, RulesVersion
from members.permissions import can_decide_membership


@transaction.atomic
def apply_for_membership(member, *, by, sector, organisation_name="", statement="", country=""):
    """Begin a membership at *applied*, with the member's first affiliation.

    With an organisation's name the member represents that organisation: one that is here already, or a new one that
    waits for approval together with the member. Without, they speak for themselves.

    Raises PermissionDenied when somebody else than the member applies, ValidationError when the organisation is here
    under another sector or when no participation rules are in force.
    """
    if by.pk != member.pk:
        raise PermissionDenied(_("Only the person can apply for membership."))
    rules = RulesVersion.objects.in_force(timezone.now())
    if rules is None:
        raise ValidationError(_("The alliance has no participation rules in force yet, so nobody can join."))
    organisation = _organisation_named(organisation_name, sector, country) if organisation_name.strip() else None
    Affiliation.objects.create(
        member=member,
        sector=sector,
        organisation=organisation,
        capacity=Affiliation.Capacity.REPRESENTATIVE if organisation else Affiliation.Capacity.INDIVIDUAL,
    )
    return Membership.objects.create(member=member, rules=rules, statement=statement)


def _organisation_named(name, sector, country):
    name = " ".join(name.split())
    organisation = Organisation.objects.named(name).first()
    if organisation is None:
        return Organisation.objects.create(name=name, sector=sector, country=country)
    if organisation.sector_id != sector.pk and organisation.approved_at:
        raise ValidationError(
            {
                "organisation_name": _("%(name)s is here under “%(sector)s”. Choose that sector, or another name.")
                % {"name": organisation.name, "sector": organisation.sector}
            }
        )
    return organisation


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
    membership.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    tasks.tell_membership_decided.delay_on_commit(membership.pk)
    return membership


@transaction.atomic
def import_organisations(rows, *, by):
    """Bring in approved organisations: (name, sector, country) triples. Those that are here by name stay as they are.

    Returns the organisations that are new.
    """
    if not (by is None or by.is_staff):
        raise PermissionDenied(_("Only the secretariat imports organisations."))
    now = timezone.now()
    known = {name.casefold() for name in Organisation.objects.values_list("name", flat=True)}
    new = []
    for name, sector, country in rows:
        if name.casefold() not in known:
            known.add(name.casefold())
            new.append(Organisation(name=name, sector=sector, country=country, approved_at=now))
    return Organisation.objects.bulk_create(new)


def imported_member(*, name, address):
    """The person whom an archive names by this address, made when they are not here yet. They cannot sign in."""
    member, _created = Member.objects.get_or_create(
        imported_address=address.lower(), defaults={"name": name or address.partition("@")[0], "is_active": False}
    )
    return member
