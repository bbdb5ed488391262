"""Leaving the alliance, and asking to come back."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from members.actions.applying import announce_application, rules_in_force
from members.actions.organisations import held
from members.models import Affiliation, AffiliationChange, Membership
from members.permissions import can_leave
from portal.postoffice.actions import post


@transaction.atomic
def leave(membership, *, by):
    """End the own membership. The account stays, what was said stays, and the affiliation ends with this day.

    What stands on upper floors ends in the same transaction: each function that settings.ON_LEAVING names is called
    with the member, and may refuse. A mail confirms it. Raises PermissionDenied for anybody else, ValidationError
    where there is nothing to leave, for whoever works for the secretariat, and where a group would lose its only lead.
    """
    membership = _own(membership, by)
    if membership.state in {Membership.State.ENDED, Membership.State.DECLINED}:
        raise ValidationError(_("You are no member of the alliance, so there is nothing to leave."))
    if membership.member.is_staff:
        raise ValidationError(_("You work for the secretariat. Somebody there ends that first."))
    for name in settings.ON_LEAVING:
        import_string(name)(membership.member, by=by)
    now = timezone.now()
    AffiliationChange.objects.waiting().filter(member=membership.member).update(
        outcome=AffiliationChange.Outcome.WITHDRAWN, decided_at=now, decided_by=by
    )
    Affiliation.objects.current().filter(member=membership.member).update(ends_at=now)
    membership.state = Membership.State.ENDED
    membership.ended_at = now
    membership.save(update_fields=["state", "ended_at"])
    post("left", membership, to=membership.member)
    return membership


@transaction.atomic
def apply_again(membership, *, by, statement=""):
    """Ask to be admitted again after leaving, for the same sector and organisation as at the end.

    It is an application like any other, under the rules in force now; the seats of old do not come back with it.
    Raises PermissionDenied for anybody else, ValidationError while still a member, and while a suspension that one
    left under is not over.
    """
    membership = _own(membership, by)
    if membership.state != Membership.State.ENDED:
        raise ValidationError(_("You have not left the alliance."))
    if membership.suspensions.open().exists():
        raise ValidationError(_("You left while you were suspended. You can apply again once that is over."))
    now = timezone.now()
    last = _last_affiliation(membership.member)
    if last:
        Affiliation.objects.create(
            member=last.member,
            sector=last.sector,
            capacity=last.capacity,
            organisation=last.organisation,
            starts_at=now,
        )
    membership.state = Membership.State.APPLIED
    membership.statement = statement.strip()
    membership.applied_at = membership.rules_accepted_at = now
    membership.rules = rules_in_force()
    membership.decided_at = membership.decided_by = membership.ended_at = None
    membership.admitted_through = membership.reason = ""
    membership.save()
    announce_application(membership, by=by)
    return membership


def _last_affiliation(member):
    """The last one, with an organisation that no merge takes away before this transaction ends; or None."""
    last = Affiliation.objects.filter(member=member).order_by("-ends_at", "-pk").first()
    if last and last.organisation_id and held(last.organisation_id) is None:
        return _last_affiliation(member)
    return last


def _own(membership, by):
    membership = Membership.objects.select_for_update(of=["self"]).select_related("member").get(pk=membership.pk)
    if not can_leave(by, membership):
        raise PermissionDenied(_("Only the person can leave the alliance, and only the person can come back."))
    return membership
