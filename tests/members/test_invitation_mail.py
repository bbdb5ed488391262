"""An invitation's mail that the mail server does not take is tried again, more and more seldom, and then given up."""

import datetime
import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from members import actions
from members.invitations import MOST_ATTEMPTS, State, state_of
from members.models import Invitation
from members.schedule import ENTRIES, send_forgotten_invitations
from tests import factories

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
    monkeypatch.setattr(Server, "trouble", NOT_NOW)
    return Server


@pytest.fixture
def invitation(server, run_tasks):
    """One whose mail the server did not take."""
    with run_tasks():
        made = actions.invite(by=factories.staff(), email="ana@example.org")
    return made


def now_it_is():
    return Invitation.objects.get()


def the_clock(run_tasks, *, after):
    with run_tasks():
        return actions.send_forgotten_invitations(now=now_it_is().queued_at + after)


def test_a_mail_that_was_not_taken_counts_as_not_sent(invitation, mailoutbox):
    assert (now_it_is().attempts, now_it_is().sent_at, len(mailoutbox)) == (1, None, 0)
    assert state_of(now_it_is(), timezone.now()) == State.WAITING


def test_the_clock_sends_it_once_the_server_is_back(invitation, server, run_tasks, mailoutbox):
    server.trouble = None
    assert the_clock(run_tasks, after=9 * MINUTE) == 0
    assert the_clock(run_tasks, after=10 * MINUTE) == 1
    assert [letter.to for letter in mailoutbox] == [["ana@example.org"]]
    assert state_of(now_it_is(), timezone.now()) == State.SENT
    assert the_clock(run_tasks, after=1000 * MINUTE) == 0


def test_each_attempt_doubles_the_wait_and_after_the_last_it_is_given_up(invitation, run_tasks):
    for attempts, wait in enumerate([10, 20, 40, 80], 1):
        assert now_it_is().attempts == attempts
        assert the_clock(run_tasks, after=(wait - 1) * MINUTE) == 0
        assert the_clock(run_tasks, after=wait * MINUTE) == 1
    assert now_it_is().attempts == MOST_ATTEMPTS
    assert the_clock(run_tasks, after=1000 * MINUTE) == 0
    assert state_of(now_it_is(), timezone.now()) == State.FAILED


def test_what_the_server_refuses_for_good_is_not_tried_again(server, run_tasks):
    server.trouble = NEVER
    with run_tasks():
        actions.invite(by=factories.staff(), email="ana@example.org")
    assert state_of(now_it_is(), timezone.now()) == State.FAILED
    assert the_clock(run_tasks, after=1000 * MINUTE) == 0


def test_a_task_that_the_queue_lost_is_handed_out_again(run_tasks, mailoutbox):
    actions.invite(by=factories.staff(), email="ana@example.org")
    assert the_clock(run_tasks, after=4 * MINUTE) == 0
    assert the_clock(run_tasks, after=5 * MINUTE) == 1
    assert len(mailoutbox) == 1


def test_the_clock_has_it_among_what_it_starts():
    assert send_forgotten_invitations.name in {entry["task"] for entry in ENTRIES.values()}


def test_what_was_handed_out_just_now_waits_its_turn(invitation, run_tasks, server):
    asked = invitation.queued_at
    assert actions.send_forgotten_invitations(now=asked + 10 * MINUTE) == 1
    assert actions.send_forgotten_invitations(now=asked + 10 * MINUTE) == 0


def test_what_was_taken_back_or_has_expired_is_not_sent(invitation, run_tasks):
    assert actions.send_forgotten_invitations(now=invitation.expires_at + MINUTE) == 0
    actions.revoke_invitation(invitation, by=factories.staff())
    assert the_clock(run_tasks, after=1000 * MINUTE) == 0


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
    assert (len(mailoutbox), now_it_is().attempts) == (1, 0)


def test_the_secretariat_finds_its_invitations_in_its_own_menu(client):
    entry = f'href="{reverse("invitations")}"'
    client.force_login(factories.staff())
    assert entry in client.get("/").content.decode()
    client.force_login(factories.member())
    assert entry not in client.get("/").content.decode()
