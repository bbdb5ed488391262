"""Who invites to a group, in which role, and what becomes of it when they go."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from members import actions as members
from members.models import Invitation
from tests import factories
from tests.members.invitations.links import link
from tests.workstreams.groups.inviting.places import seats_of
from workstreams.groups import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]


@pytest.mark.parametrize("role", ["participant", "observer", "editor", "lead"])
def test_a_lead_invites_in_every_role(invite, role):
    seat, _secret = invite(role=role)
    assert seat.role == role
    assert seat.invitation.invited_by.name == "Ines Okoro"


@pytest.mark.parametrize("kind", ["member", "participant", "other_lead", "applied"])
def test_nobody_else_invites(group, kind):
    by = {
        "member": factories.member,
        "participant": lambda: factories.participant(group),
        "other_lead": lambda: factories.lead(factories.group()),
        "applied": lambda: factories.member(state="applied"),
    }[kind]()
    with pytest.raises(PermissionDenied):
        actions.invite_to_group(group, by=by, email="ana@example.org")
    assert not Invitation.objects.exists()


def test_a_role_that_does_not_exist_is_refused(group, lead):
    with pytest.raises(PermissionDenied):
        actions.invite_to_group(group, by=lead, email="ana@example.org", role="chair")


@pytest.mark.parametrize("state", ["dormant", "concluded"])
def test_a_group_that_rests_or_is_done_invites_nobody(group, lead, state):
    group.state = state
    group.save(update_fields=["state"])
    with pytest.raises(ValidationError):
        actions.invite_to_group(group, by=lead, email="ana@example.org")


def test_one_open_invitation_for_an_address_and_a_group(invite, lead):
    invite()
    with pytest.raises(ValidationError, match="open already"):
        invite("ANA@example.org")
    other = factories.group()
    factories.seat(lead, other, "lead")
    assert actions.invite_to_group(other, by=lead, email="ana@example.org").group == other


def test_a_lead_writes_no_more_than_two_hundred_a_day(group, lead):
    now = timezone.now()
    Invitation.objects.bulk_create(
        Invitation(
            email=f"a{number}@example.org",
            invited_by=lead,
            expires_at=now + datetime.timedelta(days=1),
            secret_hash=str(number),
        )
        for number in range(200)
    )
    with pytest.raises(ValidationError, match="a day"):
        actions.invite_to_group(group, by=lead, email="ana@example.org")


def test_the_mail_names_a_private_group_to_the_invited_alone(invite, group, mailoutbox, client):
    group.visibility = "private"
    group.save(update_fields=["visibility"])
    _seat, secret = invite(name="Ana Quispe", message="Your seat is ready.")
    assert mailoutbox[-1].subject == "Ines Okoro invites you to Graded model access"
    assert "Graded model access" in client.get(link(secret)).content.decode()
    client.force_login(factories.member())
    assert "Graded model access" not in client.get(link(secret)).content.decode()


@pytest.mark.parametrize("how", ["removed", "given another role"])
def test_what_a_lead_wrote_goes_with_the_lead_that_others_end(invite, group, lead, how):
    other = factories.lead(group)
    seat, secret = invite(role="lead")
    of_the_other, _secret = invite("bo@example.org", by=other)
    if how == "removed":
        actions.remove_from_group(group.participations.get(member=lead), by=other, reason="We do not get on.")
    else:
        actions.appoint(lead, group, by=other, role="observer")
    with pytest.raises(ValidationError, match="taken back"):
        members.accept_invitation(secret, by=factories.member(email="ana@example.org"))
    revoked = Invitation.objects.get(pk=seat.invitation_id)
    assert (revoked.revoked_by, revoked.accepted_at) == (other, None)
    assert Invitation.objects.get(pk=of_the_other.invitation_id).revoked_at is None


def test_what_a_lead_wrote_stays_when_they_step_down_by_themselves(invite, group, lead):
    factories.lead(group)
    _seat, secret = invite()
    actions.step_down(group, by=lead)
    ana = factories.member(email="ana@example.org")
    members.accept_invitation(secret, by=ana)
    assert seats_of(ana, group) == ["participant"]
