"""Inviting a list of people: each line is looked at before anything is sent."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.models import Invitation, Profile
from tests import factories
from tests.workstreams.groups.inviting.places import url
from workstreams.groups.guests import guest_list
from workstreams.groups.models import InvitedSeat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]


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
    assert said[4] == "Write the name without an address of the web or of mail."


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
