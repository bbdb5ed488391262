"""Signing up: three pages of one form, and nothing stored before the last."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from members.models import Affiliation, Member, Membership, RulesVersion
from tests import factories
from tests.members.signing_up import PASSWORD, URL, carried, end, errors, everything, sector, you

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]


def test_signing_up_in_three_pages_makes_account_affiliation_and_application(client):
    first = client.get(URL)
    assert first.status_code == 200
    assert "Step 1 of 3" in first.content.decode()
    second = client.post(URL, {"step": "1", "continue": "1", **you()})
    assert second.status_code == 200
    assert "Which sector do you speak for?" in second.content.decode()
    assert not Member.objects.exists()
    third = client.post(URL, {"continue": "1", **carried(second), **sector()})
    assert third.status_code == 200
    assert "password" in third.content.decode()
    assert not Member.objects.exists()
    done = client.post(URL, {"continue": "1", **carried(third), **end()})
    assert done.status_code == 302
    assert done["Location"] == reverse("account_email_verification_sent")
    member = Member.objects.get()
    assert (member.name, member.email, member.country.code, member.time_zone) == (
        "Ana Quispe",
        "ana@example.org",
        "PE",
        "America/Lima",
    )
    assert member.check_password(PASSWORD)
    assert member.membership.state == Membership.State.APPLIED
    assert member.membership.rules == RulesVersion.objects.get()
    assert member.membership.statement == "To be heard."
    affiliation = member.affiliation
    assert affiliation.sector == factories.sector("civil")
    assert affiliation.capacity == Affiliation.Capacity.REPRESENTATIVE
    assert affiliation.organisation.name == "Andes Digital Rights"
    assert affiliation.organisation.approved_at is None


def test_one_post_without_a_step_is_the_whole_form(client):
    response = client.post(URL, everything(organisation_name="", individual="on"))
    assert response.status_code == 302
    member = Member.objects.get()
    assert member.affiliation.capacity == Affiliation.Capacity.INDIVIDUAL
    assert member.affiliation.organisation is None


def test_the_code_from_the_mail_confirms_the_address_and_opens_the_application(client, mailoutbox):
    client.post(URL, everything())
    (message,) = mailoutbox
    assert message.to == ["ana@example.org"]
    asked = client.get(reverse("account_email_verification_sent"))
    assert asked.status_code == 200
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{2,4})\s*$", message.body, re.MULTILINE)[1]
    response = client.post(reverse("account_email_verification_sent"), {"code": code})
    assert response.status_code == 302
    assert response["Location"] == reverse("application")
    assert EmailAddress.objects.get().verified
    page = client.get(response["Location"]).content.decode()
    assert "Your application is with the secretariat" in page


def test_an_applicant_who_comes_back_lands_on_the_application(client):
    applicant = factories.member(state="applied")
    response = client.post(reverse("account_login"), {"login": applicant.email, "password": factories.PASSWORD})
    assert response["Location"] == reverse("application")


def test_a_member_who_comes_back_lands_on_the_first_page(client):
    member = factories.member()
    response = client.post(reverse("account_login"), {"login": member.email.upper(), "password": factories.PASSWORD})
    assert response["Location"] == "/"


def test_back_keeps_what_was_typed_even_when_it_is_not_right(client):
    response = client.post(URL, {"step": "2", "back": "1", **you(), "sector": "", "organisation_name": "Half a na"})
    assert response.status_code == 200
    page = response.content.decode()
    assert "Step 1 of 3" in page
    assert 'value="Ana Quispe"' in page
    assert carried(response)["organisation_name"] == "Half a na"


def test_back_keeps_the_time_zone_that_was_chosen(client):
    assert "data-guess" in client.get(URL).content.decode()
    page = client.post(URL, {"step": "2", "back": "1", **you()}).content.decode()
    assert "data-guess" not in page
    assert '<option value="America/Lima" selected>' in page


def test_a_page_is_not_left_before_it_is_right(client):
    response = client.post(URL, {"step": "1", "continue": "1", **you(name="", email="ana")})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Step 1 of 3" in page
    assert 'value="ana"' in page
    assert set(errors(response)) == {"name", "email"}
    assert 'href="#id_name"' in page


def test_a_fault_on_an_earlier_page_leads_back_to_it_with_everything_kept(client):
    response = client.post(URL, {"step": "3", **everything(country="XX", organisation_name="")})
    assert response.status_code == 422
    assert response.context["page"] == 1
    assert carried(response)["sector"] == str(factories.sector("civil").pk)
    assert carried(response)["statement"] == "To be heard."


def test_the_password_is_never_sent_back(client):
    for data in (everything(name=""), everything(accept_rules=""), {"step": "2", "back": "1", **everything()}):
        assert PASSWORD not in client.post(URL, data).content.decode()


@pytest.mark.parametrize("step", ["0", "4", "x", "\x00", "-1", "1.5", "９"])
def test_a_step_that_is_none_is_the_whole_form(client, step):
    assert client.post(URL, everything(step=step)).status_code == 302


@pytest.mark.parametrize("step", ["1", "2", "3", ""])
def test_an_empty_form_is_refused_and_never_an_error(client, step):
    assert client.post(URL, {"step": step}).status_code == 422


def test_fields_that_nobody_asked_for_have_no_effect(client):
    forged = {
        "is_staff": "1",
        "is_superuser": "on",
        "is_active": "0",
        "state": "active",
        "membership": "active",
        "id": "7",
    }
    client.post(URL, everything(**forged))
    member = Member.objects.get()
    assert (member.is_staff, member.is_superuser, member.is_active) == (False, False, True)
    assert member.membership.state == Membership.State.APPLIED


def test_who_fills_in_the_trap_gets_an_answer_and_no_account(client, mailoutbox):
    assert client.post(URL, everything(website="https://spam.example")).status_code == 302
    assert not Member.objects.exists()
    assert not mailoutbox


def test_the_trap_stays_filled_from_page_to_page(client):
    page = client.post(URL, {"step": "1", "website": "spam", **you()}).content.decode()
    assert re.search(r'name="website"[^>]*value="spam"', page)


def test_nobody_joins_before_there_are_rules(client):
    RulesVersion.objects.all().delete()
    response = client.get(URL)
    assert "Joining is closed" in response.content.decode()
    assert client.post(URL, everything()).status_code == 200
    assert not Member.objects.exists()


def test_who_is_signed_in_has_no_use_for_it(client):
    client.force_login(factories.member())
    assert client.get(URL).status_code == 302


def test_what_to_put_right_stands_in_the_order_of_the_boxes(client):
    response = client.post(URL, {"continue": "1", **you(), **sector()})
    assert list(response.context["form"].errors) == ["accept_rules", "password1"]
    page = response.content.decode()
    boxes = [page.index(f'id="id_{name}"') for name in response.context["form"].PAGES[2]]
    assert boxes == sorted(boxes)
