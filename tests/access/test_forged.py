"""What nobody offered and somebody sends all the same: fields that a form has not, and things of another group."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.access.world import NEVER, invited, proved
from workstreams.groups.models import InvitedSeat, Milestone, Participation

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret():
    """A private group of others, with something of everything."""
    group = make.group("Zanzibar", visibility="private", joining="request")
    lead = make.lead(group)
    group.its_seat = make.seat(make.member(), group)
    group.its_milestone = Milestone.objects.create(group=group, title="Zanzibar", due_on=timezone.localdate())
    group.its_invitation = invited("zanzibar@example.org", by=lead)
    InvitedSeat.objects.create(invitation=group.its_invitation, group=group)
    group.its_thread = make.thread(group, lead, title="Zanzibar")
    return group


FORGED = {"role": "lead", "is_staff": "1", "status": "active", "state": "active", "given_by": "1"}


@pytest.mark.parametrize("joining", ["open", "request"])
def test_joining_takes_the_seat_that_the_page_offers_and_no_other(client, secret, joining):
    group, member, other = make.group(joining=joining), make.member(), make.member()
    client.force_login(member)
    fields = {**FORGED, "group": secret.pk, "slug": secret.slug, "member": other.pk, "note": "Let me in."}
    assert client.post(reverse("group_join", args=[group.slug]), fields).status_code == 302
    seats = Participation.objects.filter(member__in=[member, other]).values_list("group", "member", "role")
    assert list(seats) == ([(group.pk, member.pk, "participant")] if joining == "open" else [])
    requests = list(group.join_requests.values_list("member", "decided_at"))
    assert requests == ([] if joining == "open" else [(member.pk, None)])
    assert not secret.join_requests.exists()
    member.refresh_from_db()
    assert not member.is_staff


def test_an_applicant_who_forges_stays_one(client):
    group, applicant = make.group(), make.member(state="applied")
    client.force_login(applicant)
    assert client.post(reverse("group_join", args=[group.slug]), FORGED).status_code == 403
    applicant.membership.refresh_from_db()
    assert applicant.membership.state == "applied" and not group.participations.exists()


def test_inviting_leads_to_the_group_of_the_page(client, secret):
    group = make.group()
    client.force_login(proved(make.lead(group)))
    fields = {
        "email": "ana@example.org",
        "role": "observer",
        "group": secret.pk,
        "slug": secret.slug,
        "invited_by": "1",
    }
    assert client.post(reverse("group_invite", args=[group.slug]), fields).status_code == 302
    seat = InvitedSeat.objects.get(invitation__email="ana@example.org")
    assert (seat.group, seat.role) == (group, "observer")


@pytest.mark.parametrize("role", ["owner", "staff", ""])
def test_nobody_is_invited_in_a_role_that_there_is_not(client, role):
    group = make.group()
    client.force_login(proved(make.lead(group)))
    sent = client.post(reverse("group_invite", args=[group.slug]), {"email": "ana@example.org", "role": role})
    assert sent.status_code == 422
    assert not InvitedSeat.objects.filter(group=group).exists()


#: Addresses of one's own group, with the number of something of another's.
FOREIGN = {
    "group_seat": lambda group: group.its_seat.pk,
    "group_seat_remove": lambda group: group.its_seat.pk,
    "group_milestone": lambda group: group.its_milestone.pk,
    "group_milestone_settle": lambda group: group.its_milestone.pk,
    "group_invitation_resend": lambda group: group.its_invitation.pk,
    "group_invitation_revoke": lambda group: group.its_invitation.pk,
    "thread_pin": lambda group: group.its_thread.pk,
    "thread_lock": lambda group: group.its_thread.pk,
    "thread_tags": lambda group: group.its_thread.pk,
    "thread_reply": lambda group: group.its_thread.pk,
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_lead_reaches_nothing_of_another_group_below_the_own_address(client, secret, name):
    group = make.group()
    client.force_login(proved(make.lead(group)))
    fields = {"role": "observer", "reason": "Mine now.", "state": "dropped", "body": "Words.", "title": "Mine"}
    here = client.post(reverse(name, args=[group.slug, FOREIGN[name](secret)]), fields)
    never = client.post(reverse(name, args=[group.slug, NEVER["pk"]]), fields)
    assert here.status_code == never.status_code == 404
    assert "Zanzibar" not in here.content.decode()
    for thing in (secret.its_seat, secret.its_milestone, secret.its_invitation, secret.its_thread):
        thing.refresh_from_db()
    assert secret.its_seat.left_at is None and secret.its_milestone.state == "planned"
    assert secret.its_invitation.revoked_at is None
    assert (secret.its_thread.pinned_at, secret.its_thread.locked_at, secret.its_thread.reply_count) == (None, None, 0)
