"""Invitations to the alliance: the link, who may use it, and what becomes of it."""

import datetime
import re
import threading

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members import actions, delivery
from members.invitations import VALID_FOR, State, asked_at, hash_of, state_of
from members.models import Invitation, Member, Membership
from tests import factories
from tests.members.test_signup import carried, end, errors, everything, sector, you

pytestmark = pytest.mark.django_db

SIGNUP = "/accounts/signup/"


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture
def invite(run_tasks, mailoutbox):
    """Invite, and read the link from the mail: returns the invitation and the secret in its link."""

    def inviting(email="ana@example.org", name="Ana Quispe", *, by=None, act=actions.invite, **fields):
        with run_tasks():
            made = act(by=by or factories.staff(), email=email, name=name, **fields)
        invitation = getattr(made, "invitation", made)
        return Invitation.objects.get(pk=invitation.pk), secret_in(mailoutbox[-1])

    return inviting


def secret_in(letter):
    return re.search(r"/members/invitations/([\w-]+)/", letter.body)[1]


def link(secret):
    return reverse("invitation", args=[secret])


def move(invitation, **ago):
    """Let so much time go by since the invitation was asked for."""
    time = datetime.timedelta(**ago)
    Invitation.objects.filter(pk=invitation.pk).update(
        created_at=invitation.created_at - time, expires_at=invitation.expires_at - time
    )


# Writing and sending ---------------------------------------------------------------------------------------------


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
    delivery.send_invitation(invitation.pk)
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


# The page --------------------------------------------------------------------------------------------------------


def test_opening_the_link_uses_nothing_up(invite, client):
    _invitation, secret = invite(message="We need your voice.")
    for _ in range(3):
        assert client.head(link(secret)).status_code == 200
        page = client.get(link(secret)).content.decode()
    assert "We need your voice." in page
    assert f"{SIGNUP}?invitation={secret}" in page
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


# Signing up with it ----------------------------------------------------------------------------------------------


def test_the_signup_opens_with_name_and_address_filled_in_and_the_address_locked(invite, client):
    _invitation, secret = invite()
    page = client.get(SIGNUP, {"invitation": secret}).content.decode()
    assert re.search(r'<input[^>]*name="email"[^>]*value="ana@example.org"[^>]*readonly', page)
    assert 'value="Ana Quispe"' in page
    assert f'name="invitation" value="{secret}"' in page


def test_signing_up_with_it_admits_at_once_without_a_code(invite, client, mailoutbox):
    _invitation, secret = invite()
    first = client.get(SIGNUP, {"invitation": secret})
    second = client.post(SIGNUP, {"continue": "1", **hidden(first), **you()})
    third = client.post(SIGNUP, {"continue": "1", **hidden(second), **sector()})
    page = third.content.decode()
    assert "You are admitted at once" in page and "a code comes" not in page
    done = client.post(SIGNUP, {"continue": "1", **hidden(third), **end()})
    assert (done.status_code, done["Location"]) == (302, "/")
    person = Member.objects.get(email="ana@example.org")
    assert person.membership.admitted_through == "invitation"
    assert person.is_active_member
    assert EmailAddress.objects.get(user=person).verified
    assert Invitation.objects.get().accepted_by == person
    assert client.get(reverse("settings")).status_code == 200


def hidden(response):
    page = response.content.decode()
    return dict(re.findall(r'<input type="hidden" name="([a-z_0-9]+)" value="([^"]*)">', page))


def test_another_address_than_the_invited_one_is_refused_and_the_form_kept(invite, client):
    _invitation, secret = invite()
    answer = client.post(SIGNUP, everything(email="eve@example.org", invitation=secret))
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
    answer = client.post(SIGNUP, {"step": "1", **you(invitation=secret)})
    assert answer.status_code == 422
    assert "Go on without it" in errors(answer)["__all__"][0]
    page = answer.content.decode()
    assert 'value="Ana Quispe"' in page
    assert 'name="invitation"' not in page
    again = client.post(SIGNUP, {**carried(answer), **you()})
    assert again.status_code == 200
    assert "Which sector do you speak for?" in again.content.decode()


@pytest.mark.parametrize("field", ["is_staff", "state", "role", "admitted_through", "verified"])
def test_a_forged_field_changes_nothing(client, field):
    factories.member()  # brings rules into force
    client.post(SIGNUP, everything(**{field: "1"}))
    person = Member.objects.get(email="ana@example.org")
    assert (person.is_staff, person.membership.state) == (False, "applied")
    assert not EmailAddress.objects.get(user=person).verified


def test_the_form_carries_no_invitation_that_nobody_brought(client):
    factories.member()
    assert 'name="invitation"' not in client.get(SIGNUP).content.decode()


# Two at once -----------------------------------------------------------------------------------------------------


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


# The secretariat's list ------------------------------------------------------------------------------------------


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
