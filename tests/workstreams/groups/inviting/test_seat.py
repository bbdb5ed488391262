"""The seat that comes with an invitation."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client

from members import actions as members
from members.models import Invitation, Member
from tests import factories
from tests.members.invitations.links import link
from tests.members.signing_up import carried, end, sector, you
from tests.workstreams.groups.inviting.places import seats_of
from workstreams.groups.models import JoinRequest, Participation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]


def test_a_member_takes_the_seat_with_one_press(invite, group, client):
    _seat, secret = invite(role="editor")
    person = factories.member(email="ana@example.org")
    client.force_login(person)
    assert "Take the seat" in client.get(link(secret)).content.decode()
    done = client.post(link(secret), {"role": "lead", "group": "1"})
    assert done["Location"] == group.get_absolute_url()
    assert seats_of(person, group) == ["editor"]
    assert Participation.objects.get(member=person).given_by.name == "Ines Okoro"


def test_signing_up_lands_in_the_group_in_the_role(invite, group, client):
    _seat, secret = invite(role="observer", name="Ana Quispe")
    first = client.get("/accounts/signup/", {"invitation": secret})
    second = client.post("/accounts/signup/", {"continue": "1", **carried(first), **you()})
    third = client.post("/accounts/signup/", {"continue": "1", **carried(second), **sector()})
    done = client.post("/accounts/signup/", {"continue": "1", **carried(third), **end(role="lead")})
    assert done["Location"] == group.get_absolute_url()
    person = Member.objects.get(email="ana@example.org")
    assert person.membership.admitted_through == "invitation"
    assert seats_of(person, group) == ["observer"]
    assert client.get(group.get_absolute_url()).status_code == 200


def test_the_seat_answers_an_open_request(invite, group, lead):
    _seat, secret = invite()
    person = factories.member(email="ana@example.org")
    request = JoinRequest.objects.create(group=group, member=person)
    members.accept_invitation(secret, by=person)
    request.refresh_from_db()
    assert (request.outcome, request.decided_by) == ("accepted", lead)


def test_who_sits_there_already_keeps_the_seat_and_its_role(invite, group):
    _seat, secret = invite(role="lead")
    person = factories.participant(group, email="ana@example.org")
    members.accept_invitation(secret, by=person)
    assert seats_of(person, group) == ["participant"]


@pytest.mark.parametrize("state", ["declined", "suspended"])
def test_a_lead_does_not_bring_in_whom_the_secretariat_declined_or_suspended(invite, group, state):
    _seat, secret = invite()
    person = factories.member(email="ana@example.org", state=state)
    with pytest.raises(PermissionDenied):
        members.accept_invitation(secret, by=person)
    assert seats_of(person, group) == []


def test_nothing_is_accepted_when_the_group_takes_nobody(invite, group):
    _seat, secret = invite()
    group.state = "concluded"
    group.save(update_fields=["state"])
    person = factories.member(email="ana@example.org", state="applied")
    with pytest.raises(ValidationError):
        members.accept_invitation(secret, by=person)
    person.membership.refresh_from_db()
    assert person.membership.state == "applied"
    assert Invitation.objects.get().accepted_at is None


def test_the_page_says_why_a_seat_cannot_be_taken_and_offers_no_button(invite, group, client):
    _seat, secret = invite()
    group.state = "dormant"
    group.save(update_fields=["state"])
    for person in (None, factories.member(email="ana@example.org")):
        if person:
            client.force_login(person)
        for answer in (client.get(link(secret)), client.post(link(secret))):
            assert "This group rests" in answer.content.decode()
            assert "Take the seat" not in answer.content.decode()
            assert answer.status_code == 409


def test_who_left_the_secretariat_and_never_led_the_group_gives_no_seat(invite, group, client):
    staff = factories.staff()
    _seat, secret = invite(by=staff)
    Member.objects.filter(pk=staff.pk).update(is_staff=False)
    person = factories.member(email="ana@example.org")
    client.force_login(person)
    assert "no longer takes part" in client.get(link(secret)).content.decode()
    with pytest.raises(ValidationError, match="no longer takes part"):
        members.accept_invitation(secret, by=person)
    assert seats_of(person, group) == []


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_accept_at_once_get_one_seat(invite, group):
    _seat, secret = invite()
    person = factories.member(email="ana@example.org")
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
    assert seats_of(person, group) == ["participant"]
