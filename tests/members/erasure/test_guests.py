"""Somebody without an account, whom the secretariat erases by their address."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from members import actions
from members.models import Invitation, Member
from portal.postoffice import actions as postoffice
from tests import factories
from tests.members.erasure.traces import ADDRESS, NAME, found_in_cache, found_in_database
from tests.workstreams.publications.test_actions import at_step, begun
from workstreams.consultations.models import Comment
from workstreams.replies.models import Received

pytestmark = pytest.mark.django_db


def said(revision, body="Days.", *, name=NAME, email=ADDRESS, confirmed=True, **fields):
    return Comment.objects.create(
        revision=revision, guest_name=name, guest_email=email, body=body, body_html=f"<p>{body}</p>",
        confirmed_at=timezone.now() if confirmed else None, **fields,
    )  # fmt: skip


@pytest.fixture
def guest():
    """A guest who commented, was named by others, was invited and wrote a mail. Returns the document and its lead."""
    factories.sectors()
    group = factories.group("Graded access")
    lead = factories.lead(group)
    document = at_step(begun(group, lead), "consultation")
    revision = document.revisions.get()
    sector = factories.organisation("Tidewatch", "civil").sector
    said(revision, f"I am {NAME}, {ADDRESS}.", sector=sector)
    said(revision, email=ADDRESS.upper(), confirmed=False)
    factories.thread(group, lead, f"To {NAME}", f"**{NAME}** wrote from {ADDRESS}.")
    Invitation.objects.create(
        email=ADDRESS, name=NAME, message=f"Dear {NAME}", secret_hash="a", invited_by=lead,
        expires_at=timezone.now() + datetime.timedelta(days=7),
    )  # fmt: skip
    Received.objects.create(message_id="1", sender=ADDRESS, raw=ADDRESS.encode(), subject=NAME)
    postoffice.report("soft", ADDRESS, key="1", said=f"452 {ADDRESS} is full")
    return document, lead


class TestAGuest:
    def test_leaves_no_byte_and_the_comment_stays(self, guest):
        document, _lead = guest
        actions.erase_guest(f" {ADDRESS.upper()} ", by=factories.staff(), reason=f"{NAME} asked.", names=[NAME])
        assert found_in_database() == [] and found_in_cache() == []
        (comment,) = document.revisions.get().comments.all()
        assert (comment.guest_name, comment.guest_email, comment.sector) == ("Former guest", "", None)
        assert comment.body == "I am Former guest, Former guest." and "Former guest" in comment.body_html
        assert Invitation.objects.get().revoked_at and not Received.objects.exists()

    def test_is_named_in_the_texts_of_others_where_the_secretariat_leaves_the_name(self, guest):
        document, _lead = guest
        actions.erase_guest(ADDRESS, by=factories.staff(), reason="Asked.", names=[])
        assert {column for _table, column, _name in found_in_database()} >= {"title", "body"}
        assert document.revisions.get().comments.get().guest_name == "Former guest"

    def test_is_in_the_log_under_no_name(self, guest):
        staff = factories.staff()
        row = actions.erase_guest(ADDRESS, by=staff, reason=f"{NAME} asked.", names=[NAME])
        entry = LogEntry.objects.get(user=staff)
        assert (entry.object_id, entry.object_repr) == (str(row.pk), "Former guest")
        row.refresh_from_db()
        assert row.erased_at and row.imported_address == "" and not row.is_active

    def test_takes_no_name_along_that_a_member_bears(self, guest):
        namesake = factories.member(NAME)
        actions.erase_guest(ADDRESS, by=factories.staff(), reason="Asked.", names=[NAME])
        namesake.refresh_from_db()
        assert namesake.name == NAME

    def test_takes_no_name_along_under_which_nobody_is_known(self, guest):
        """Else a form that somebody forged would take any word out of every text."""
        document, lead = guest
        thread = factories.thread(document.group, lead, body="Model access is graded.")
        actions.erase_guest(ADDRESS, by=factories.staff(), reason="Asked.", names=["Model access", "graded"])
        assert factories.root(thread).body == "Model access is graded."

    def test_is_erased_by_the_secretariat_alone_and_for_a_reason(self, guest):
        _document, lead = guest
        with pytest.raises(PermissionDenied):
            actions.erase_guest(ADDRESS, by=lead, reason="Asked.")
        with pytest.raises(ValidationError, match="Write the reason"):
            actions.erase_guest(ADDRESS, by=factories.staff(), reason=" ")
        assert Comment.objects.filter(guest_email=ADDRESS).exists()

    def test_is_nobody_who_has_a_page_of_their_own(self):
        staff, member = factories.staff(), factories.member(email="ana@one.example")
        actions.imported_members({"old@list.example": "Old Hand"})
        for address in ("Ana@one.example", "old@list.example"):
            with pytest.raises(ValidationError, match="Erase them on their page"):
                actions.erase_guest(address, by=staff, reason="Asked.")
        with pytest.raises(ValidationError, match="Nothing is kept"):
            actions.erase_guest("nobody@one.example", by=staff, reason="Asked.")
        assert Member.objects.get(pk=member.pk).erased_at is None


def test_what_somebody_of_an_archive_said_as_a_guest_goes_with_them(guest):
    document, _lead = guest
    said(document.revisions.get(), name="Old H.", email="old@list.example")
    person = actions.imported_members({"old@list.example": "Old Hand"})["old@list.example"]
    actions.erase(person, by=factories.staff(), reason="Asked.")
    assert set(Comment.objects.filter(confirmed_at__isnull=False).values_list("guest_name", flat=True)) == {
        NAME,
        "Former member",
    }


class TestThePage:
    @pytest.fixture
    def desk(self, client):
        client.force_login(factories.staff())
        client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
        return client

    def test_asks_for_the_address_then_shows_what_is_known_and_erases(self, desk, guest):
        address = reverse("admin:members_member_erase_guest")
        assert address in desk.get(reverse("admin:members_member_changelist")).content.decode()
        assert "E-mail address" in desk.get(address).content.decode()
        answer = desk.post(address, {"address": "nobody@one.example"})
        assert answer.status_code == 422 and "Nothing is kept of this address." in answer.content.decode()
        assert desk.post(address, {"address": ""}).status_code == 422
        answer = desk.post(address, {"address": ADDRESS})
        assert answer.status_code == 200
        assert NAME in answer.content.decode() and "Erase this guest" in answer.content.decode()
        assert Comment.objects.filter(guest_email=ADDRESS).exists()
        answer = desk.post(address, {"address": ADDRESS, "erase": "1", "names": [NAME], "reason": ""})
        assert answer.status_code == 422 and "Write the reason." in answer.content.decode()
        answer = desk.post(address, {"address": ADDRESS, "erase": "1", "names": [NAME], "reason": "Asked."})
        assert answer.status_code == 302
        assert found_in_database() == []

    def test_is_shut_for_members(self, client):
        client.force_login(factories.member())
        assert client.get(reverse("admin:members_member_erase_guest")).status_code in {302, 403}
