"""The secretariat's lists: what waits comes first, buttons call actions, and nobody else gets in."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import Member, Membership, Organisation, RulesVersion, Sector
from tests import factories

pytestmark = pytest.mark.django_db

QUEUE = "/admin/members/membership/"


@pytest.fixture
def desk(client):
    """Signed in as the secretariat."""
    client.force_login(factories.staff())
    return client


def act(client, action, *memberships, follow=True, **fields):
    data = {"action": action, "_selected_action": [one.pk for one in memberships], **fields}
    return client.post(QUEUE, data, follow=follow)


def applicant(name="Ana Quispe", **fields):
    return factories.member(name, "civil", state="applied", **fields).membership


def said(response):
    return [str(message) for message in response.context["messages"]]


def text(response):
    return " ".join(response.content.decode().split())


class TestTheDoor:
    def test_is_the_one_that_everybody_uses(self, client):
        response = client.get("/admin/", follow=True)
        assert response.redirect_chain[-1][0].startswith(reverse("account_login"))

    def test_is_shut_for_members(self, client):
        client.force_login(factories.member())
        assert client.get("/admin/login/").status_code == 403
        assert client.get(QUEUE).status_code in {302, 403}
        assert act(client, "approve_selected", applicant(), follow=False).status_code in {302, 403}
        assert Membership.objects.filter(state="applied").count() == 1

    @pytest.mark.parametrize("name", ["sector", "organisation", "member", "membership", "rulesversion"])
    def test_leads_staff_to_every_list(self, desk, name):
        assert desk.get(reverse(f"admin:members_{name}_changelist")).status_code == 200

    def test_leads_to_no_lists_of_rights(self, client):
        client.force_login(factories.staff(is_superuser=True))
        assert "/admin/auth/" not in client.get("/admin/").content.decode()


class TestTheQueue:
    def test_opens_on_what_waits(self, desk):
        applicant("Ana Waits")
        factories.member("Bo Decided")
        page = text(desk.get(QUEUE))
        assert "Ana Waits" in page
        assert "Bo Decided" not in page
        assert "Waiting for a decision" in page
        assert "Bo Decided" in text(desk.get(QUEUE, {"state": "all"}))
        assert "Bo Decided" in text(desk.get(QUEUE, {"state": "active"}))

    def test_shows_what_a_decision_is_made_by(self, desk):
        entered = factories.organisation("Andes Digital Rights", "civil", approved_at=None)
        membership = applicant(organisation=entered, email="ana@andes.example", verified=False)
        Membership.objects.filter(pk=membership.pk).update(statement="To be heard. <script>x</script>")
        page = text(desk.get(QUEUE))
        for part in ("Andes Digital Rights (new)", "andes.example", "To be heard. &lt;script&gt;", "Civil", "icon-no"):
            assert part in page

    @pytest.mark.parametrize("query", [{"q": "andes"}, {"q": "ana@andes"}, {"q": "Digital Rights"}])
    def test_is_searched_by_name_address_and_organisation(self, desk, query):
        applicant("Ana Andes", email="ana@andes.example", organisation=factories.organisation("Digital Rights"))
        applicant("Somebody Else")
        page = text(desk.get(QUEUE, query))
        assert "Ana Andes" in page
        assert "Somebody Else" not in page

    def test_is_filtered_by_sector(self, desk):
        applicant("Ana Civil")
        assert "Ana Civil" in text(desk.get(QUEUE, {"sector": factories.sector("civil").pk}))
        assert "Ana Civil" not in text(desk.get(QUEUE, {"sector": factories.sector("public").pk}))
        assert desk.get(QUEUE, {"sector": "x"}).status_code == 200

    def test_costs_the_same_for_one_and_for_thirty(self, desk, django_assert_max_num_queries):
        for number in range(30):
            applicant(f"Ana {number}")
        with django_assert_max_num_queries(12):
            desk.get(QUEUE)


class TestDeciding:
    def test_in_bulk_says_what_was_done_and_what_was_not(self, desk, run_tasks, mailoutbox):
        ready = [applicant(f"Ana {number}") for number in range(3)]
        with run_tasks():
            response = act(desk, "approve_selected", *ready, applicant("Bo Unconfirmed", verified=False))
        assert said(response) == ["1 not: Bo Unconfirmed has not confirmed the e-mail address yet.", "3 approved"]
        assert (
            Membership.objects.filter(state="active", rules__isnull=False).exclude(member__is_staff=True).count() == 3
        )
        assert len(mailoutbox) == 3

    def test_nobody_decides_on_their_own(self, client):
        own = factories.member(state="applied", is_staff=True)
        client.force_login(own)
        response = act(client, "approve_selected", own.membership)
        assert "nobody on their own" in said(response)[0]
        assert Membership.objects.get(pk=own.membership.pk).state == "applied"

    def test_declining_asks_for_the_reason_first(self, desk):
        membership = applicant("Ana <Quispe>")
        response = act(desk, "decline_selected", membership)
        assert response.status_code == 200
        assert "Decline applications" in text(response)
        assert "Ana &lt;Quispe&gt;" in text(response)
        assert Membership.objects.get(pk=membership.pk).state == "applied"

    def test_declining_without_a_reason_is_refused(self, desk):
        membership = applicant()
        response = act(desk, "decline_selected", membership, decline="1", reason=" ")
        assert response.status_code == 422
        assert "Write the reason" in text(response)
        assert Membership.objects.get(pk=membership.pk).state == "applied"

    def test_declining_tells_each_the_reason(self, desk, run_tasks, mailoutbox):
        two = [applicant("Ana"), applicant("Bo")]
        with run_tasks():
            response = act(desk, "decline_selected", *two, decline="1", reason="Not this year.")
        assert said(response) == ["2 declined"]
        assert set(Membership.objects.filter(state="declined").values_list("reason", flat=True)) == {"Not this year."}
        assert [message.to for message in mailoutbox] == [[one.member.email] for one in two]

    def test_one_application_has_both_buttons_until_it_is_decided(self, desk):
        membership = applicant()
        url = reverse("admin:members_membership_change", args=[membership.pk])
        page = text(desk.get(url))
        assert "Approve application" in page
        assert "Decline application…" in page
        assert 'name="_save"' not in page
        act(desk, "approve_selected", membership)
        assert "Approve application" not in text(desk.get(url))

    def test_nobody_changes_a_membership_by_hand(self, desk):
        membership = applicant()
        url = reverse("admin:members_membership_change", args=[membership.pk])
        assert desk.post(url, {"state": "active"}).status_code == 403
        assert desk.post(f"{url.replace('change', 'delete')}", {"post": "yes"}).status_code == 403


class TestPeople:
    def test_are_found_by_name_address_sector_and_state(self, desk):
        factories.member("Ana Quispe", "civil", email="ana@andes.example", state="applied")
        url = reverse("admin:members_member_changelist")
        civil = {"sector": factories.sector("civil").pk}
        for query in ({"q": "ana@"}, {"q": "quispe"}, civil, {"membership__state__exact": "applied"}):
            assert "Ana Quispe" in text(desk.get(url, query))
        assert "Ana Quispe" not in text(desk.get(url, {"sector": factories.sector("public").pk}))

    def test_are_shown_with_their_history_and_no_password(self, desk):
        member = factories.member("Ana Quispe", organisation=factories.organisation("Andes Digital Rights"))
        page = text(desk.get(reverse("admin:members_member_change", args=[member.pk])))
        assert "Andes Digital Rights" in page
        assert member.password not in page
        assert "field-password" not in page

    def test_are_changed_by_nobody_but_a_superuser(self, desk):
        member = factories.member()
        url = reverse("admin:members_member_change", args=[member.pk])
        assert desk.post(url, {"is_staff": "on", "is_active": "on"}).status_code == 403
        desk.force_login(factories.staff(is_superuser=True))
        inline = {f"affiliations-{part}_FORMS": 0 for part in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
        data = {"is_staff": "on", "is_active": "on", "is_superuser": "on", "name": "Forged", **inline}
        assert desk.post(url, data).status_code == 302
        member.refresh_from_db()
        assert (member.is_staff, member.is_superuser) == (True, False)
        assert member.name != "Forged"

    def test_from_an_archive_say_so_and_cannot_be_let_in(self, client):
        client.force_login(factories.staff(is_superuser=True))
        person = Member.objects.create(name="Old Hand", imported_address="old@example.invalid", is_active=False)
        page = text(client.get(reverse("admin:members_member_change", args=[person.pk])))
        assert "Came in with an imported archive" in page
        assert 'name="is_active"' not in page

    def test_cost_the_same_for_one_and_for_thirty(self, desk, django_assert_max_num_queries):
        for _each in range(30):
            factories.member()
        with django_assert_max_num_queries(12):
            desk.get(reverse("admin:members_member_changelist"))


class TestOrganisations:
    def test_that_the_secretariat_enters_are_approved(self, desk):
        data = {"name": "New Body", "sector": factories.sector("public").pk, "country": "FR", "website": ""}
        for rows in ("email_domains", "former_names"):
            data |= {f"{rows}-TOTAL_FORMS": 0, f"{rows}-INITIAL_FORMS": 0}
        assert desk.post(reverse("admin:members_organisation_add"), data).status_code == 302
        assert Organisation.objects.get(name="New Body").approved_at

    def test_are_on_the_web_of_today_if_nothing_else_is_typed(self, desk):
        data = {"name": "New Body", "sector": factories.sector("public").pk, "country": "FR", "website": "body.example"}
        for rows in ("email_domains", "former_names"):
            data |= {f"{rows}-TOTAL_FORMS": 0, f"{rows}-INITIAL_FORMS": 0}
        assert desk.post(reverse("admin:members_organisation_add"), data).status_code == 302
        assert Organisation.objects.get(name="New Body").website == "https://body.example"

    def test_of_a_name_that_is_here_are_refused_in_words(self, desk):
        factories.organisation("New Body")
        data = {"name": "NEW body", "sector": factories.sector("public").pk, "country": "FR", "website": ""}
        response = desk.post(reverse("admin:members_organisation_add"), data)
        assert "An organisation of this name is here already." in text(response)

    def test_can_be_approved_without_their_member(self, desk):
        entered = factories.organisation("Entered", approved_at=None)
        url = reverse("admin:members_organisation_changelist")
        assert "Entered" in text(desk.get(url, {"approved": "no"}))
        response = desk.post(url, {"action": "approve_selected", "_selected_action": [entered.pk]}, follow=True)
        assert said(response) == ["1 approved"]
        entered.refresh_from_db()
        assert entered.approved_at


class TestSectors:
    def test_can_be_added_and_renamed_and_never_deleted(self, desk):
        data = {"slug": "media", "name": "Media", "short_name": "Media", "code": "Me", "description": "Press"}
        response = desk.post(reverse("admin:members_sector_add"), {**data, "mark": "bar", "position": 60})
        assert response.status_code == 302
        sector = Sector.objects.get(slug="media")
        assert desk.post(reverse("admin:members_sector_delete", args=[sector.pk])).status_code == 403


class TestRules:
    def test_change_only_by_a_newer_version(self, desk):
        in_force = RulesVersion.objects.get()
        url = reverse("admin:members_rulesversion_change", args=[in_force.pk])
        assert desk.post(url, {"version": "1.0", "body": "Other."}).status_code == 403
        soon = timezone.now() + datetime.timedelta(days=7)
        ahead = RulesVersion.objects.create(version="2.0", body="Soon.", in_force_from=soon)
        url = reverse("admin:members_rulesversion_change", args=[ahead.pk])
        data = {"version": "2.0", "body": "Sooner.", "in_force_from_0": "2099-01-01", "in_force_from_1": "08:00"}
        assert desk.post(url, data).status_code == 302
        ahead.refresh_from_db()
        assert ahead.body == "Sooner."
