"""Writing an invitation to the alliance, sending it, sending it anew, taking it back."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from members import actions
from members.invitations import VALID_FOR, State, asked_at, hash_of, state_of
from members.models import Invitation
from portal.postoffice import delivery
from portal.postoffice.dispatches import OUTBOX
from portal.postoffice.models import Dispatch
from tests import factories
from tests.members.invitations.links import link, move, secret_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]


def test_the_mail_says_who_invites_and_until_when_and_answers_go_to_the_secretariat(invite, mailoutbox, settings):
    invitation, _secret = invite(by=factories.staff("Ines Okoro"), message="We need your voice.")
    letter = mailoutbox[-1]
    assert letter.to == ["ana@example.org"]
    assert letter.subject == f"Ines Okoro invites you to {settings.ALLIANCE_NAME}"
    assert letter.reply_to == [settings.SECRETARIAT_EMAIL]
    assert "We need your voice." in letter.body
    assert f"{invitation.expires_at:%Y, %H:%M}" in letter.body
    assert invitation.invited_by.email not in letter.message().as_string()


def test_only_the_hash_of_the_secret_is_kept(invite):
    invitation, secret = invite()
    assert len(secret) == 43
    assert invitation.secret_hash == hash_of(secret)
    with connection.cursor() as cursor:
        cursor.execute("SELECT invitation::text FROM members_invitation invitation")
        assert secret not in cursor.fetchone()[0]


def test_a_task_that_runs_twice_sends_once(invite, mailoutbox):
    invitation, secret = invite()
    delivery.send(OUTBOX, [Dispatch.objects.get(about=invitation.pk).pk])
    assert len(mailoutbox) == 1
    assert Invitation.objects.get().secret_hash == hash_of(secret)


@pytest.mark.parametrize("kind", ["member", "applied"])
def test_only_the_secretariat_invites_to_the_alliance(kind):
    by = factories.member(state="active" if kind == "member" else "applied")
    with pytest.raises(PermissionDenied):
        actions.invite(by=by, email="ana@example.org")
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("email", ["", "ana", "ana@", "ana@example.org, eve@example.org", "a" * 250 + "@example.org"])
def test_what_is_no_address_is_refused(email):
    with pytest.raises(ValidationError):
        actions.invite(by=factories.staff(), email=email)


def test_a_second_invitation_to_the_same_address_waits_for_the_first(invite):
    invite()
    with pytest.raises(ValidationError, match="open already"):
        actions.invite(by=factories.staff(), email="ANA@Example.org")


def test_sending_anew_gives_a_new_link_and_kills_the_old(invite, run_tasks, mailoutbox, client):
    invitation, old = invite()
    move(invitation, days=20)
    with run_tasks():
        actions.resend_invitation(invitation, by=factories.staff())
    new = secret_in(mailoutbox[-1])
    assert client.get(link(old)).status_code == 404
    assert client.get(link(new)).status_code == 200
    again = Invitation.objects.get()
    assert again.expires_at - timezone.now() > VALID_FOR - datetime.timedelta(minutes=1)
    assert state_of(again, timezone.now()) == State.SENT


def test_sending_anew_waits_a_minute(invite):
    invitation, _secret = invite()
    with pytest.raises(ValidationError, match="less than a minute"):
        actions.resend_invitation(invitation, by=factories.staff())
    assert timezone.now() - asked_at(invitation) < datetime.timedelta(minutes=1)


def test_what_was_revoked_is_neither_sent_nor_revoked_again(invite):
    invitation, _secret = invite()
    move(invitation, minutes=5)
    actions.revoke_invitation(invitation, by=factories.staff())
    with pytest.raises(ValidationError):
        actions.resend_invitation(invitation, by=factories.staff())
    with pytest.raises(ValidationError):
        actions.revoke_invitation(invitation, by=factories.staff())


def test_a_revoked_invitation_that_still_waits_for_its_mail_is_not_sent(run_tasks, mailoutbox):
    staff = factories.staff()
    with run_tasks():
        actions.revoke_invitation(actions.invite(by=staff, email="ana@example.org"), by=staff)
    assert mailoutbox == []


def test_a_member_neither_sends_nor_revokes(invite):
    invitation, _secret = invite()
    for act in (actions.resend_invitation, actions.revoke_invitation):
        with pytest.raises(PermissionDenied):
            act(invitation, by=factories.member())


def test_the_secretariat_lists_filters_resends_and_revokes(invite, client):
    invitation, _secret = invite()
    move(invitation, minutes=5)
    client.force_login(factories.staff(is_superuser=True))
    url = reverse("admin:members_invitation_changelist")
    assert "ana@example.org" in client.get(url, {"state": "sent"}).content.decode()
    assert "ana@example.org" not in client.get(url, {"state": "expired"}).content.decode()
    client.post(url, {"action": "resend_selected", "_selected_action": [invitation.pk]})
    assert state_of(Invitation.objects.get(), timezone.now()) == State.WAITING
    client.post(url, {"action": "revoke_selected", "_selected_action": [invitation.pk]})
    assert Invitation.objects.get().revoked_at
    assert client.get(reverse("admin:members_invitation_add"))["Location"] == reverse("invite")
