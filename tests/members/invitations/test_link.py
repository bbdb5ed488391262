"""The link of an invitation: who may use it, and what becomes of it."""

import re
import threading

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from members import actions
from members.models import Invitation, Member, Membership
from tests import factories
from tests.members.invitations.links import link, move
from tests.members.signing_up import URL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]


def test_opening_the_link_uses_nothing_up(invite, client):
    _invitation, secret = invite(message="We need your voice.")
    for _ in range(3):
        assert client.head(link(secret)).status_code == 200
        page = client.get(link(secret)).content.decode()
    assert "We need your voice." in page
    assert f"{URL}?invitation={secret}" in page
    assert Invitation.objects.get().accepted_at is None


def test_every_unknown_link_gets_the_same_answer(client):
    secrets = ["a", "x" * 43, "y" * 43, "new"]
    answers = {without_tokens(client.get(link(secret)).content.decode(), secret) for secret in secrets}
    assert len(answers) == 1
    assert client.get(link("x" * 43)).status_code == 404


def without_tokens(page, secret):
    """The page without its own address and its form keys, which differ by themselves."""
    return re.sub(
        r'(name="csrfmiddlewaretoken" value|hx-headers)=["\'][^>]*', "", page.replace(f"/invitations/{secret}/", "")
    )


def test_who_tries_many_links_waits(invite, client):
    _invitation, secret = invite()
    for number in range(30):
        assert client.get(link(f"guess-{number}")).status_code == 404
    assert client.get(link("guess")).status_code == 429
    assert client.get(link(secret)).status_code == 429


def test_a_page_that_is_opened_often_is_no_guess(invite, client):
    _invitation, secret = invite()
    for _ in range(40):
        assert client.get(link(secret)).status_code == 200


@pytest.mark.parametrize("end_it", ["expire", "revoke"])
def test_a_closed_invitation_says_so_and_admits_nobody(invite, client, end_it):
    invitation, secret = invite()
    person = factories.member(email="ana@example.org", state="applied")
    if end_it == "expire":
        move(invitation, days=14)
    else:
        actions.revoke_invitation(invitation, by=factories.staff())
    assert client.get(link(secret)).status_code == 410
    client.force_login(person)
    assert client.post(link(secret)).status_code == 410
    assert Membership.objects.get(member=person).state == "applied"


def test_somebody_signed_in_with_another_address_is_told_nothing_but_that(invite, client):
    _invitation, secret = invite(by=factories.staff("Ines Okoro"), message="We need your voice.")
    other = factories.member(state="applied")
    client.force_login(other)
    for answer in (client.get(link(secret)), client.post(link(secret))):
        page = answer.content.decode()
        assert answer.status_code == 403
        assert "another address" in page
        assert not re.search("Ines Okoro|We need your voice|ana@example.org", page)
    assert Membership.objects.get(member=other).state == "applied"


def test_an_address_that_is_not_confirmed_does_not_count(invite, client):
    _invitation, secret = invite()
    client.force_login(factories.member(email="ana@example.org", state="applied", verified=False))
    assert client.post(link(secret)).status_code == 403


def test_a_second_confirmed_address_counts(invite, client):
    _invitation, secret = invite()
    person = factories.member(state="applied")
    EmailAddress.objects.create(user=person, email="Ana@example.org", verified=True)
    client.force_login(person)
    assert client.post(link(secret)).status_code == 302
    assert Membership.objects.get(member=person).state == "active"


def test_an_applicant_is_admitted_by_it_and_the_record_says_so(invite, client):
    _invitation, secret = invite()
    person = factories.member(email="ana@example.org", state="applied")
    client.force_login(person)
    assert "admits you at once" in client.get(link(secret)).content.decode()
    assert client.post(link(secret), {"state": "active", "is_staff": "1"}).status_code == 302
    membership = Membership.objects.get(member=person)
    assert (membership.state, membership.admitted_through, membership.decided_by) == ("active", "invitation", None)
    invitation = Invitation.objects.get()
    assert invitation.accepted_by == person
    assert not Member.objects.get(pk=person.pk).is_staff
    assert "You have accepted this invitation" in client.get(link(secret)).content.decode()


def test_it_works_once(invite, client):
    _invitation, secret = invite()
    first = factories.member(email="ana@example.org", state="applied")
    actions.accept_invitation(secret, by=first)
    with pytest.raises(ValidationError, match="used already"):
        actions.accept_invitation(secret, by=first)
    assert client.get(link(secret)).status_code == 410


@pytest.mark.parametrize("state", ["declined", "suspended"])
def test_it_does_not_go_over_a_decision_of_the_secretariat(invite, client, state):
    _invitation, secret = invite()
    person = factories.member(email="ana@example.org", state=state)
    client.force_login(person)
    answer = client.post(link(secret))
    assert answer.status_code == 403
    assert Membership.objects.get(member=person).state == state
    assert Invitation.objects.get().accepted_at is None


def test_a_member_who_was_brought_in_accepts_the_rules_first(invite, client):
    _invitation, secret = invite()
    person = factories.member(email="ana@example.org")
    Membership.objects.filter(member=person).update(rules=None, rules_accepted_at=None)
    client.force_login(person)
    assert "Read the rules and accept them" in client.post(link(secret)).content.decode()
    assert Invitation.objects.get().accepted_at is None


def test_it_dies_with_the_membership_of_who_wrote_it(invite, client):
    staff = factories.staff()
    _invitation, secret = invite(by=staff)
    Member.objects.filter(pk=staff.pk).update(is_active=False)
    assert client.get(link(secret)).status_code == 410
    with pytest.raises(ValidationError, match="no longer takes part"):
        actions.accept_invitation(secret, by=factories.member(email="ana@example.org", state="applied"))


def test_to_the_alliance_it_dies_with_the_office_of_who_wrote_it(invite, client):
    """Whoever has left the secretariat and takes part still could not write it any more."""
    staff = factories.staff()
    _invitation, secret = invite(by=staff)
    Member.objects.filter(pk=staff.pk).update(is_staff=False)
    assert staff.membership.is_taken_up
    assert client.get(link(secret)).status_code == 410
    with pytest.raises(ValidationError, match="no longer takes part"):
        actions.accept_invitation(secret, by=factories.member(email="ana@example.org", state="applied"))


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_accept_at_once_are_one_acceptance(invite):
    _invitation, secret = invite()
    person = factories.member(email="ana@example.org", state="applied")
    tabs = [Client(), Client()]
    for tab in tabs:
        tab.force_login(person)
    barrier, answers = threading.Barrier(2), []

    def press(tab):
        barrier.wait()
        answers.append(tab.post(link(secret)).status_code)
        connection.close()

    threads = [threading.Thread(target=press, args=[tab]) for tab in tabs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409]
    assert Invitation.objects.get().accepted_by == person
    assert Membership.objects.get(member=person).admitted_through == "invitation"
