"""Applying for membership, and accepting the rules."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.deciding import admit_by_domain
from members.actions.happenings import happened
from members.actions.organisations import held
from members.models import Affiliation, Member, Membership, Organisation, RulesVersion
from members.names import elsewhere


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
    rules = rules_in_force()
    organisation = _organisation_named(organisation_name, sector, country) if organisation_name.strip() else None
    _begin_affiliation(member, sector, organisation)
    return Membership.objects.create(member=member, rules=rules, statement=statement)


@transaction.atomic
def announce_application(membership, *, by):
    """Tell the secretariat that somebody waits to be admitted: in a notice, and by mail to those who want one. To be
    called when the first address is confirmed, for before that nobody knows whether there is such a person, or when
    somebody applies again. Raises PermissionDenied for anybody but the applicant; tells nothing that is decided."""
    if by.pk != membership.member_id:
        raise PermissionDenied(_("Only the person can apply for membership."))
    if membership.state == Membership.State.APPLIED:
        for one in Member.objects.filter(is_staff=True, is_active=True).order_by("pk"):
            happened("applied", to=one, by=by)


@transaction.atomic
def correct_application(membership, *, by, sector, organisation_name="", statement=""):
    """Put right what an application says, as long as nobody has decided on it: for whom somebody speaks, and why they
    want to take part. Where the confirmed address proves the new organisation, they are admitted at once.

    Raises PermissionDenied for anybody else, ValidationError once it is decided, and as `apply_for_membership` does.
    """
    membership = Membership.objects.select_for_update(of=["self"]).select_related("member").get(pk=membership.pk)
    if by.pk != membership.member_id:
        raise PermissionDenied(_("Only the person can change an application."))
    if membership.state != Membership.State.APPLIED:
        raise ValidationError(_("Your application is decided by now, so it can no longer be changed."))
    member = membership.member
    organisation = _organisation_named(organisation_name, sector, member.country) if organisation_name.strip() else None
    now, current = timezone.now(), member.affiliations.current()
    if not current.filter(sector=sector, organisation=organisation).exists():
        current.update(ends_at=now)
        _begin_affiliation(member, sector, organisation, starts_at=now)
    membership.statement = statement.strip()
    membership.save(update_fields=["statement"])
    return admit_by_domain(membership, by=by) or membership


def _begin_affiliation(member, sector, organisation, **fields):
    capacity = Affiliation.Capacity.REPRESENTATIVE if organisation else Affiliation.Capacity.INDIVIDUAL
    return Affiliation.objects.create(
        member=member, sector=sector, organisation=organisation, capacity=capacity, **fields
    )


def rules_in_force():
    """The rules that whoever joins now accepts. Raises ValidationError while there are none."""
    rules = RulesVersion.objects.in_force(timezone.now())
    if rules is None:
        raise ValidationError(_("The alliance has no participation rules in force yet, so nobody can join."))
    return rules


def _organisation_named(name, sector, country):
    name = " ".join(name.split())
    # By its former name, too: an approved one is found by either.
    known = Organisation.objects.approved().known_as(name)
    if known is None:
        # Two people of one new organisation may apply in the same second: the later finds what the earlier entered.
        known, _entered = Organisation.objects.named(name).get_or_create(
            defaults={"name": name, "sector": sector, "country": country}
        )
    # Held until the application stands, so that a merge in the same moment moves it too.
    organisation = held(known.pk)
    if organisation is None:
        # Merged by now: the one that stays goes by this name too.
        return _organisation_named(name, sector, country)
    if organisation.approved_at and organisation.sector_id != sector.pk:
        raise ValidationError({"organisation_name": elsewhere(organisation)})
    return organisation


@transaction.atomic
def accept_rules(membership, *, by):
    """Accept the rules in force, as a member whom the secretariat brought in: from now on they take part."""
    membership = Membership.objects.select_for_update(of=["self"]).select_related("member").get(pk=membership.pk)
    if by.pk != membership.member_id:
        raise PermissionDenied(_("Only the person can accept the rules."))
    if not membership.waits_for_rules:
        raise ValidationError(_("The rules are accepted already."))
    membership.rules = rules_in_force()
    membership.rules_accepted_at = timezone.now()
    membership.save(update_fields=["rules", "rules_accepted_at"])
    return membership
