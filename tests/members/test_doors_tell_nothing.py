"""At every door of an account, whoever tries an address learns the same of one that somebody has as of any other: the
same status, words and way on, one mail for each, and as much work, so that no time tells (bench/enumeration.py)."""

import re
import smtplib

import pytest
from django.contrib.auth import hashers
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.members.signing_up import URL, everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]

KINDS = {
    "member": {},
    "unconfirmed": {"state": "applied", "verified": False},
    "declined": {"state": "declined"},
    "suspended": {"state": "suspended"},
    "closed": {"is_active": False},
    "without a password": {"without_password": True},
    "secretariat": {"is_staff": True},
}
CODE, CODE_SENT = "/accounts/login/code/", "/accounts/login/code/confirm/"
CONFIRM, RESET = "/accounts/confirm-email/", "/accounts/password/reset/"
WRONG = {"code": "WRONG1"}
#: What somebody does who tries an address: where to, what they send ({} is the address), None for a look.
TRIES = {
    "a wrong password": [("/accounts/login/", {"password": "not it, whatever it is"})] * 2,
    "a code": [
        (CODE, {}),
        (CODE_SENT, None),
        (CODE_SENT, WRONG),
        (CODE_SENT, {"action": "resend"}),
        (CODE_SENT, WRONG),
        (CODE, None),
    ],
    "a new password": [(RESET, {}), ("/accounts/password/reset/done/", None), (RESET, {})],
    "signing up": [
        (URL, "everything"),
        (CONFIRM, None),
        (CONFIRM, WRONG),
        (CONFIRM, {"action": "resend"}),
        (CONFIRM, None),
        (CONFIRM, {"action": "change", "email": "another@example.org"}),
        (CONFIRM, WRONG),
        (CONFIRM, None),
        ("/accounts/login/", None),
        (URL, None),
    ],
}
#: So many questions to the database more or less are no time that anybody could tell over a network.
FEW = 4


@pytest.fixture(params=KINDS)
def kind(request):
    fields = dict(KINDS[request.param])
    without = fields.pop("without_password", False)
    known = factories.member(email="known@example.org", **fields)
    if without:
        known.set_unusable_password()
        known.save()
    return known


def plain(content, email):
    content = re.sub(rb'(csrfmiddlewaretoken|opened)" value="[\w:-]+', b"", content)
    return content.replace(email.encode(), b"X")


def answers(tries, email, mailoutbox):
    """What a browser is told at each step, how many mails went with it, and how many questions the database got."""
    client, seen, work = Client(), [], []
    for address, typed in tries:
        cache.clear()  # how often something may be tried is told to everybody alike
        before = len(mailoutbox)
        with CaptureQueriesContext(connection) as asked:
            if typed is None:
                answer = client.get(address)
            elif typed == "everything":
                answer = client.post(address, everything(email=email))
            else:
                answer = client.post(address, {"email": email, "login": email, **typed})
        told = (answer.status_code, answer.headers.get("Location"), plain(answer.content, email))
        seen.append((address, typed, told, len(mailoutbox) - before))
        work.append(len(asked))
    return seen, work


@pytest.mark.parametrize("tries", TRIES.values(), ids=list(TRIES))
def test_a_known_address_gets_what_any_other_gets(kind, tries, mailoutbox):
    known, work = answers(tries, "known@example.org", mailoutbox)
    nobodys, work_for_nobody = answers(tries, "nobody@example.org", mailoutbox)
    assert known == nobodys
    assert all(abs(one - other) <= FEW for one, other in zip(work, work_for_nobody, strict=True)), (
        work,
        work_for_nobody,
    )
    assert {message.to[0] for message in mailoutbox} <= {"known@example.org", "nobody@example.org"}


@pytest.mark.parametrize("door", ["a wrong password", "signing up"])
def test_as_many_passwords_are_hashed(kind, door, mailoutbox, monkeypatch):
    hasher, hashed = type(hashers.get_hasher()), []
    real = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *args, **fields: hashed.append(1) or real(*args, **fields))
    counts = []
    for who in ("known", "nobody"):
        hashed.clear()
        answers(TRIES[door][:1], f"{who}@example.org", mailoutbox)
        counts.append(len(hashed))
    assert counts == [1, 1]


def test_a_wrong_code_costs_as_many_questions_where_nobody_has_the_address(mailoutbox):
    factories.member(email="known@example.org")
    tries = [(CODE, {}), (CODE_SENT, WRONG)]
    known, nobody = (answers(tries, f"{who}@example.org", mailoutbox)[1][1] for who in ("known", "nobody"))
    assert known == nobody


class Away(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("hung up")


def test_a_mail_server_that_is_away_tells_nothing_where_a_new_code_is_asked_for(settings, client):
    factories.member(email="known@example.org")
    backend, told = settings.EMAIL_BACKEND, []
    for who in ("known", "nobody"):
        browser, settings.EMAIL_BACKEND = Client(), backend
        browser.post(URL, everything(email=f"{who}@example.org"))
        settings.EMAIL_BACKEND = f"{__name__}.Away"
        cache.clear()  # the second code may be asked for after ten seconds
        answer = browser.post(CONFIRM, {"action": "resend"})
        told.append((answer.status_code, plain(answer.content, f"{who}@example.org")))
    assert told[0] == told[1] and told[0][0] == 503
