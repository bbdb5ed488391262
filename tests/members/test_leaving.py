"""Leaving the alliance: what ends, what stays, who cannot go yet, and coming back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from members import actions
from members.models import AffiliationChange, Membership
from tests import factories
from workstreams.digests import actions as digests
from workstreams.digests.models import Subscription
from workstreams.groups import actions as groups
from workstreams.groups.models import JoinRequest

pytestmark = pytest.mark.django_db


def state_of(member):
    return Membership.objects.get(member=member).state


def test_leaving_ends_membership_seats_and_digest_and_keeps_what_was_said():
    group = factories.group()
    member = factories.participant(group)
    thread = factories.thread(group, by=member)
    digests.choose_digest(member, by=member, frequency="weekly", weekday=0, hour=8)
    asked = factories.group(joining="request")
    groups.ask_to_join(asked, by=member)
    membership = actions.leave(member.membership, by=member)
    assert membership.state == "ended" and membership.ended_at
    assert not member.participations.current().exists()
    assert member.participations.get().left_at
    assert not JoinRequest.objects.filter(member=member).exists()
    assert Subscription.objects.get(member=member).frequency == "never"
    assert factories.root(thread).author == member
    assert factories.root(thread).sector
    assert not member.affiliations.current().exists()


def test_who_leaves_is_told(run_tasks, mailoutbox):
    member = factories.member()
    with run_tasks():
        actions.leave(member.membership, by=member)
    assert [(letter.to, letter.subject) for letter in mailoutbox] == [([member.email], "You have left the alliance")]


@pytest.mark.parametrize("state", ["applied", "active", "suspended"])
def test_applicants_and_suspended_members_may_leave_too(state):
    member = factories.member(state=state)
    actions.leave(member.membership, by=member)
    assert state_of(member) == "ended"


@pytest.mark.parametrize("state", ["declined", "ended"])
def test_who_is_not_in_cannot_leave(state):
    member = factories.member(state="declined" if state == "declined" else "active")
    if state == "ended":
        actions.leave(member.membership, by=member)
    with pytest.raises(ValidationError, match="nothing to leave"):
        actions.leave(member.membership, by=member)


@pytest.mark.parametrize("who", ["another", "staff"])
def test_nobody_leaves_for_another(who):
    member = factories.member()
    with pytest.raises(PermissionDenied):
        actions.leave(member.membership, by=factories.staff() if who == "staff" else factories.member())
    assert state_of(member) == "active"


def test_who_works_for_the_secretariat_cannot_leave():
    staff = factories.staff()
    with pytest.raises(ValidationError, match="secretariat"):
        actions.leave(staff.membership, by=staff)


def test_the_only_lead_cannot_leave_and_reads_of_which_groups():
    group, other, done = factories.group("Graded access"), factories.group("Liability"), factories.group("Done")
    lead = factories.lead(group)
    for led in [other, done]:
        factories.seat(lead, led, "lead")
    type(done).objects.filter(pk=done.pk).update(state="concluded")
    with pytest.raises(ValidationError) as refused:
        actions.leave(lead.membership, by=lead)
    assert "Graded access, Liability" in refused.value.messages[0] and "Done" not in refused.value.messages[0]
    assert state_of(lead) == "active"
    assert lead.participations.current().count() == 3
    factories.lead(group)
    factories.lead(other)
    actions.leave(lead.membership, by=lead)
    assert state_of(lead) == "ended"


def test_a_change_of_affiliation_that_waits_is_withdrawn():
    member = factories.member()
    AffiliationChange.objects.create(member=member, sector=factories.sector("civil"))
    actions.leave(member.membership, by=member)
    assert AffiliationChange.objects.get().outcome == "withdrawn"


def test_coming_back_is_an_application_like_any_other():
    organisation = factories.organisation()
    member = factories.member(organisation=organisation)
    actions.leave(member.membership, by=member)
    membership = actions.apply_again(member.membership, by=member, statement=" I am back. ")
    assert (membership.state, membership.statement, membership.ended_at) == ("applied", "I am back.", None)
    assert member.affiliations.current().get().organisation == organisation
    assert member.affiliations.count() == 2
    actions.approve_membership(membership, by=factories.staff())
    assert state_of(member) == "active"
    assert not member.participations.current().exists()


def test_who_has_not_left_cannot_come_back():
    member = factories.member()
    with pytest.raises(ValidationError):
        actions.apply_again(member.membership, by=member)


def sign_in(client, member):
    """Signed in, and the password given once more a moment ago."""
    client.force_login(member)
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})


def test_the_page_says_what_happens_and_asks_for_a_word(client):
    member = factories.member()
    sign_in(client, member)
    shown = client.get(reverse("leave_alliance")).content.decode()
    assert "your seat in every group" in shown and "What you wrote stays" in shown
    wrong = client.post(reverse("leave_alliance"), {"word": "yes"})
    assert wrong.status_code == 422 and 'value="yes"' in wrong.content.decode()
    assert state_of(member) == "active"
    assert client.post(reverse("leave_alliance"), {"word": "Leave"}).url == reverse("application")
    assert state_of(member) == "ended"
    assert "You have left the alliance" in client.get(reverse("application")).content.decode()


def test_the_page_names_the_groups_that_hold_a_lead_back(client):
    member = factories.lead(factories.group("Graded access"))
    sign_in(client, member)
    refused = client.post(reverse("leave_alliance"), {"word": "leave"})
    assert refused.status_code == 422 and "Graded access" in refused.content.decode()


def test_whoever_leaves_gives_the_password_once_more(client):
    member = factories.member()
    client.force_login(member)
    assert client.get(reverse("leave_alliance")).url.startswith(reverse("account_reauthenticate"))
    assert client.post(reverse("leave_alliance"), {"word": "leave"}).status_code == 302
    assert state_of(member) == "active"


def test_the_page_to_come_back(client):
    member = factories.member()
    actions.leave(member.membership, by=member)
    client.force_login(member)
    assert reverse("apply_again") in client.get(reverse("application")).content.decode()
    refused = client.post(reverse("apply_again"), {"statement": "I am back."})
    assert refused.status_code == 422 and "I am back." in refused.content.decode()
    client.post(reverse("apply_again"), {"statement": "I am back.", "accept_rules": "on"})
    assert state_of(member) == "applied"
    assert client.get(reverse("apply_again")).status_code == 302


def test_a_declined_applicant_finds_no_way_to_leave(client):
    member = factories.member(state="declined")
    sign_in(client, member)
    assert reverse("leave_alliance") not in client.get(reverse("settings")).content.decode()
    assert client.get(reverse("leave_alliance")).url == reverse("application")
