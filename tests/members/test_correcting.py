"""An application that waits: put right, or withdrawn."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from members import actions
from members.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = reverse("correct_application")


@pytest.fixture
def applicant():
    return factories.member(state="applied", mark="private")


def correct(applicant, **changes):
    fields = {"by": applicant, "sector": factories.sector("civil"), "organisation_name": "", "statement": ""}
    return actions.correct_application(applicant.membership, **{**fields, **changes})


def spoken_for(member):
    now = member.affiliations.current().get()
    return now.sector.mark, now.organisation and now.organisation.name, now.capacity


class TestCorrecting:
    def test_changes_sector_organisation_and_words_and_keeps_the_place_in_the_line(self, applicant):
        here, since = factories.organisation("Andes Digital Rights", "civil"), applicant.membership.applied_at
        membership = correct(applicant, organisation_name="andes digital rights", statement=" To listen. ")
        assert spoken_for(applicant) == ("civil", here.name, "representative")
        assert (membership.state, membership.statement, membership.applied_at) == ("applied", "To listen.", since)
        assert applicant.affiliations.count() == 2

    def test_of_the_words_alone_leaves_the_affiliation_as_it_is(self, applicant):
        now = applicant.affiliations.get()
        name = now.organisation.name if now.organisation else ""
        correct(applicant, sector=now.sector, organisation_name=name, statement="To listen.")
        assert applicant.affiliations.get() == now

    def test_admits_at_once_where_the_confirmed_address_proves_it(self, applicant):
        here = factories.organisation("Andes Digital Rights", "civil")
        actions.add_domain(here, by=factories.staff(), domain=applicant.email.rpartition("@")[2])
        membership = correct(applicant, organisation_name=here.name)
        assert (membership.state, membership.admitted_through) == ("active", "domain")

    def test_refuses_an_organisation_of_another_sector(self, applicant):
        factories.organisation("Andes Digital Rights", "public")
        with pytest.raises(ValidationError):
            correct(applicant, organisation_name="Andes Digital Rights")
        assert spoken_for(applicant)[0] == "private"

    @pytest.mark.parametrize("state", ["active", "declined", "suspended"])
    def test_is_over_once_it_is_decided(self, state):
        with pytest.raises(ValidationError, match="decided by now"):
            correct(factories.member(state=state))

    @pytest.mark.parametrize("who", ["another", "staff"])
    def test_is_nobody_else_s(self, applicant, who):
        with pytest.raises(PermissionDenied):
            correct(applicant, by=factories.staff() if who == "staff" else factories.member())


class TestPage:
    def test_shows_what_stands_there_and_changes_it(self, client, applicant):
        Membership.objects.filter(member=applicant).update(statement="I know the field.")
        client.force_login(applicant)
        assert PAGE in client.get(reverse("application")).content.decode()
        page = client.get(PAGE).content.decode()
        assert "I know the field." in page and page.count(" checked") >= 1
        answer = client.post(
            PAGE, {"sector": factories.sector("civil").pk, "individual": "on", "statement": "Now I know more."}
        )
        assert answer.headers["Location"] == reverse("application")
        assert spoken_for(applicant) == ("civil", None, "individual")
        assert "Now I know more." in client.get(reverse("application")).content.decode()

    def test_keeps_what_was_typed_where_it_refuses(self, client, applicant):
        client.force_login(applicant)
        typed = {"sector": factories.sector("civil").pk, "organisation_name": "www.example.org", "statement": "Kept."}
        answer = client.post(PAGE, typed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Kept." in page and "www.example.org" in page

    def test_leads_everybody_else_to_where_they_stand(self, client):
        client.force_login(factories.member())
        assert client.get(PAGE).headers["Location"] == reverse("application")


class TestWithdrawing:
    def sign_in(self, client, applicant):
        client.force_login(applicant)
        client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})

    def test_is_said_in_its_own_words_from_the_page_to_the_mail(self, client, applicant, run_tasks, mailoutbox):
        self.sign_in(client, applicant)
        assert reverse("leave_alliance") in client.get(reverse("application")).content.decode()
        page = client.get(reverse("leave_alliance")).content.decode()
        assert "Withdraw the application" in page and "Leave the alliance" not in page
        with run_tasks():
            answer = client.post(reverse("leave_alliance"), {"word": "withdraw"}, follow=True)
        page = answer.content.decode()
        assert "You have withdrawn your application" in page and "You have left" not in page
        assert reverse("apply_again") in page
        assert "You have withdrawn your application." in client.get("/").content.decode()
        assert [letter.subject for letter in mailoutbox] == ["You have withdrawn your application"]
        assert "left" not in mailoutbox[0].body

    def test_needs_the_word(self, client, applicant):
        self.sign_in(client, applicant)
        answer = client.post(reverse("leave_alliance"), {"word": "leave"})
        assert answer.status_code == 422
        assert "if you want to withdraw your application" in answer.content.decode()
        assert Membership.objects.get(member=applicant).state == "applied"
