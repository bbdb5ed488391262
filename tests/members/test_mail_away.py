"""A mail server that is away: whoever waits for a code or a link is told, and nobody learns who has an account."""

import re
import smtplib

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse

from members.models import Member
from tests import factories
from tests.members.signing_up import URL, everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]

WORDS = "Our mail server does not answer at the moment"
AWAY = [ConnectionRefusedError("nobody there"), smtplib.SMTPServerDisconnected("hung up"), TimeoutError("too slow")]


class Away(EmailBackend):
    trouble = None

    def send_messages(self, messages):
        raise self.trouble


@pytest.fixture(params=AWAY, ids=lambda trouble: type(trouble).__name__)
def away(request, settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    monkeypatch.setattr(Away, "trouble", request.param)


def page(response):
    text = response.content.decode()
    return re.sub(r'(csrfmiddlewaretoken|opened)" value="[\w:-]+|[\w.]+@example.org', "", text)


@pytest.mark.parametrize(
    ("address", "field"), [("account_request_login_code", "email"), ("account_reset_password", "email")]
)
def test_the_form_comes_back_the_same_for_a_known_address_and_an_unknown(away, address, field):
    factories.member(email="known@example.org")
    answers = [Client().post(reverse(address), {field: f"{who}@example.org"}) for who in ("known", "nobody")]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert WORDS in answers[0].content.decode() and "known@example.org" in answers[0].content.decode()
    assert page(answers[0]) == page(answers[1])


def test_signing_up_keeps_what_was_typed_and_stores_nothing(away, client):
    factories.member(email="known@example.org")
    answers = [Client().post(URL, everything(email=f"{who}@example.org")) for who in ("known", "nobody")]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert page(answers[0]) == page(answers[1])
    assert WORDS in answers[1].content.decode() and "nobody@example.org" in answers[1].content.decode()
    assert Member.objects.count() == EmailAddress.objects.count() == 1


def test_who_signs_up_again_once_it_is_back_gets_the_code(settings, client, mailoutbox, monkeypatch):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    monkeypatch.setattr(Away, "trouble", AWAY[0])
    data = everything(email="nobody@example.org")
    client.post(URL, data)
    settings.EMAIL_BACKEND = backend
    cache.clear()  # the second code may be asked for after ten seconds
    assert client.post(URL, data).status_code == 302
    assert [letter.subject for letter in mailoutbox] == ["Your code to join the alliance"]


def test_what_was_changed_stays_changed_without_the_mail_that_tells_of_it(away, client):
    member = factories.member()
    client.post(reverse("account_login"), {"login": member.email, "password": factories.PASSWORD})
    new = "a new sentence 2026"
    response = client.post(
        reverse("account_change_password"), {"oldpassword": factories.PASSWORD, "password1": new, "password2": new}
    )
    member.refresh_from_db()
    assert response.status_code == 302 and member.check_password(new)


def test_elsewhere_a_page_says_so(away, client):
    client.force_login(member := factories.member())
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
    response = client.post(reverse("account_email"), {"action_add": "", "email": "second@example.org"})
    assert response.status_code == 503 and "does not answer" in response.content.decode()
    assert list(EmailAddress.objects.filter(user=member).values_list("email", flat=True)) == [member.email]
