"""Bringing in organisations and members whom the secretariat knows, invented people, and people of an archive."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.applying import rules_in_force
from members.actions.handles import give_handles
from members.models import Affiliation, Member, Membership, Organisation
from members.permissions import can_bring_in


@transaction.atomic
def import_organisations(rows, *, by):
    """Bring in approved organisations: (name, sector, country, website) rows. Those that are here by name, or had that
    name once, stay as they are; but one that waits for approval under the very sector is approved with this.

    `by` None is whoever has the machine's command line. Returns (the new ones, how many of the others were approved).
    """
    if by is not None and not can_bring_in(by):
        raise PermissionDenied(_("Only the secretariat imports organisations."))
    now = timezone.now()
    known = Organisation.objects.by_name()
    new, waiting = [], set()
    for name, sector, country, website in rows:
        here = known.get(name.lower())
        if here is None:
            new.append(Organisation(name=name, sector=sector, country=country, website=website, approved_at=now))
            known[name.lower()] = new[-1]
        elif here.approved_at is None and here.sector_id == sector.pk:
            waiting.add(here.pk)
    approved = Organisation.objects.filter(pk__in=waiting, approved_at=None).update(approved_at=now)
    return Organisation.objects.bulk_create(new), approved


@transaction.atomic
def import_members(people, *, by):
    """Bring in members whom the secretariat knows: active from now on, taking part once they have accepted the rules.

    `people`: dicts of name, email, sector, organisation (or None), country and time_zone. Each gets an account
    without a password, which they set by “I do not remember my password”; no mail is sent. The decision is `by`'s.
    Raises ValidationError for an address that is here already. Returns the members.
    """
    if not can_bring_in(by):
        raise PermissionDenied(_("Only the secretariat brings in members."))
    taken = sorted(Member.objects.addresses() & {person["email"].lower() for person in people})
    if taken:
        raise ValidationError(_("%(email)s is here already.") % {"email": taken[0]})
    now = timezone.now()
    members = []
    for person in people:
        fields = {name: person[name] for name in ("name", "country", "time_zone")}
        member = Member(email=person["email"].lower(), **fields)
        member.set_unusable_password()
        members.append(member)
    Member.objects.bulk_create(members)
    give_handles(members)
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
            admitted_through=Membership.AdmittedThrough.SECRETARIAT,
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
    give_handles(members)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, primary=True, verified=True) for one in members
    )
    return members


@transaction.atomic
def admit_fictitious_members(seats, *, by, since):
    """Let invented people take part, as if they had applied at that moment, accepted the rules, and been admitted two
    days later: {member: organisation}, for which they speak from then on.

    Raises PermissionDenied for anyone but the secretariat, ValidationError outside demo mode and for somebody real.
    """
    if not can_bring_in(by):
        raise PermissionDenied(_("Only the secretariat brings in members."))
    if not settings.DEMO or not all(member.is_fictitious for member in seats):
        raise ValidationError(_("Invented people are for demonstrations only."))
    rules = rules_in_force()
    Member.objects.filter(pk__in=[member.pk for member in seats]).update(date_joined=since)
    Affiliation.objects.bulk_create(
        Affiliation(
            member=member,
            sector=organisation.sector,
            organisation=organisation,
            capacity=Affiliation.Capacity.REPRESENTATIVE,
            starts_at=since,
        )
        for member, organisation in seats.items()
    )
    return Membership.objects.bulk_create(
        Membership(
            member=member,
            state=Membership.State.ACTIVE,
            admitted_through=Membership.AdmittedThrough.SECRETARIAT,
            rules=rules,
            rules_accepted_at=since,
            applied_at=since,
            decided_at=since + timedelta(days=2),
            decided_by=by,
        )
        for member in seats
    )


@transaction.atomic
def date_back_members(applied, *, by):
    """Say of invented people when they applied: {member: moment}. Whoever was admitted, was two days later.

    Raises PermissionDenied for anyone but the secretariat, ValidationError outside demo mode and for somebody real.
    """
    if not can_bring_in(by):
        raise PermissionDenied(_("Only the secretariat brings in members."))
    if not settings.DEMO or not all(member.is_fictitious for member in applied):
        raise ValidationError(_("Only what invented people did in a demonstration is dated back."))
    for member, moment in applied.items():
        Member.objects.filter(pk=member.pk).update(date_joined=moment)
        Affiliation.objects.current().filter(member=member).update(starts_at=moment)
        membership = Membership.objects.filter(member=member)
        membership.update(applied_at=moment, rules_accepted_at=moment)
        membership.exclude(decided_at=None).update(decided_at=moment + timedelta(days=2))


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
