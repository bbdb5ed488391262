"""Signing in by password, by a code, by a passkey; what nobody learns by trying; sessions; and asking once more."""

import datetime
import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from tests import factories

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
SETTINGS = "/members/settings/"
STRANGER = "nobody@example.org"


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture
def hashed(monkeypatch):
    """Which passwords were hashed, in the order in which they were."""
    done = []
    encode = hashers.MD5PasswordHasher.encode

    def counted(self, password, salt, *args):
        done.append(password)
        return encode(self, password, salt, *args)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)
    return done


def signed_in(person, **headers):
    browser = Client(headers=headers)
    browser.post(LOGIN, {"login": person.email, "password": factories.PASSWORD})
    assert browser.get(SETTINGS).status_code == 200
    return browser


def words(answer, email):
    """What an answer shows, but for the address that was typed and the token of the form."""
    text = answer.content.decode().replace(email, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


# By a code


def test_a_code_from_the_mail_signs_in(client, mailoutbox):
    person = factories.member()
    client.post("/accounts/login/code/", {"email": person.email})
    code = re.search(r"^([A-Z0-9-]{6,})$", mailoutbox[-1].body, re.M)[1]
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert client.get(SETTINGS).status_code == 200


# Nobody learns who is here


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        (LOGIN, {"login": "{}", "password": "not the right one"}),
        ("/accounts/login/code/", {"email": "{}"}),
        ("/accounts/password/reset/", {"email": "{}"}),
    ],
    ids=["password", "code", "reset"],
)
def test_a_known_and_an_unknown_address_get_the_same_answer_and_as_many_mails(address, fields, mailoutbox, hashed):
    known = factories.member().email
    hashed.clear()
    told = []
    for email in (known, STRANGER):
        browser, sent, hashes = Client(), len(mailoutbox), len(hashed)
        answer = browser.post(address, {name: value.format(email) for name, value in fields.items()})
        there = answer.headers.get("Location", "")
        page = browser.get(there) if there else answer
        told.append((answer.status_code, there, words(page, email), len(mailoutbox) - sent, len(hashed) - hashes))
    assert told[0] == told[1]


def test_a_wrong_password_costs_one_hash_whoever_it_is(client, hashed):
    person = factories.member()
    for email in (person.email, STRANGER):
        hashed.clear()
        client.post(LOGIN, {"login": email, "password": "not the right one"})
        assert hashed == ["not the right one"]


def test_the_code_page_answers_a_wrong_code_alike():
    person, told = factories.member(), []
    for email in (person.email, STRANGER):
        browser = Client()
        browser.post("/accounts/login/code/", {"email": email})
        answer = browser.post("/accounts/login/code/confirm/", {"code": "WRONG1"})
        told.append((answer.status_code, words(answer, email)))
    assert told[0] == told[1]


# Limits


@pytest.mark.parametrize("known", [True, False])
def test_who_fails_too_often_is_told_in_words_and_keeps_the_address(client, known):
    email = factories.member().email if known else STRANGER
    for _ in range(6):
        answer = client.post(LOGIN, {"login": email, "password": "not the right one"})
    page = answer.content.decode()
    assert "That was wrong too often" in page and email in page


def test_who_asks_too_often_gets_a_page_in_words(client):
    for _ in range(31):
        answer = client.post(LOGIN, {"login": STRANGER, "password": "not the right one"})
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "Wait a little" in page and STRANGER in page


# Sessions


def test_the_list_names_this_browser_and_the_others_and_ends_them():
    person = factories.member()
    here, there = signed_in(person, user_agent="Here/1"), signed_in(person, user_agent="There/2")
    page = here.get("/accounts/sessions/").content.decode()
    assert "Here/1" in page and "There/2" in page and page.count("This browser") == 1
    here.post("/accounts/sessions/")
    assert there.get(SETTINGS).status_code == 302
    assert here.get(SETTINGS).status_code == 200


def test_the_list_says_when_each_browser_was_last_used_and_puts_that_first(monkeypatch):
    person = factories.member()
    here, there = signed_in(person, user_agent="Here/1"), signed_in(person, user_agent="There/2")
    used = timezone.now() + datetime.timedelta(hours=5)
    with monkeypatch.context() as later:
        later.setattr("members.sessions.timezone.now", lambda: used)
        there.get(SETTINGS)
    page = here.get("/accounts/sessions/").content.decode()
    assert f"Last used {date_format(used, 'DATETIME_FORMAT')}" in page
    assert page.index("There/2") < page.index("Here/1")


def test_where_the_cache_forgot_the_list_says_since_when():
    person = factories.member()
    here, _there = signed_in(person, user_agent="Here/1"), signed_in(person, user_agent="There/2")
    cache.clear()
    page = here.get("/accounts/sessions/").content.decode()
    assert page.count("Signed in ") == 2 and page.count("Last used ") == 1


def test_a_page_that_is_read_writes_no_row():
    browser = signed_in(factories.member())
    browser.get(SETTINGS)
    with CaptureQueriesContext(connection) as said:
        browser.get(SETTINGS)
    # A prepared question has no text here; it can only read.
    assert not [query for query in said if query["sql"] and not query["sql"].startswith("SELECT")]


def test_another_persons_sessions_are_not_listed():
    person = factories.member()
    signed_in(factories.member(), user_agent="Other/3")
    assert "Other/3" not in signed_in(person).get("/accounts/sessions/").content.decode()


def test_changing_the_password_ends_the_other_sessions():
    person = factories.member()
    here, there = signed_in(person), signed_in(person)
    new = "eleven green bottles"
    answer = here.post(
        "/accounts/password/change/", {"oldpassword": factories.PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert there.get(SETTINGS).status_code == 302
    assert here.get(SETTINGS).status_code == 200


# Once more


@pytest.mark.parametrize("address", ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"])
def test_what_is_dangerous_asks_for_the_password_once_more(address):
    browser = signed_in(factories.member())
    answer = browser.get(address)
    assert answer.headers["Location"] == f"/accounts/reauthenticate/?next={address.replace('/', '%2F')}"
    answer = browser.post(answer.headers["Location"], {"password": factories.PASSWORD})
    assert answer.headers["Location"] == address
    assert browser.get(address).status_code == 200


def test_a_new_address_is_added_only_by_whoever_knows_the_password():
    person = factories.member()
    browser = signed_in(person)
    answer = browser.post("/accounts/email/", {"action_add": "1", "email": "new@example.org"})
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not EmailAddress.objects.filter(email="new@example.org").exists()


# Pages


def test_the_security_page_leads_to_every_way_of_signing_in():
    page = signed_in(factories.member()).get("/members/settings/security/").content.decode()
    for address in [
        "/accounts/password/change/",
        "/accounts/email/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/sessions/",
    ]:
        assert f'href="{address}"' in page


def test_the_settings_lead_to_security():
    assert 'href="/members/settings/security/"' in signed_in(factories.member()).get(SETTINGS).content.decode()


def test_the_passkey_page_loads_its_script_from_here_and_nothing_inline():
    browser = signed_in(factories.member())
    browser.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    page = browser.get("/accounts/2fa/webauthn/add/").content.decode()
    assert 'src="/static/js/passkeys.js"' in page
    kinds = re.findall(r"<script([^>]*)>", page)
    assert all("src=" in kind or 'type="application/json"' in kind for kind in kinds)


def test_the_sign_in_page_asks_for_a_passkey_at_an_address_that_answers(client):
    assert 'action="/accounts/2fa/webauthn/login/"' in client.get(LOGIN).content.decode()
    answer = client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    assert answer.json()["request_options"]["publicKey"]["challenge"]
