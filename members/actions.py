"""What can be done to people and memberships. One transaction each; the actor is `by`."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from members import tasks
from members.models import Affiliation, Member, Membership, Organisation, RulesVersion
from members.names import elsewhere
from members.permissions import can_bring_in, can_change_profile, can_decide_membership


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
    rules = _rules_in_force()
    organisation = _organisation_named(organisation_name, sector, country) if organisation_name.strip() else None
    Affiliation.objects.create(
        member=member,
        sector=sector,
        organisation=organisation,
        capacity=Affiliation.Capacity.REPRESENTATIVE if organisation else Affiliation.Capacity.INDIVIDUAL,
    )
    return Membership.objects.create(member=member, rules=rules, statement=statement)


def _rules_in_force():
    rules = RulesVersion.objects.in_force(timezone.now())
    if rules is None:
        raise ValidationError(_("The alliance has no participation rules in force yet, so nobody can join."))
    return rules


def _organisation_named(name, sector, country):
    name = " ".join(name.split())
    # Two people of one new organisation may apply in the same second: the later finds what the earlier entered.
    organisation, _entered = Organisation.objects.named(name).get_or_create(
        defaults={"name": name, "sector": sector, "country": country}
    )
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
    membership.rules = _rules_in_force()
    membership.rules_accepted_at = timezone.now()
    membership.save(update_fields=["rules", "rules_accepted_at"])
    return membership


@transaction.atomic
def change_profile(member, *, by, name, country, time_zone):
    """Change what a member says about themselves. Sector and organisation are affiliations, and change elsewhere."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    if not can_change_profile(by, member):
        raise PermissionDenied(_("Only the person can change this."))
    member.name, member.country, member.time_zone = name, country, time_zone
    member.save(update_fields=["name", "country", "time_zone"])
    return member


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


@transaction.atomic
def import_organisations(rows, *, by):
    """Bring in approved organisations: (name, sector, country, website) rows. Those that are here by name stay as
    they are.

    `by` None is whoever has the machine's command line. Returns the organisations that are new.
    """
    if by is not None and not can_bring_in(by):
        raise PermissionDenied(_("Only the secretariat imports organisations."))
    now = timezone.now()
    known = {name.lower() for name in Organisation.objects.values_list("name", flat=True)}
    new = []
    for name, sector, country, website in rows:
        if name.lower() not in known:
            known.add(name.lower())
            new.append(Organisation(name=name, sector=sector, country=country, website=website, approved_at=now))
    return Organisation.objects.bulk_create(new)


@transaction.atomic
def import_members(people, *, by):
    """Bring in members whom the secretariat knows: active from now on, taking part once they have accepted the rules.

    `people`: dicts of name, email, sector, organisation (or None), country and time_zone. Each gets an account
    without a password, which they set by “I do not remember my password”; no mail is sent. The decision is `by`'s.
    Raises ValidationError for an address that is here already. Returns the members.
    """
    if not can_bring_in(by):
        raise PermissionDenied(_("Only the secretariat brings in members."))
    taken = Member.objects.filter(email__in=[person["email"].lower() for person in people]).first()
    if taken:
        raise ValidationError(_("%(email)s is here already.") % {"email": taken.email})
    now = timezone.now()
    members = []
    for person in people:
        fields = {name: person[name] for name in ("name", "country", "time_zone")}
        member = Member(email=person["email"].lower(), **fields)
        member.set_unusable_password()
        members.append(member)
    Member.objects.bulk_create(members)
    EmailAddress.objects.bulk_create(EmailAddress(user=one, email=one.email, primary=True) for one in members)
    Affiliation.objects.bulk_create(
        Affiliation(
            member=member,
            sector=person["sector"],
            organisation=person["organisation"],
            capacity=Affiliation.Capacity.REPRESENTATIVE if person["organisation"] else Affiliation.Capacity.INDIVIDUAL,
            starts_at=now,
        )
        for member, person in zip(members, people, strict=True)
    )
    Membership.objects.bulk_create(
        Membership(
            member=member,
            state=Membership.State.ACTIVE,
            rules=None,
            rules_accepted_at=None,
            applied_at=now,
            decided_at=now,
            decided_by=by,
        )
        for member in members
    )
    return members


@transaction.atomic
def add_fictitious_members(people, *, by, password, staff=False):
    """Make accounts for invented people who can sign in at once: for a demonstration, where nobody gets mail.

    `people`: dicts of name, email, country and time_zone. They share one password, and their addresses count as
    confirmed. `by` None is whoever has the machine's command line. Raises ValidationError outside demo mode. Returns
    the members.
    """
    if by is not None and not can_bring_in(by):
        raise PermissionDenied(_("Only the secretariat brings in members."))
    if not settings.DEMO:
        raise ValidationError(_("Invented people are for demonstrations only."))
    # Hashed once: it costs half a second, as it should.
    password = make_password(password)
    roles = {"is_fictitious": True, "is_staff": staff, "is_superuser": staff}
    members = Member.objects.bulk_create(Member(**person, password=password, **roles) for person in people)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, primary=True, verified=True) for one in members
    )
    return members


@transaction.atomic
def imported_members(names):
    """The people whom an archive names by their addresses: {address: name}. Returns {address: Member}.

    Those who are not here yet are made, without an e-mail address: they cannot sign in, and no mail can reach them. A
    member who has such an address for a login is somebody else, for an archive proves nothing about who wrote.
    """
    by_address = Member.objects.annotate(address=Lower("imported_address"))
    names = {address.lower(): name for address, name in names.items()}
    here = set(by_address.filter(address__in=names).values_list("address", flat=True))
    unusable = make_password(None)
    Member.objects.bulk_create(
        (
            Member(imported_address=address, name=name, is_active=False, password=unusable)
            for address, name in names.items()
            if address not in here
        ),
        # Another import may have made the same person since we looked.
        ignore_conflicts=True,
        batch_size=500,
    )
    return {one.imported_address.lower(): one for one in by_address.filter(address__in=names)}
