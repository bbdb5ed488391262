"""Changes of sector and organisation: asked for by the member, confirmed or declined by the secretariat."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from members.actions.organisations import held
from members.models import Affiliation, AffiliationChange, Member, Organisation
from members.names import elsewhere
from members.permissions import can_decide_affiliation_change, is_active_member
from portal.postoffice.actions import post

Outcome = AffiliationChange.Outcome


@transaction.atomic
def ask_affiliation_change(member, *, by, sector, organisation_name="", note=""):
    """Ask to speak for another sector or organisation from now on; without an organisation's name, for oneself.

    Raises ValidationError while another request waits, for what holds already, and for an organisation that is here
    under another sector.
    """
    if by.pk != member.pk or not is_active_member(by):
        raise PermissionDenied(_("Members ask for themselves, once they are admitted."))
    # Two requests sent in the same moment: the later waits here, and then finds the earlier.
    member = Member.objects.select_for_update(of=["self"]).get(pk=member.pk)
    if member.affiliation_changes.waiting().exists():
        raise ValidationError(_("Your earlier request is with the secretariat still. Withdraw it to ask for another."))
    name = " ".join(organisation_name.split())
    known = Organisation.objects.approved().known_as(name) if name else None
    if known and known.sector_id != sector.pk:
        raise ValidationError({"organisation_name": elsewhere(known)})
    name = known.name if known else name
    now = member.affiliation
    if now and now.sector_id == sector.pk and (now.organisation.name if now.organisation else "") == name:
        raise ValidationError(_("That is what you speak for now."))
    return AffiliationChange.objects.create(member=member, sector=sector, organisation_name=name, note=note.strip())


@transaction.atomic
def withdraw_affiliation_change(change, *, by):
    """Take back a request that nobody has decided yet."""
    change = _locked(change)
    if by.pk != change.member_id:
        raise PermissionDenied(_("Only the person can withdraw a request."))
    _still_waits(change)
    return _decide(change, Outcome.WITHDRAWN, by)


@transaction.atomic
def confirm_affiliation_change(change, *, by):
    """End the member's affiliation and begin the one that they asked for. What was said before keeps the old one.

    An organisation that is not here yet is entered and approved with this. The member is told by mail.
    """
    change = _undecided(change, by)
    now = timezone.now()
    organisation = _organisation_of(change, now)
    Affiliation.objects.filter(member=change.member_id, ends_at=None).update(ends_at=now)
    Affiliation.objects.create(
        member=change.member,
        sector=change.sector,
        organisation=organisation,
        capacity=Affiliation.Capacity.REPRESENTATIVE if organisation else Affiliation.Capacity.INDIVIDUAL,
        starts_at=now,
    )
    change = _decide(change, Outcome.CONFIRMED, by)
    happened("affiliation_confirmed", to=change.member, by=by)
    post("affiliation_decided", change, to=change.member)
    return change


@transaction.atomic
def decline_affiliation_change(change, *, by, reason):
    """Leave everything as it is, with a reason that the member reads in a mail. Raises ValidationError without one."""
    change = _undecided(change, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason. The member will read it.")})
    change = _decide(change, Outcome.DECLINED, by, reason.strip())
    happened("affiliation_declined", to=change.member, by=by)
    post("affiliation_decided", change, to=change.member)
    return change


def _organisation_of(change, now):
    name = change.organisation_name
    if not name:
        return None
    organisation = Organisation.objects.approved().known_as(name)
    if organisation is None:
        organisation, _entered = Organisation.objects.named(name).get_or_create(
            defaults={"name": name, "sector": change.sector}
        )
    organisation = held(organisation.pk)
    if organisation is None:
        # Merged by now: the one that stays goes by this name too.
        return _organisation_of(change, now)
    if organisation.sector_id != change.sector_id:
        raise ValidationError(
            _("%(name)s is here under “%(sector)s”. Put its sector right first, or decline with this reason.")
            % {"name": organisation.name, "sector": organisation.sector}
        )
    if organisation.approved_at is None:
        organisation.approved_at = now
        organisation.save(update_fields=["approved_at"])
    return organisation


def _locked(change):
    return (
        AffiliationChange.objects.select_for_update(of=["self", "member"])
        .select_related("member", "sector")
        .get(pk=change.pk)
    )


def _undecided(change, by):
    change = _locked(change)
    if not can_decide_affiliation_change(by, change):
        raise PermissionDenied(_("Only the secretariat decides on affiliations, and nobody on their own."))
    _still_waits(change)
    return change


def _still_waits(change):
    if change.decided_at:
        raise ValidationError(
            _("The request of %(name)s is decided already: %(outcome)s.")
            % {"name": change.member.name, "outcome": change.get_outcome_display()}
        )


def _decide(change, outcome, by, reason=""):
    change.outcome, change.reason = outcome, reason
    change.decided_by, change.decided_at = by, timezone.now()
    change.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
    return change
