"""An invitation's mail that the mail server does not take is tried again, and given up at last."""

import datetime
import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from members import actions
from members.invitations import State, hash_of, state_of
from members.models import Invitation
from portal.postoffice import delivery
from portal.postoffice.actions import hand_out_all
from portal.postoffice.dispatches import OUTBOX
from portal.postoffice.models import Dispatch
from portal.postoffice.querysets import MOST_ATTEMPTS
from tests import factories
from tests.members.invitations.links import secret_in

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)
NOT_NOW = smtplib.SMTPServerDisconnected("hung up")
NEVER = smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"No such user")})


class Server(EmailBackend):
    """Takes mail, but while there is `trouble`."""

    trouble = None

    def send_messages(self, messages):
        if Server.trouble:
            raise Server.trouble
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr(Server, "trouble", None)
    return Server


@pytest.fixture
def invite(run_tasks):
    def inviting():
        with run_tasks():
            return actions.invite(by=factories.staff(), email="ana@example.org")

    return inviting


def now_it_is():
    return Invitation.objects.get()


def standing():
    return state_of(now_it_is(), timezone.now())


def the_clock(run_tasks, *, after):
    with run_tasks():
        return hand_out_all(now=timezone.now() + after)


def test_a_mail_that_was_not_taken_counts_as_not_sent(server, invite, mailoutbox):
    server.trouble = NOT_NOW
    invite()
    assert (now_it_is().sent_at, standing(), mailoutbox) == (None, State.WAITING, [])


def test_the_clock_sends_it_once_the_server_is_back(server, invite, run_tasks, mailoutbox):
    server.trouble = NOT_NOW
    invite()
    server.trouble = None
    the_clock(run_tasks, after=120 * MINUTE)
    assert [letter.to for letter in mailoutbox] == [["ana@example.org"]] and standing() == State.SENT
    assert the_clock(run_tasks, after=1000 * MINUTE) == 0


def test_after_the_last_attempt_it_is_given_up(server, invite, run_tasks):
    server.trouble = NOT_NOW
    invite()
    for _again in range(MOST_ATTEMPTS - 1):
        assert standing() == State.WAITING
        Dispatch.objects.update(queued_at=timezone.now() - datetime.timedelta(days=1))
        the_clock(run_tasks, after=MINUTE)
    assert standing() == State.FAILED


def test_what_the_server_refuses_for_good_is_not_tried_again(server, invite, run_tasks):
    server.trouble = NEVER
    invite()
    assert standing() == State.FAILED
    assert the_clock(run_tasks, after=1000 * MINUTE) == 0


def test_a_task_that_the_queue_lost_is_handed_out_again(run_tasks, mailoutbox):
    actions.invite(by=factories.staff(), email="ana@example.org")
    the_clock(run_tasks, after=15 * MINUTE)
    assert len(mailoutbox) == 1


def test_what_was_taken_back_is_not_sent(run_tasks, mailoutbox):
    invitation = actions.invite(by=factories.staff(), email="ana@example.org")
    actions.revoke_invitation(invitation, by=factories.staff())
    the_clock(run_tasks, after=15 * MINUTE)
    assert mailoutbox == [] and standing() == State.REVOKED


def test_two_mails_that_wait_for_one_invitation_are_one(run_tasks, mailoutbox):
    """The mail server was away, and whoever invited pressed the button again."""
    invitation = actions.invite(by=factories.staff(), email="ana@example.org")
    Invitation.objects.update(expires_at=invitation.expires_at - 5 * MINUTE)
    actions.resend_invitation(invitation, by=factories.staff())
    the_clock(run_tasks, after=15 * MINUTE)
    assert len(mailoutbox) == 1 and hash_of(secret_in(mailoutbox[0])) == now_it_is().secret_hash


def test_every_attempt_at_a_mail_has_the_same_link(invite, mailoutbox):
    """Of two copies under one Message-ID a mail server may keep either."""
    invite()
    Invitation.objects.update(sent_at=None)
    Dispatch.objects.update(state="planned", settled_at=None)
    delivery.send(OUTBOX, [Dispatch.objects.get().pk])
    first, second = mailoutbox
    assert secret_in(first) == secret_in(second)
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_a_key_that_was_exchanged_meanwhile_still_opens_it(settings, run_tasks, mailoutbox):
    actions.invite(by=factories.staff(), email="ana@example.org")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    the_clock(run_tasks, after=15 * MINUTE)
    assert hash_of(secret_in(mailoutbox[0])) == now_it_is().secret_hash


def test_where_no_key_opens_it_any_more_whoever_invited_reads_that_it_was_not_sent(settings, run_tasks, mailoutbox):
    actions.invite(by=factories.staff(), email="ana@example.org")
    settings.SECRET_KEY = "another"
    the_clock(run_tasks, after=15 * MINUTE)
    assert mailoutbox == [] and standing() == State.FAILED


def test_who_invited_sees_that_it_failed_and_sends_it_anew(server, run_tasks, client, mailoutbox):
    server.trouble = NEVER
    staff = factories.staff()
    with run_tasks():
        actions.invite(by=staff, email="ana@example.org")
    Invitation.objects.update(expires_at=now_it_is().expires_at - 5 * MINUTE)
    client.force_login(staff)
    assert "Could not be sent" in client.get(reverse("invitations")).content.decode()
    admin = reverse("admin:members_invitation_changelist")
    assert "ana@example.org" in client.get(admin, {"state": "failed"}).content.decode()
    assert "ana@example.org" not in client.get(admin, {"state": "waiting"}).content.decode()
    server.trouble = None
    with run_tasks():
        client.post(reverse("invitation_resend", args=[now_it_is().pk]))
    assert (len(mailoutbox), standing()) == (1, State.SENT)


def test_the_secretariat_finds_its_invitations_in_its_own_menu(client):
    entry = f'href="{reverse("invitations")}"'
    client.force_login(factories.staff())
    assert entry in client.get("/").content.decode()
    client.force_login(factories.member())
    assert entry not in client.get("/").content.decode()
