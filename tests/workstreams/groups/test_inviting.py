"""Invitations to a group: who may send them, the look at a list, and the seat that comes with one."""

import datetime
import re
import threading

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members import actions as members
from members.models import Invitation, Member, Profile
from tests import factories
from tests.members.test_invitations import hidden, link, secret_in
from tests.members.test_signup import end, sector, you
from workstreams.groups import actions
from workstreams.groups.guests import guest_list
from workstreams.groups.models import InvitedSeat, JoinRequest, Participation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture
def group():
    return factories.group("Graded model access", joining="invitation")


@pytest.fixture
def lead(group):
    return factories.lead(group, "Ines Okoro")


@pytest.fixture
def invite(run_tasks, mailoutbox, group, lead):
    """Invite to the group, and read the link from the mail: returns the invited seat and the secret in its link."""

    def inviting(email="ana@example.org", *, by=None, **fields):
        with run_tasks():
            seat = actions.invite_to_group(group, by=by or lead, email=email, **fields)
        return seat, secret_in(mailoutbox[-1])

    return inviting


def url(name, group, *args):
    return reverse(f"group_{name}", args=[group.slug, *args])


def seats_of(person, group):
    return list(Participation.objects.current().filter(group=group, member=person).values_list("role", flat=True))


# Who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["participant", "observer", "editor", "lead"])
def test_a_lead_invites_in_every_role(invite, role):
    seat, _secret = invite(role=role)
    assert seat.role == role
    assert seat.invitation.invited_by.name == "Ines Okoro"


@pytest.mark.parametrize("kind", ["member", "participant", "other_lead", "applied"])
def test_nobody_else_invites(group, kind):
    by = {
        "member": factories.member,
        "participant": lambda: factories.participant(group),
        "other_lead": lambda: factories.lead(factories.group()),
        "applied": lambda: factories.member(state="applied"),
    }[kind]()
    with pytest.raises(PermissionDenied):
        actions.invite_to_group(group, by=by, email="ana@example.org")
    assert not Invitation.objects.exists()


def test_a_role_that_does_not_exist_is_refused(group, lead):
    with pytest.raises(PermissionDenied):
        actions.invite_to_group(group, by=lead, email="ana@example.org", role="chair")


@pytest.mark.parametrize("state", ["dormant", "concluded"])
def test_a_group_that_rests_or_is_done_invites_nobody(group, lead, state):
    group.state = state
    group.save(update_fields=["state"])
    with pytest.raises(ValidationError):
        actions.invite_to_group(group, by=lead, email="ana@example.org")


def test_one_open_invitation_for_an_address_and_a_group(invite, lead):
    invite()
    with pytest.raises(ValidationError, match="open already"):
        invite("ANA@example.org")
    other = factories.group()
    factories.seat(lead, other, "lead")
    assert actions.invite_to_group(other, by=lead, email="ana@example.org").group == other


def test_a_lead_writes_no_more_than_two_hundred_a_day(group, lead):
    now = timezone.now()
    Invitation.objects.bulk_create(
        Invitation(
            email=f"a{number}@example.org",
            invited_by=lead,
            expires_at=now + datetime.timedelta(days=1),
            secret_hash=str(number),
        )
        for number in range(200)
    )
    with pytest.raises(ValidationError, match="a day"):
        actions.invite_to_group(group, by=lead, email="ana@example.org")


def test_the_mail_names_a_private_group_to_the_invited_alone(invite, group, mailoutbox, client):
    group.visibility = "private"
    group.save(update_fields=["visibility"])
    _seat, secret = invite(name="Ana Quispe", message="Your seat is ready.")
    assert mailoutbox[-1].subject == "Ines Okoro invites you to Graded model access"
    assert "Graded model access" in client.get(link(secret)).content.decode()
    client.force_login(factories.member())
    assert "Graded model access" not in client.get(link(secret)).content.decode()


# Taking the seat -------------------------------------------------------------------------------------------------


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
    second = client.post("/accounts/signup/", {"continue": "1", **hidden(first), **you()})
    third = client.post("/accounts/signup/", {"continue": "1", **hidden(second), **sector()})
    done = client.post("/accounts/signup/", {"continue": "1", **hidden(third), **end(role="lead")})
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


# The look at a list ----------------------------------------------------------------------------------------------


def wrongs(lines):
    return {one.email: one.wrong for one in lines}


def test_each_line_is_looked_at_by_itself(group, lead, invite):
    invite("open@example.org")
    text = "\n".join(
        [
            "E-mail address;Role;Name",
            "ana@example.org;observer;Ana Quispe",
            "ANA@EXAMPLE.ORG;;Ana again",
            "no address;;Nobody",
            "open@example.org;;",
            "bo@example.org;chair;Bo",
            "cy@example.org;Editor;https://spam.example",
            "di@example.org;;Di",
        ]
    )
    lines = guest_list(text, by=lead, group=group)
    assert [(one.line, one.email, one.role) for one in lines if not one.wrong] == [
        (2, "ana@example.org", "observer"),
        (8, "di@example.org", "participant"),
    ]
    said = [one.wrong for one in lines if one.wrong]
    assert said[0] == "This address stands in line 2 already."
    assert said[1].startswith("Enter an e-mail address")
    assert said[2] == "An invitation to this address is open already."
    assert said[3].startswith("“chair” is no role.")
    assert said[4] == "Write the name without a web address."


def test_a_lead_learns_of_a_seat_only_from_whom_shows_the_address(group, lead):
    hidden_one = factories.participant(group, email="quiet@example.org")
    open_one = factories.participant(group, email="open@example.org")
    Profile.objects.update_or_create(member=hidden_one, defaults={"email_audience": "nobody"})
    Profile.objects.update_or_create(member=open_one, defaults={"email_audience": "groups"})
    factories.member(email="elsewhere@example.org")
    text = "quiet@example.org\nopen@example.org\nelsewhere@example.org\nnew@example.org"
    told = wrongs(guest_list(text, by=lead, group=group))
    assert {email for email, wrong in told.items() if wrong} == {"open@example.org"}
    told = wrongs(guest_list(text, by=factories.staff(), group=group))
    assert {email for email, wrong in told.items() if wrong} == {"quiet@example.org", "open@example.org"}


def test_a_list_is_looked_at_and_then_sent(client, group, lead, run_tasks, mailoutbox):
    client.force_login(lead)
    address = url("invite_list", group)
    typed = {"people": "ana@example.org, Ana\nbo@example.org, Bo\nnobody", "role": "participant", "message": "Come."}
    looked = client.post(address, {**typed, "look": "1"})
    page = looked.content.decode()
    assert looked.status_code == 200
    assert "Send 2 invitations" in page
    assert "nobody</textarea>" in page
    assert not Invitation.objects.exists()
    with run_tasks():
        sent = client.post(address, {**typed, "seen": looked.context["seen"], "send": "1"})
    assert {letter.to[0] for letter in mailoutbox} == {"ana@example.org", "bo@example.org"}
    assert "Come." in mailoutbox[0].body
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "2 invitations are on their way." in page
    assert re.search(r"<textarea[^>]*name=\"people\"[^>]*>\s*nobody,,", page)
    assert ">Come.</textarea>" in page.replace("\nCome.", "Come.")


def test_a_list_that_was_changed_since_the_look_is_looked_at_again(client, group, lead):
    client.force_login(lead)
    address = url("invite_list", group)
    typed = {"people": "ana@example.org", "role": "participant"}
    seen = client.post(address, {**typed, "look": "1"}).context["seen"]
    changed = client.post(address, {"people": "eve@example.org", "role": "participant", "seen": seen, "send": "1"})
    assert changed.status_code == 200
    assert "Send 1 invitation" in changed.content.decode()
    client.post(address, {"people": "ana@example.org", "role": "lead", "seen": seen, "send": "1"})
    assert not Invitation.objects.exists()


def test_a_file_is_read_into_the_box(client, group, lead):
    client.force_login(lead)
    file = SimpleUploadedFile("people.csv", "\ufeffemail,name\nana@example.org,Ana Quispe\n".encode())
    page = client.post(url("invite_list", group), {"file": file, "role": "participant", "look": "1"})
    assert "ana@example.org,Ana Quispe</textarea>" in page.content.decode()
    assert "Send 1 invitation" in page.content.decode()


@pytest.mark.parametrize(
    "content, said",
    [
        (b"a" * (1024 * 1024 + 1), "larger than 1 MB"),
        ("Jürgen".encode("latin-1"), "not written in UTF-8"),
        (b"a\x00b", "NUL bytes"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_what_was_typed_kept(client, group, lead, content, said):
    client.force_login(lead)
    file = SimpleUploadedFile("people.csv", content)
    typed = {"people": "ana@example.org", "message": "Come and see.", "role": "editor"}
    answer = client.post(url("invite_list", group), {**typed, "file": file})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "ana@example.org</textarea>" in page
    assert "Come and see.</textarea>" in page


@pytest.mark.parametrize("people", ["", "email,name\n", "\n".join(f"a{n}@example.org" for n in range(501))])
def test_an_empty_or_endless_list_is_refused(client, group, lead, people):
    client.force_login(lead)
    assert client.post(url("invite_list", group), {"people": people, "role": "participant"}).status_code == 422


# The pages -------------------------------------------------------------------------------------------------------


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


def test_the_secretariat_invites_several_to_the_alliance(client, run_tasks, mailoutbox):
    factories.member(email="here@example.org")
    client.force_login(factories.staff())
    typed = {"people": "ana@example.org\nhere@example.org\nbo@example.org"}
    looked = client.post(reverse("invite_list"), {**typed, "look": "1"})
    assert "This person is a member already." in looked.content.decode()
    with run_tasks():
        client.post(reverse("invite_list"), {**typed, "seen": looked.context["seen"], "send": "1"})
    assert sorted(letter.to[0] for letter in mailoutbox) == ["ana@example.org", "bo@example.org"]
    assert not InvitedSeat.objects.exists()


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


@pytest.mark.parametrize("how", ["removed", "given another role"])
def test_what_a_lead_wrote_goes_with_the_lead_that_others_end(invite, group, lead, how):
    other = factories.lead(group)
    seat, secret = invite(role="lead")
    of_the_other, _secret = invite("bo@example.org", by=other)
    if how == "removed":
        actions.remove_from_group(group.participations.get(member=lead), by=other, reason="We do not get on.")
    else:
        actions.appoint(lead, group, by=other, role="observer")
    with pytest.raises(ValidationError, match="taken back"):
        members.accept_invitation(secret, by=factories.member(email="ana@example.org"))
    revoked = Invitation.objects.get(pk=seat.invitation_id)
    assert (revoked.revoked_by, revoked.accepted_at) == (other, None)
    assert Invitation.objects.get(pk=of_the_other.invitation_id).revoked_at is None


def test_what_a_lead_wrote_stays_when_they_step_down_by_themselves(invite, group, lead):
    factories.lead(group)
    _seat, secret = invite()
    actions.step_down(group, by=lead)
    ana = factories.member(email="ana@example.org")
    members.accept_invitation(secret, by=ana)
    assert seats_of(ana, group) == ["participant"]
