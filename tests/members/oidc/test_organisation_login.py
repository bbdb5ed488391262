"""Signing in through an organisation's own identity provider: one that runs, asked over HTTP."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Member, RulesVersion
from portal import oidc
from tests import factories

pytestmark = pytest.mark.django_db

SIGN_UP = "/accounts/organisation/signup/"


@pytest.fixture(autouse=True)
def rules():
    cache.clear()
    RulesVersion.objects.get_or_create(version="1.0", defaults={"body": "Rules.", "in_force_from": timezone.now()})


def answers(**fields):
    """What a new person answers on the three pages, but for what the provider told."""
    return {
        "name": "Ana Quispe",
        "country": "PE",
        "time_zone": "America/Lima",
        "sector": str(factories.sector("academia").pk),
        "organisation_name": "Acme Institute",
        "accept_rules": "on",
        **fields,
    }


def test_the_sign_in_page_offers_the_provider(client, settings, provider):
    settings.SOCIALACCOUNT_PROVIDERS = oidc.providers([provider.named()])
    assert "Sign in through Acme Institute" in client.get("/accounts/login/").content.decode()


def test_without_configuration_none_is_offered(client):
    assert "Sign in through" not in client.get("/accounts/login/").content.decode()


def test_a_new_person_applies_with_name_and_address_filled_in_and_needs_no_code(client, come, mailoutbox):
    assert come("ana@acme.example", trusted_email=True).headers["Location"] == SIGN_UP
    page = client.get(SIGN_UP).content.decode()
    assert 'value="Ana Quispe"' in page and 'value="ana@acme.example"' in page
    assert not Member.objects.filter(email="ana@acme.example").exists()
    answer = client.post(SIGN_UP, answers())
    person = Member.objects.get(email="ana@acme.example")
    assert answer.status_code == 302 and answer.headers["Location"] == "/members/application/"
    assert person.membership.state == "applied" and not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    assert client.get("/members/application/").status_code == 200
    assert not any("code" in mail.subject for mail in mailoutbox)


def test_the_address_that_the_provider_vouches_for_cannot_be_exchanged(client, come):
    come("ana@acme.example", trusted_email=True)
    client.post(SIGN_UP, answers(email="victim@example.org"))
    assert not Member.objects.filter(email="victim@example.org").exists()
    assert Member.objects.filter(email="ana@acme.example").exists()


def test_what_is_wrong_is_said_and_the_sign_up_goes_on(client, come):
    come("ana@acme.example", trusted_email=True)
    assert client.post(SIGN_UP, answers(accept_rules="")).status_code == 422
    assert client.post(SIGN_UP, answers()).status_code == 302


@pytest.mark.parametrize(
    ("email", "trusted"), [("ana@acme.example", False), ("bo@acme.example", True)], ids=["not trusted", "not verified"]
)
def test_an_address_that_nobody_vouches_for_is_confirmed_by_a_code(client, come, mailoutbox, email, trusted):
    come(email, trusted_email=trusted)
    answer = client.post(SIGN_UP, answers(email=email))
    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert not EmailAddress.objects.get(email=email).verified
    assert mailoutbox[-1].to == [email]
    assert client.get("/members/settings/").status_code == 302


def test_a_member_is_found_by_an_address_that_a_trusted_provider_has_verified(client, come):
    person = factories.member(email="ana@acme.example")
    come("ana@acme.example", trusted_email=True)
    assert client.get("/members/settings/").wsgi_request.user == person
    assert person.socialaccount_set.get().provider == "acme"


@pytest.mark.parametrize(
    ("email", "trusted"), [("ana@acme.example", False), ("bo@acme.example", True)], ids=["not trusted", "not verified"]
)
def test_nobody_takes_over_a_members_account(client, come, email, trusted):
    person = factories.member(email=email)
    assert come(email, trusted_email=trusted).headers["Location"] == SIGN_UP
    client.post(SIGN_UP, answers(email=email))
    assert client.get("/members/settings/").status_code == 302
    assert not person.socialaccount_set.exists()
    assert Member.objects.get(email=email) == person


def test_an_address_that_a_member_has_costs_as_much_as_any_other_and_leaves_no_trace(client, come):
    """Whoever has an account at some provider could else find out by the time who is here."""
    factories.member(email="known@example.org")
    written = []
    for email in ("known@example.org", "nobody@example.org"):
        come("bo@acme.example")
        with CaptureQueriesContext(connection) as asked:
            assert client.post(SIGN_UP, answers(email=email)).headers["Location"] == "/accounts/confirm-email/"
        inserts = [one["sql"].split('"')[1] for one in asked if one["sql"].startswith("INSERT")]
        written.append([table for table in inserts if table != "django_session"])
        assert SocialAccount.objects.count() == Member.objects.filter(email="nobody@example.org").count()
        client.post("/accounts/logout/")
    assert written[0] == written[1] != []


def test_a_member_connects_a_provider_and_comes_back_through_it(client, come):
    person = factories.member(email="elsewhere@example.org")
    client.post("/accounts/login/", {"login": person.email, "password": factories.PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    come("ana@acme.example", process="connect")
    assert "Acme Institute" in client.get("/accounts/organisation/").content.decode()
    client.post("/accounts/logout/")
    come("ana@acme.example")
    assert client.get("/members/settings/").wsgi_request.user == person


@pytest.mark.parametrize(
    ("trusted", "found"),
    [
        (["acme.example"], True),
        (["other.example", "ACME.example"], True),
        (["other.example"], False),
        (["example"], False),
        ("acme.example", False),
        ("true", False),
        (1, False),
    ],
)
def test_a_provider_is_believed_of_the_addresses_at_the_domains_it_is_trusted_with(client, come, trusted, found):
    factories.member(email="ana@acme.example")
    answer = come("ana@acme.example", trusted_email=trusted)
    assert (answer.headers["Location"] != SIGN_UP) == found
    assert (client.get("/members/settings/").status_code == 200) == found


@pytest.mark.parametrize("connected", [True, False], ids=["connected before", "found by the address"])
def test_an_account_that_was_closed_stays_closed(client, come, connected):
    person = factories.member(email="ana@acme.example")
    if connected:
        come("ana@acme.example", trusted_email=True)
        client.post("/accounts/logout/")
    Member.objects.filter(pk=person.pk).update(is_active=False)
    assert come("ana@acme.example", trusted_email=True).headers["Location"] == "/accounts/inactive/"
    assert client.get("/members/settings/").status_code == 302


def test_a_suspended_member_signs_in_and_takes_no_part(client, come):
    person = factories.member(email="ana@acme.example", state="suspended")
    come("ana@acme.example", trusted_email=True)
    assert client.get("/members/application/").wsgi_request.user == person
    assert not Member.objects.get(pk=person.pk).is_active_member


def test_who_has_a_second_factor_is_asked_for_it_this_way_too(client, come):
    person = factories.staff(email="ana@acme.example")
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    assert come("ana@acme.example", trusted_email=True).headers["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/members/settings/").status_code == 302


def test_the_policy_lets_the_form_go_to_the_providers_own_pages():
    given = [
        {"server_url": "https://id.acme.example/realms/a/.well-known/openid-configuration"},
        {"server_url": "https://id.other.example", "origins": ["https://sso.other.example"]},
    ]
    assert oidc.origins(given) == ["https://id.acme.example", "https://id.other.example", "https://sso.other.example"]
