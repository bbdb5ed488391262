"""Changing for whom one speaks: asked for, confirmed or declined, and what was said keeps its day."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from members import actions
from members.models import AffiliationChange, Member, Organisation
from tests import factories
from workstreams.notices.models import Notice

pytestmark = pytest.mark.django_db

PAGE = "/members/settings/affiliation/"


def ask(member, mark="civil", name="Andes Digital Rights", **fields):
    return actions.ask_affiliation_change(
        member, by=member, sector=factories.sector(mark), organisation_name=name, **fields
    )


class TestAsking:
    def test_waits_and_changes_nothing(self):
        member = factories.member(mark="private")
        change = ask(member)
        assert (change.organisation_name, change.decided_at) == ("Andes Digital Rights", None)
        assert Member.objects.get(pk=member.pk).affiliation.sector.mark == "private"

    def test_is_possible_once_at_a_time(self):
        member = factories.member()
        ask(member)
        with pytest.raises(ValidationError, match="Withdraw it"):
            ask(member, "public")

    def test_is_for_oneself_and_for_the_admitted(self):
        member, applicant = factories.member(), factories.member(state="applied")
        with pytest.raises(PermissionDenied):
            actions.ask_affiliation_change(member, by=factories.staff(), sector=factories.sector("civil"))
        with pytest.raises(PermissionDenied):
            ask(applicant)

    def test_for_what_holds_already_is_refused(self):
        here = factories.organisation("Andes Digital Rights", "civil")
        here.former_names.create(name="ADR")
        member = factories.member(mark="civil", organisation=here)
        for name in [here.name, "adr"]:
            with pytest.raises(ValidationError, match="speak for now"):
                ask(member, name=name)

    def test_for_the_same_sector_or_for_the_same_nobody_is_no_such_thing(self):
        here = factories.organisation("Andes Digital Rights", "civil")
        assert ask(factories.member(mark="civil", organisation=here), name="Cordillera Watch")
        assert ask(factories.member(mark="civil"), "public", name="")
        brought_in_without = factories.member(mark="civil")
        brought_in_without.affiliations.all().delete()
        assert ask(brought_in_without, "civil", name="")

    def test_for_an_organisation_of_another_sector_is_refused(self):
        factories.organisation("Andes Digital Rights", "public")
        with pytest.raises(ValidationError, match="is here under"):
            ask(factories.member())

    def test_can_be_taken_back_by_the_member_alone(self):
        member = factories.member()
        change = ask(member)
        with pytest.raises(PermissionDenied):
            actions.withdraw_affiliation_change(change, by=factories.staff())
        assert actions.withdraw_affiliation_change(change, by=member).outcome == "withdrawn"
        assert ask(member)

    def test_that_was_decided_is_not_taken_back(self):
        member = factories.member()
        change = ask(member)
        actions.confirm_affiliation_change(change, by=factories.staff())
        with pytest.raises(ValidationError, match="decided already"):
            actions.withdraw_affiliation_change(change, by=member)
        assert AffiliationChange.objects.get().outcome == "confirmed"


class TestDeciding:
    def test_confirming_ends_one_affiliation_and_begins_another(self, run_tasks, mailoutbox):
        member = factories.member("Ana Quispe", "private", organisation=factories.organisation("Before", "private"))
        change = ask(member)
        with run_tasks():
            actions.confirm_affiliation_change(change, by=factories.staff())
        now, before = Member.objects.get(pk=member.pk).affiliations.order_by("-starts_at")
        assert (now.organisation.name, now.sector.mark, now.ends_at) == ("Andes Digital Rights", "civil", None)
        assert now.organisation.approved_at
        assert (before.organisation.name, before.ends_at) == ("Before", now.starts_at)
        (letter,) = mailoutbox
        assert letter.to == [member.email]
        assert "From now on you speak for Andes Digital Rights" in letter.body

    def test_confirming_leaves_what_was_said_as_it_was(self):
        group, before = factories.group(), factories.organisation("Before", "private")
        member = factories.participant(group, organisation=before)
        post = factories.root(factories.thread(group, by=member))
        actions.confirm_affiliation_change(ask(member), by=factories.staff())
        later = factories.root(factories.thread(group, by=Member.objects.get(pk=member.pk), title="What is new here?"))
        post.refresh_from_db()
        assert (post.sector.mark, post.organisation) == ("private", before)
        assert (later.sector.mark, later.organisation.name) == ("civil", "Andes Digital Rights")

    def test_declining_tells_the_reason_and_changes_nothing(self, run_tasks, mailoutbox):
        member = factories.member()
        with run_tasks():
            actions.decline_affiliation_change(ask(member), by=factories.staff(), reason="They do not know you.")
        assert "They do not know you." in mailoutbox[0].body
        assert Member.objects.get(pk=member.pk).affiliations.count() == 1
        assert not Organisation.objects.filter(name="Andes Digital Rights").exists()

    def test_either_way_the_member_finds_a_notice_of_it(self):
        member, staff = factories.member(), factories.staff()
        actions.decline_affiliation_change(ask(member), by=staff, reason="They do not know you.")
        actions.confirm_affiliation_change(ask(member), by=staff)
        events = Notice.objects.filter(recipient=member).order_by("pk").values_list("event", flat=True)
        assert list(events) == ["affiliation_declined", "affiliation_confirmed"]

    def test_confirming_lets_a_member_speak_for_themselves(self):
        member = factories.member(mark="private", organisation=factories.organisation("Before", "private"))
        actions.confirm_affiliation_change(ask(member, name=""), by=factories.staff())
        now = Member.objects.get(pk=member.pk).affiliation
        assert (now.sector.mark, now.capacity, now.organisation) == ("civil", "individual", None)

    def test_an_organisation_that_changed_its_sector_meanwhile_is_put_right_first(self):
        here, staff = factories.organisation("Andes Digital Rights", "civil"), factories.staff()
        change = ask(factories.member(mark="private"))
        facts = {"name": here.name, "country": "", "website": ""}
        actions.change_organisation(here, by=staff, sector=factories.sector("public"), **facts)
        with pytest.raises(ValidationError, match="Put its sector right first"):
            actions.confirm_affiliation_change(change, by=staff)
        change.refresh_from_db()
        assert change.decided_at is None and change.member.affiliation.sector.mark == "private"

    def test_an_approved_organisation_keeps_the_day_of_its_approval(self):
        here = factories.organisation("Andes Digital Rights", "civil")
        actions.confirm_affiliation_change(ask(factories.member()), by=factories.staff())
        approved_at = here.approved_at
        here.refresh_from_db()
        assert here.approved_at == approved_at

    def test_declining_needs_a_reason(self):
        with pytest.raises(ValidationError, match="Write the reason"):
            actions.decline_affiliation_change(ask(factories.member()), by=factories.staff(), reason=" ")

    def test_is_the_secretariats_and_nobody_decides_their_own(self):
        staff = factories.staff()
        for change, by in [(ask(staff), staff), (ask(factories.member()), factories.member())]:
            with pytest.raises(PermissionDenied):
                actions.confirm_affiliation_change(change, by=by)

    def test_happens_once(self):
        change, staff = ask(factories.member()), factories.staff()
        actions.confirm_affiliation_change(change, by=staff)
        with pytest.raises(ValidationError, match="decided already"):
            actions.decline_affiliation_change(change, by=staff, reason="Late.")

    def test_takes_an_organisation_that_was_merged_meanwhile(self):
        goes = factories.organisation("Andes Digital Rights", "civil")
        change, staff = ask(factories.member()), factories.staff()
        stays = factories.organisation("Andes Rights Now", "civil")
        actions.merge_organisations(goes, stays, by=staff)
        actions.confirm_affiliation_change(change, by=staff)
        assert change.member.affiliations.current().get().organisation == stays


class TestThePage:
    def test_asks_and_shows_what_waits(self, client):
        member = factories.member(mark="private")
        client.force_login(member)
        data = {
            "sector": factories.sector("civil").pk,
            "organisation_name": "Andes Digital Rights",
            "note": "Since May.",
        }
        assert client.post(PAGE, data).url == PAGE
        page = client.get(PAGE).content.decode()
        assert "Withdraw the request" in page and "Since May." in page
        change = AffiliationChange.objects.get()
        client.post(reverse("withdraw_affiliation_change", args=[change.pk]))
        assert AffiliationChange.objects.get().outcome == "withdrawn"

    def test_points_out_a_near_duplicate_and_keeps_the_note(self, client):
        here = factories.organisation("Andes Digital Rights", "civil")
        client.force_login(factories.member())
        data = {"sector": here.sector_id, "organisation_name": "Andes Digitl Rights", "note": "Since May."}
        response = client.post(PAGE, data)
        assert response.status_code == 422
        assert "Did you mean" in response.content.decode() and "Since May." in response.content.decode()
        client.post(PAGE, data | {"take": here.pk})
        assert AffiliationChange.objects.get().organisation_name == here.name

    def test_refuses_in_words_what_holds_already(self, client):
        member = factories.member(mark="civil")
        client.force_login(member)
        response = client.post(PAGE, {"sector": member.affiliation.sector_id, "individual": "on"})
        assert response.status_code == 422
        assert "That is what you speak for now." in response.content.decode()

    def test_of_another_member_does_not_exist(self, client):
        change = ask(factories.member())
        client.force_login(factories.member())
        assert client.post(reverse("withdraw_affiliation_change", args=[change.pk])).status_code == 404

    def test_is_read_by_an_applicant_who_cannot_ask(self, client):
        client.force_login(factories.member(state="applied"))
        assert "Ask for the change" not in client.get(PAGE).content.decode()
        assert client.post(PAGE, {"sector": factories.sector("civil").pk, "individual": "on"}).status_code == 403

    def test_tells_why_the_last_request_was_declined(self, client):
        member = factories.member()
        actions.decline_affiliation_change(ask(member), by=factories.staff(), reason="They do not know you.")
        client.force_login(member)
        assert "They do not know you." in client.get(PAGE).content.decode()


class TestTheDesk:
    LIST = "admin:members_affiliationchange_changelist"

    def test_opens_on_what_waits_and_confirms_many(self, client):
        changes = [ask(factories.member(f"Asker {number}")) for number in range(3)]
        client.force_login(factories.staff())
        assert client.get(reverse(self.LIST)).content.decode().count("Asker ") >= 3
        chosen = [change.pk for change in changes]
        client.post(reverse(self.LIST), {"action": "confirm_selected", "_selected_action": chosen})
        assert AffiliationChange.objects.filter(outcome="confirmed").count() == 3
        assert "Asker" not in client.get(reverse(self.LIST)).content.decode().partition("messagelist")[0]

    def test_declines_with_a_reason(self, client):
        change = ask(factories.member())
        client.force_login(factories.staff())
        data = {"action": "decline_selected", "_selected_action": [change.pk]}
        assert "Decline and send the reason" in client.post(reverse(self.LIST), data).content.decode()
        assert client.post(reverse(self.LIST), data | {"decline": "1", "reason": ""}).status_code == 422
        client.post(reverse(self.LIST), data | {"decline": "1", "reason": "They do not know you."})
        change.refresh_from_db()
        assert (change.outcome, change.reason) == ("declined", "They do not know you.")

    def test_shows_one_with_its_buttons(self, client):
        change = ask(factories.member())
        client.force_login(factories.staff())
        page = client.get(reverse("admin:members_affiliationchange_change", args=[change.pk])).content.decode()
        assert "Confirm change" in page and "Andes Digital Rights" in page
