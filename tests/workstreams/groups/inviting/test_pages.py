"""The pages of invitations to a group."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.models import Invitation
from tests import factories
from tests.members.invitations.links import link, secret_in
from tests.workstreams.groups.inviting.places import url
from workstreams.groups import actions
from workstreams.groups.models import InvitedSeat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]


def test_one_person_is_invited_on_one_page(client, group, lead, run_tasks, mailoutbox):
    client.force_login(lead)
    typed = {"email": "ana@example.org", "name": "Ana Quispe", "role": "observer", "message": "Come."}
    with run_tasks():
        done = client.post(url("invite", group), typed)
    assert done["Location"] == url("invitations", group)
    seat = InvitedSeat.objects.get()
    assert (seat.role, seat.invitation.name) == ("observer", "Ana Quispe")
    assert len(mailoutbox) == 1
    page = client.get(url("invitations", group)).content.decode()
    assert "ana@example.org" in page and "Sent" in page and "Observer" in page


@pytest.mark.parametrize(
    "wrong", [{"email": "ana"}, {"email": ""}, {"name": "https://spam.example"}, {"role": "chair"}]
)
def test_a_form_that_is_not_in_order_is_kept(client, group, lead, wrong):
    client.force_login(lead)
    answer = client.post(
        url("invite", group), {"email": "ana@example.org", "role": "observer", "message": "Come and see.", **wrong}
    )
    assert answer.status_code == 422
    assert "Come and see.</textarea>" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_the_state_of_each_invitation_is_seen(client, group, lead, invite):
    for name in ("sent", "accepted", "expired", "revoked"):
        invite(f"{name}@example.org")
    taker = factories.member("Ana Quispe")
    by_name = {one.email.partition("@")[0]: one for one in Invitation.objects.all()}
    Invitation.objects.filter(pk=by_name["accepted"].pk).update(accepted_at=timezone.now(), accepted_by=taker)
    Invitation.objects.filter(pk=by_name["expired"].pk).update(
        created_at=timezone.now() - datetime.timedelta(days=20), expires_at=timezone.now() - datetime.timedelta(days=6)
    )
    actions.revoke_group_invitation(by_name["revoked"].invited_seat, by=lead)
    client.force_login(lead)
    page = client.get(url("invitations", group))
    states = {row["invitation"].email.partition("@")[0]: row["state"].value for row in page.context["rows"]}
    assert states == {name: name for name in ("sent", "accepted", "expired", "revoked")}
    assert "accepted by <bdi>Ana Quispe</bdi>" in page.content.decode()
    assert page.content.decode().count("Send again") == 2
    assert page.content.decode().count("Revoke<span") == 1


def test_a_lead_sends_again_and_revokes(client, group, lead, invite, run_tasks, mailoutbox):
    seat, old = invite()
    client.force_login(lead)
    again = url("invitation_resend", group, seat.invitation_id)
    assert "less than a minute" in client.post(again, follow=True).content.decode()
    time = datetime.timedelta(minutes=2)
    one = seat.invitation
    Invitation.objects.update(created_at=one.created_at - time, expires_at=one.expires_at - time)
    with run_tasks():
        client.post(again)
    new = secret_in(mailoutbox[-1])
    assert (Client().get(link(old)).status_code, Client().get(link(new)).status_code) == (404, 200)
    client.post(url("invitation_revoke", group, seat.invitation_id))
    assert Client().get(link(new)).status_code == 410


def test_a_lead_reaches_no_invitation_of_another_group(client, group, invite):
    seat, _secret = invite()
    other = factories.group()
    client.force_login(factories.lead(other))
    for name in ("invitation_resend", "invitation_revoke"):
        assert client.post(url(name, other, seat.invitation_id)).status_code == 404
        assert client.post(url(name, group, seat.invitation_id)).status_code == 403


PAGES = ["invitations", "invite", "invite_list"]


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_for_leads_and_the_secretariat(client, group, lead, name):
    for who, status in [
        (factories.member(), 403),
        (factories.participant(group), 403),
        (lead, 200),
        (factories.staff(), 200),
    ]:
        client.force_login(who)
        assert client.get(url(name, group)).status_code == status


@pytest.mark.parametrize("name", PAGES)
def test_a_private_group_does_not_exist_here_for_those_outside(client, name):
    private = factories.group(visibility="private")
    client.force_login(factories.lead(factories.group()))
    assert client.get(url(name, private)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_the_alliance_has_the_same_pages_for_the_secretariat(client, group, lead, invite, name):
    invite()
    client.force_login(lead)
    assert client.get(reverse(name)).status_code == 403
    client.force_login(factories.staff())
    assert client.get(reverse(name)).status_code == 200


def test_the_list_costs_the_same_for_one_and_for_thirty(client, group, lead, invite, django_assert_max_num_queries):
    def cost():
        counted = []
        for who, address in [(lead, url("invitations", group)), (staff, reverse("invitations"))]:
            client.force_login(who)
            client.get(address)
            with django_assert_max_num_queries(15) as queries:
                assert client.get(address).status_code == 200
            counted.append(len(queries))
        return counted

    staff = factories.staff()
    invite("first@example.org")
    one = cost()
    for number in range(29):
        actions.invite_to_group(group, by=factories.lead(group), email=f"a{number}@example.org")
    assert cost() == one
