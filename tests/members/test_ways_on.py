"""No door leads anywhere but on into the portal, whatever `next` says."""

import re
from urllib.parse import urlencode, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from tests import factories
from tests.members.signing_up import URL, everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "https://testserver@evil.example/",
    " //evil.example",
    "/%09/evil.example\t//evil.example",
    "\t//evil.example",
]
SECRET = "JBSWY3DPEHPK3PXP"


def stays(answer):
    """Whether a redirect leads to an address of ours, and a page links to none of theirs."""
    to = answer.headers.get("Location", "")
    if to:
        parts = urlsplit(re.sub(r"[\t\r\n]", "", to.strip()))
        return not parts.scheme and not parts.netloc and not re.match(r"[/\\]{2}|/\\", to.strip())
    page = answer.content.decode()
    return not re.search(r"(href|action)=[\"']\s*(javascript:|(https?:|//|/\\|\\)[^\"']*evil)", page)


@pytest.mark.parametrize("to", ELSEWHERE)
def test_signing_in_and_out_stays_here(client, to):
    member = factories.member()
    asked = {"next": to}
    answers = [client.get(f"/accounts/login/?{urlencode(asked)}")]
    answers.append(client.post("/accounts/login/", {"login": member.email, "password": factories.PASSWORD, **asked}))
    answers.append(client.get(f"/accounts/login/?{urlencode(asked)}"))
    answers.append(client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD, **asked}))
    answers.append(client.get(f"/accounts/2fa/totp/activate/?{urlencode(asked)}"))
    answers.append(client.post("/accounts/logout/", asked))
    assert [answer.status_code for answer in answers] == [200, 302, 302, 302, 200, 302]
    assert all(map(stays, answers))


@pytest.mark.parametrize("to", ELSEWHERE)
def test_so_do_a_code_a_new_account_and_a_second_factor(client, to, mailoutbox):
    member = factories.member()
    asked = {"next": to}
    answers = [client.post(URL, everything(**asked))]
    client.post("/accounts/logout/")
    answers.append(client.post("/accounts/login/code/", {"email": member.email, **asked}))
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mailoutbox[-1].body, re.MULTILINE)[1]
    answers.append(client.post("/accounts/login/code/confirm/", {"code": code, **asked}))
    client.post("/accounts/logout/")
    TOTP.activate(member, SECRET)
    client.post("/accounts/login/", {"login": member.email, "password": factories.PASSWORD, **asked})
    cache.clear()
    code = format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
    answers.append(client.post(f"/accounts/2fa/authenticate/?{urlencode(asked)}", {"code": code, **asked}))
    answers.append(client.get(f"/accounts/2fa/recovery-codes/?{urlencode(asked)}"))
    assert [answer.status_code for answer in answers[:4]] == [302] * 4
    assert all(map(stays, answers))


def test_what_is_here_is_gone_on_to(client):
    member = factories.member()
    answer = client.post(
        "/accounts/login/", {"login": member.email, "password": factories.PASSWORD, "next": "/directory/?q=a"}
    )
    assert answer.headers["Location"] == "/directory/?q=a"
