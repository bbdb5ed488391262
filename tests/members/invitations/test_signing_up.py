"""Signing up with an invitation."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from members import actions
from members.models import Invitation, Member
from tests import factories
from tests.members.invitations.links import move
from tests.members.signing_up import URL, carried, end, errors, everything, sector, you

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]


def test_the_signup_opens_with_name_and_address_filled_in_and_the_address_locked(invite, client):
    _invitation, secret = invite()
    page = client.get(URL, {"invitation": secret}).content.decode()
    assert re.search(r'<input[^>]*name="email"[^>]*value="ana@example.org"[^>]*readonly', page)
    assert 'value="Ana Quispe"' in page
    assert f'name="invitation" value="{secret}"' in page


def test_signing_up_with_it_admits_at_once_without_a_code(invite, client, mailoutbox):
    _invitation, secret = invite()
    first = client.get(URL, {"invitation": secret})
    second = client.post(URL, {"continue": "1", **carried(first), **you()})
    third = client.post(URL, {"continue": "1", **carried(second), **sector()})
    page = third.content.decode()
    assert "You are admitted at once" in page and "a code comes" not in page
    done = client.post(URL, {"continue": "1", **carried(third), **end()})
    assert (done.status_code, done["Location"]) == (302, "/")
    person = Member.objects.get(email="ana@example.org")
    assert person.membership.admitted_through == "invitation"
    assert person.is_active_member
    assert EmailAddress.objects.get(user=person).verified
    assert Invitation.objects.get().accepted_by == person
    assert client.get(reverse("settings")).status_code == 200


def test_another_address_than_the_invited_one_is_refused_and_the_form_kept(invite, client):
    _invitation, secret = invite()
    answer = client.post(URL, everything(email="eve@example.org", invitation=secret))
    assert answer.status_code == 422
    assert "The invitation went to ana@example.org" in errors(answer)["email"][0]
    page = answer.content.decode()
    assert 'value="eve@example.org"' in page
    assert "readonly" not in re.search(r'<input[^>]*name="email"[^>]*>', page)[0]
    assert not Member.objects.filter(email__in=["ana@example.org", "eve@example.org"]).exists()


@pytest.mark.parametrize("matter", ["expired", "revoked", "used", "forged"])
def test_an_invitation_that_does_not_hold_is_said_on_the_form_and_then_let_go(invite, client, matter):
    invitation, secret = invite()
    if matter == "expired":
        move(invitation, days=15)
    elif matter == "revoked":
        actions.revoke_invitation(invitation, by=factories.staff())
    elif matter == "used":
        Invitation.objects.update(accepted_at=timezone.now(), accepted_by=factories.member())
    else:
        secret = "x" * 43
    answer = client.post(URL, {"step": "1", **you(invitation=secret)})
    assert answer.status_code == 422
    assert "Go on without it" in errors(answer)["__all__"][0]
    page = answer.content.decode()
    assert 'value="Ana Quispe"' in page
    assert 'name="invitation"' not in page
    again = client.post(URL, {**carried(answer), **you()})
    assert again.status_code == 200
    assert "Which sector do you speak for?" in again.content.decode()


@pytest.mark.parametrize("field", ["is_staff", "state", "role", "admitted_through", "verified"])
def test_a_forged_field_changes_nothing(client, field):
    factories.member()  # brings rules into force
    client.post(URL, everything(**{field: "1"}))
    person = Member.objects.get(email="ana@example.org")
    assert (person.is_staff, person.membership.state) == (False, "applied")
    assert not EmailAddress.objects.get(user=person).verified


def test_the_form_carries_no_invitation_that_nobody_brought(client):
    factories.member()
    assert 'name="invitation"' not in client.get(URL).content.decode()
