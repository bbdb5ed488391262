"""An account that was closed opens at no door, not even at one that somebody had half passed before."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from members.actions import erase
from members.models import Member, Membership
from tests import factories
from tests.members.signing_up import URL, everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]

LOGIN, INACTIVE = "/accounts/login/", "/accounts/inactive/"
SECRET = "JBSWY3DPEHPK3PXP"
NEW = "eleven green bottles"


def close(member):
    Member.objects.filter(pk=member.pk).update(is_active=False)


def is_in(browser):
    return browser.get("/members/settings/").status_code == 200


def code_of(letter):
    return re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", letter.body, re.MULTILINE)[1]


def test_the_right_password_says_that_it_is_closed(client):
    member = factories.member(is_active=False)
    answer = client.post(LOGIN, {"login": member.email, "password": factories.PASSWORD})
    assert answer.headers["Location"] == INACTIVE and not is_in(client)


def test_a_code_that_was_sent_before_no_longer_signs_in(client, mailoutbox):
    member = factories.member()
    client.post("/accounts/login/code/", {"email": member.email})
    close(member)
    answer = client.post("/accounts/login/code/confirm/", {"code": code_of(mailoutbox[-1])})
    assert answer.headers["Location"] == INACTIVE and not is_in(client)


def test_a_second_factor_after_the_password_no_longer_signs_in(client):
    member = factories.member()
    TOTP.activate(member, SECRET)
    client.post(LOGIN, {"login": member.email, "password": factories.PASSWORD})
    close(member)
    code = format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert not is_in(client)


def test_a_link_for_a_new_password_no_longer_sets_one(client, mailoutbox):
    member = factories.member(verified=False, state="applied")
    client.post("/accounts/password/reset/", {"email": member.email})
    link = re.search(r"/accounts/password/reset/key/\S+", mailoutbox[-1].body)[0]
    page = client.get(link, follow=True).request["PATH_INFO"]
    close(member)
    before = Member.objects.get(pk=member.pk).password
    answer = client.post(page, {"password1": NEW, "password2": NEW})
    assert "This link no longer works" in answer.content.decode()
    assert "This link no longer works" in Client().get(link, follow=True).content.decode()
    assert Member.objects.get(pk=member.pk).password == before
    assert not member.emailaddress_set.filter(verified=True).exists()


@pytest.fixture
def half_signed_up(client, mailoutbox):
    """Somebody whose organisation's domain would admit them, who has the code and did not enter it yet."""
    here = factories.organisation("Andes", "civil")
    here.email_domains.create(domain="andes.example")
    client.post(URL, everything(email="ana@andes.example", organisation_name="Andes"))
    member = Member.objects.get(email="ana@andes.example")
    member.code = code_of(mailoutbox[-1])
    return member


def test_the_code_of_sign_up_neither_confirms_nor_admits(client, half_signed_up):
    close(half_signed_up)
    client.post("/accounts/confirm-email/", {"code": half_signed_up.code})
    assert not is_in(client)
    assert not EmailAddress.objects.filter(verified=True).exists()
    assert Membership.objects.get(member=half_signed_up).state == "applied"


def test_nor_does_it_bring_back_the_address_of_who_was_erased(client, half_signed_up):
    erase(half_signed_up, by=factories.staff(is_superuser=True), reason="Asked for it.")
    client.post("/accounts/confirm-email/", {"code": half_signed_up.code})
    assert not is_in(client)
    assert not EmailAddress.objects.filter(email="ana@andes.example").exists()


def test_before_it_was_closed_the_same_code_admits(client, half_signed_up):
    client.post("/accounts/confirm-email/", {"code": half_signed_up.code})
    assert is_in(client) and Membership.objects.get(member=half_signed_up).state == "active"
