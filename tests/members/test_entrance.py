"""The doors of an account answer as every other form does: status 422, our words, and what was typed kept."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client

from members.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
NEW = "eleven green bottles"


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture
def signed_in():
    """A browser in which a member signed in a moment ago."""
    browser = Client()
    browser.member = factories.member()
    browser.post(LOGIN, {"login": browser.member.email, "password": factories.PASSWORD})
    return browser


def once_more(browser):
    browser.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    return browser


def refused(answer, *words):
    page = answer.content.decode()
    return answer.status_code == 422 and all(word in page for word in words)


# Signed out


@pytest.mark.parametrize(
    ("address", "typed", "words"),
    [
        (LOGIN, {"login": "ana@example.org", "password": "not it"}, "do not belong together"),
        (LOGIN, {"login": "ana@", "password": "not it"}, "Enter an e-mail address like name@example.org."),
        (LOGIN, {"login": "ana@example.org", "password": ""}, "Enter your password."),
        ("/accounts/login/code/", {"email": "ana@"}, "Enter an e-mail address like name@example.org."),
        ("/accounts/password/reset/", {"email": "ana@"}, "Enter an e-mail address like name@example.org."),
    ],
)
def test_what_is_wrong_is_said_and_the_address_kept(client, address, typed, words):
    answer = client.post(address, typed)
    assert refused(answer, words, f'value="{typed.get("login") or typed["email"]}"')


@pytest.mark.parametrize("address", [LOGIN, "/accounts/login/code/", "/accounts/password/reset/"])
def test_an_empty_form_asks_in_our_words(client, address):
    answer = client.post(address, {})
    assert refused(answer, "Enter your e-mail address.")
    assert "This field is required" not in answer.content.decode()


@pytest.mark.parametrize("address", [LOGIN, "/accounts/login/code/", "/accounts/password/reset/"])
def test_the_labels_are_ours_and_no_grey_words_stand_in_the_boxes(client, address):
    page = client.get(address).content.decode()
    assert "E-mail address" in page and "placeholder" not in page


def test_a_wrong_code_from_the_mail_is_refused(client):
    client.post("/accounts/login/code/", {"email": factories.member().email})
    assert refused(
        client.post("/accounts/login/code/confirm/", {"code": "WRONG1"}), "not the code from the newest mail"
    )


def test_a_wrong_code_for_an_address_is_refused(client):
    member = factories.member(verified=False)
    client.post(LOGIN, {"login": member.email, "password": factories.PASSWORD})
    assert refused(client.post("/accounts/confirm-email/", {"code": "WRONG1"}), "not the code from the newest mail")


def test_a_wrong_second_factor_is_refused(client):
    member = factories.member()
    TOTP.activate(member, "JBSWY3DPEHPK3PXP")
    client.post(LOGIN, {"login": member.email, "password": factories.PASSWORD})
    assert refused(client.post("/accounts/2fa/authenticate/", {"code": "000000"}), "not the code of this moment")


# Signed in


@pytest.mark.parametrize(
    ("address", "typed", "words"),
    [
        ("/accounts/reauthenticate/", {"password": "not it"}, "This is not your password."),
        (
            "/accounts/password/change/",
            {"oldpassword": "not it", "password1": NEW, "password2": NEW},
            "not the password that you have now",
        ),
        ("/accounts/password/change/", {}, "Enter the password that you have now."),
    ],
)
def test_a_wrong_password_is_refused(signed_in, address, typed, words):
    assert refused(signed_in.post(address, typed), words)


def test_what_is_no_address_is_not_added(signed_in):
    answer = once_more(signed_in).post("/accounts/email/", {"action_add": "1", "email": "ana@"})
    assert refused(answer, "Enter an e-mail address like name@example.org.", 'value="ana@"')


def test_ones_own_address_is_not_added_twice(signed_in):
    answer = once_more(signed_in).post("/accounts/email/", {"action_add": "1", "email": signed_in.member.email.upper()})
    assert refused(answer, "yours already")


def test_a_wrong_first_code_of_an_app_is_refused(signed_in):
    once_more(signed_in).get("/accounts/2fa/totp/activate/")
    assert refused(signed_in.post("/accounts/2fa/totp/activate/", {"code": "000000"}), "not the code of this moment")


# A new password, by the link from the mail


def by_link(client, member, mailoutbox, **typed):
    client.post("/accounts/password/reset/", {"email": member.email})
    link = re.search(r"/accounts/password/reset/key/\S+", mailoutbox[-1].body)[0]
    page = client.get(link, follow=True).request["PATH_INFO"]
    return client.post(page, {"password1": NEW, "password2": NEW, **typed})


def test_two_passwords_that_differ_are_refused(client, mailoutbox):
    member = factories.member()
    assert refused(by_link(client, member, mailoutbox, password2="another one than that"), "same password")
    assert not type(member).objects.get(pk=member.pk).check_password(NEW)


def test_a_new_password_confirms_the_one_address_and_signing_in_asks_for_no_code(client, mailoutbox):
    member = factories.member(state="applied", verified=False)
    assert by_link(client, member, mailoutbox).status_code == 302
    answer = client.post(LOGIN, {"login": member.email, "password": NEW})
    assert answer.headers["Location"] == "/members/application/"
    assert member.emailaddress_set.get().verified


def test_with_it_the_domain_of_an_organisation_admits(client, mailoutbox):
    here = factories.organisation("Andes", "civil")
    here.email_domains.create(domain="andes.example")
    member = factories.member(
        "Ana", "civil", state="applied", organisation=here, verified=False, email="a@andes.example"
    )
    by_link(client, member, mailoutbox)
    client.post(LOGIN, {"login": member.email, "password": NEW})
    assert Membership.objects.get(member=member).admitted_through == "domain"


def test_of_two_addresses_a_new_password_confirms_none(client, mailoutbox):
    member = factories.member(verified=False)
    EmailAddress.objects.create(user=member, email="second@example.org")
    by_link(client, member, mailoutbox)
    assert not member.emailaddress_set.filter(verified=True).exists()


def test_a_link_that_was_used_is_no_way_in(client, mailoutbox):
    member = factories.member()
    by_link(client, member, mailoutbox)
    link = re.search(r"/accounts/password/reset/key/\S+", mailoutbox[0].body)[0]
    assert "This link no longer works" in Client().get(link, follow=True).content.decode()


# An address that is confirmed on the way


@pytest.fixture
def secretariat():
    return factories.staff()


def waits_told_to(person):
    return person.notices.filter(event="applied").count()


def test_who_confirms_by_a_new_password_is_announced_to_the_secretariat(client, mailoutbox, secretariat):
    by_link(client, factories.member(state="applied", verified=False), mailoutbox)
    assert waits_told_to(secretariat) == 1


def test_so_is_who_confirms_by_a_code_that_signs_in_and_only_once(client, mailoutbox, secretariat):
    member = factories.member(state="applied", verified=False)
    for _time in range(2):
        cache.clear()
        client.post("/accounts/login/code/", {"email": member.email})
        code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mailoutbox[-1].body, re.MULTILINE)[1]
        answer = client.post("/accounts/login/code/confirm/", {"code": code})
        assert answer.headers["Location"] == "/members/application/"
        client.post("/accounts/logout/")
    assert member.emailaddress_set.get().verified and waits_told_to(secretariat) == 1


def test_an_applicant_who_is_signed_in_is_admitted_with_one_more_address(client, mailoutbox):
    here = factories.organisation("Andes", "civil")
    here.email_domains.create(domain="andes.example")
    member = factories.member("Ana", "civil", state="applied", organisation=here)
    client.post(LOGIN, {"login": member.email, "password": factories.PASSWORD})
    once_more(client).post("/accounts/email/", {"action_add": "1", "email": "ana@andes.example"})
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mailoutbox[-1].body, re.MULTILINE)[1]
    client.post("/accounts/confirm-email/", {"code": code})
    assert Membership.objects.get(member=member).admitted_through == "domain"
