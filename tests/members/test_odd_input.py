"""Whatever stands in an address or in a form, the answer is a page or a refusal, never an error of ours."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

ODD = {
    "NUL": "\x00",
    "below zero": "-1",
    "beyond every number": "9" * 26,
    "beyond every date": "10000-01-01",
    "turned round": "\u202e💥%",
    "ten thousand signs": "x" * 10_000,
}
PARAMETERS = [
    "page",
    "p",
    "o",
    "q",
    "sector",
    "region",
    "organisation",
    "expertise",
    "group",
    "state",
    "next",
    "invitation",
]
FIELDS = [
    *["name", "email", "login", "password", "country", "time_zone", "sector", "organisation_name", "statement", "step"],
    *["about", "expertise", "region", "languages", "audience", "email_audience", "note", "word", "code", "credential"],
    *[
        "reason",
        "until_0",
        "until_1",
        "message",
        "text",
        "action",
        "_selected_action",
        "select_across",
        "index",
        "next",
    ],
    *["suspend", "decline", "password1", "password2", "oldpassword", "accept_rules", "action_add", "invitation"],
]
OPEN = ["account_signup", "account_login", "account_request_login_code", "account_reset_password", "rules"]
OWN = [
    *[
        "settings",
        "profile",
        "affiliation",
        "application",
        "correct_application",
        "security",
        "leave_alliance",
        "own_data",
        "account_email",
    ],
    *["usersessions_list", "directory", "invitations", "invite", "invite_list", "account_reauthenticate"],
    *["account_change_password", "organisation_suggestions"],
]
LISTS = ["membership", "member", "organisation", "affiliationchange", "invitation", "expertise", "sector"]
LISTS = [f"admin:members_{name}_changelist" for name in LISTS]


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


def answers(client, address, odd):
    yield client.get(address, dict.fromkeys(PARAMETERS, odd)).status_code
    cache.clear()
    yield client.post(address, dict.fromkeys(FIELDS, odd)).status_code


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("name", OPEN)
def test_for_a_visitor(client, name, odd):
    assert all(status < 500 for status in answers(client, reverse(name), odd))


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_for_the_secretariat(odd):
    staff = factories.staff(is_superuser=True)
    client = Client()
    client.force_login(staff)
    for name in [*OWN, *LISTS]:
        for status in answers(client, reverse(name), odd):
            assert status < 500, name


@pytest.mark.parametrize("name", ["openid_connect_login", "openid_connect_callback"])
@pytest.mark.parametrize("odd", ["\x00", "never-was", "x" * 300])
def test_a_provider_that_nobody_configured_does_not_exist(client, name, odd):
    address = reverse(name, args=[odd])
    assert client.get(address).status_code == client.post(address).status_code == 404


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_invitation_with_such_a_secret_is_unknown(client, odd):
    assert client.get(reverse("invitation", args=[odd])).status_code == 404
