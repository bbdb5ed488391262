"""What is refused clearly, with the form kept: an address in another spelling, a name that misleads, an invitation that
does not hold, a domain that only ends like an approved one, and fields that nobody asked for."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from members.domains import clean_address
from members.invitees import clean_address as clean_invited_address
from members.models import Invitation, Member, Membership
from tests import factories
from tests.members.signing_up import PASSWORD, URL, carried, errors, everything, you

pytestmark = pytest.mark.django_db

ANOTHER_SPELLING = {
    "wide": "ana@\uff45xample.org",
    "soft hyphen": "ana@exam\u00adple.org",
    "no width": "ana@exam\u200bple.org",
}
NO_ADDRESS = {
    "wide before the @": "\uff41na@example.org",
    "dot at the end": "ana@example.org.",
    "in quotes": '"ana"@example.org',
    "a machine": "ana@[127.0.0.1]",
    "a capital with a dot": "\u0130@example.org",
    "two @": "ana@example.org@example.org",
    "ideographic dot": "ana@example\u3002org",
}


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


def kept(response):
    """Whether what was typed comes back, and nothing secret with it."""
    page = response.content.decode()
    return 'value="Ana Quispe"' in page and PASSWORD not in page


# One address, written two ways


@pytest.mark.parametrize("email", ANOTHER_SPELLING.values(), ids=ANOTHER_SPELLING)
def test_another_spelling_of_an_address_is_refused_and_the_right_one_said(client, email):
    response = client.post(URL, everything(email=email))
    assert response.status_code == 422
    assert errors(response)["email"][0].startswith("Write the address as ana@example.org.")
    assert kept(response)
    assert not Member.objects.exists()


@pytest.mark.parametrize("email", NO_ADDRESS.values(), ids=NO_ADDRESS)
def test_what_the_mail_system_would_not_take_as_it_stands_is_refused(client, email):
    response = client.post(URL, everything(email=email))
    assert response.status_code == 422
    assert errors(response) == {"email": ["Enter an e-mail address like name@example.org."]}
    assert kept(response)


@pytest.mark.parametrize("email", ["ANA@Example.ORG", " ana@example.org ", "ana@EXAMPLE.org"])
def test_case_and_spaces_make_no_second_account(client, email):
    factories.member(email="ana@example.org")
    assert client.post(URL, everything(email=email)).status_code == 302
    assert Member.objects.count() == 1


def test_a_domain_in_another_script_has_one_way_to_be_written(client):
    response = client.post(URL, everything(email="ana@münchen.de"))
    assert errors(response)["email"][0].startswith("Write the address as ana@xn--mnchen-3ya.de.")
    assert client.post(URL, everything(email="ana@xn--mnchen-3ya.de")).status_code == 302


@pytest.mark.parametrize(
    "email", ["ana+list@example.org", "a.na@example.org", "o'neill@example.org", "ana@sub.example.org"]
)
def test_addresses_that_are_others_stay_others(client, email):
    factories.member(email="ana@example.org")
    assert client.post(URL, everything(email=email)).status_code == 302
    assert Member.objects.filter(email=email).exists()


def test_nobody_adds_or_invites_another_spelling(client):
    member = factories.member()
    client.post("/accounts/login/", {"login": member.email, "password": factories.PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    response = client.post("/accounts/email/", {"action_add": "1", "email": ANOTHER_SPELLING["wide"]})
    assert response.status_code == 422 and "Write the address as ana@example.org." in response.content.decode()
    assert EmailAddress.objects.count() == 1
    with pytest.raises(ValidationError, match="Write the address as"):
        clean_invited_address(ANOTHER_SPELLING["wide"])


def test_an_address_comes_back_as_it_was():
    assert clean_address("ana@example.org") == "ana@example.org"


# Names that mislead


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Аna Quispe", "looks just like this one"),  # a Cyrillic capital
        ("https://spam.example", "without an address"),
        ("Ana www.spam.example", "without an address"),
        ("ｈｔｔｐｓ：／／spam.example", "without an address"),  # full width
        ("Ana bit.ly/spam", "without an address"),
        ("ana@example.org", "without an address"),
        ("Ana \u202eepsiuQ", "cannot be seen"),
        ("Ana\u200b Quispe", "cannot be seen"),
    ],
)
def test_a_name_that_misleads_is_refused_on_the_first_page_with_everything_kept(client, name, words):
    factories.member("Ana Quispe")
    response = client.post(URL, {"step": "3", **everything(name=name)})
    assert response.status_code == 422
    assert response.context["page"] == 1
    assert words in errors(response)["name"][0]
    assert carried(response)["statement"] == "To be heard."
    assert 'value="ana@example.org"' in response.content.decode()


@pytest.mark.parametrize("name", ["Аna Quispe", "https://spam.example", "Ana \u202eepsiuQ", "", "x" * 10_000])
def test_no_such_name_is_taken_on_later_in_the_settings(client, name):
    factories.member("Ana Quispe")
    member = factories.member("Bo Lind")
    client.force_login(member)
    response = client.post(reverse("settings"), {"name": name, "country": "PE", "time_zone": "UTC"})
    assert response.status_code == 422
    assert Member.objects.get(pk=member.pk).name == "Bo Lind"


# A domain that only ends like an approved one


@pytest.mark.parametrize(
    "domain", ["evil-andes.example", "sub.andes.example", "andes.example.evil.org", "xandes.example"]
)
def test_a_domain_that_only_looks_like_an_approved_one_admits_nobody(client, mailoutbox, domain):
    here = factories.organisation("Andes Digital Rights", "civil")
    here.email_domains.create(domain="andes.example")
    client.post(URL, everything(email=f"ana@{domain}"))
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{2,4})\s*$", mailoutbox[-1].body, re.MULTILINE)[1]
    client.post(reverse("account_email_verification_sent"), {"code": code})
    assert EmailAddress.objects.get().verified
    assert Membership.objects.get().state == "applied"


# Fields that nobody asked for

FORGED = {
    "is_staff": "1",
    "is_superuser": "1",
    "is_active": "0",
    "status": "active",
    "state": "active",
    "admitted_through": "secretariat",
    "decided_by": "1",
    "verified": "1",
    "primary": "1",
    "rules": "1",
    "sessions_ended": "9",
    "member": "1",
    "by": "1",
}


def test_forged_fields_change_nothing_at_sign_up(client):
    client.post(URL, everything(**FORGED))
    member = Member.objects.get()
    assert not member.is_staff and not member.is_superuser and member.is_active
    assert (member.membership.state, member.membership.admitted_through) == ("applied", "")
    assert not member.emailaddress_set.get().verified


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("settings", {"name": "Ana Quispe", "country": "PE", "time_zone": "UTC"}),
        ("profile", {"audience": "members", "email_audience": "nobody"}),
        ("application", {"accept_rules": "on"}),
    ],
)
def test_forged_fields_change_nothing_later(client, page, asked):
    member = factories.member(state="applied")
    client.force_login(member)
    client.post(reverse(page), {**FORGED, **asked, "email": "other@example.org", "pk": "1"})
    now = Member.objects.get(pk=member.pk)
    assert (now.is_staff, now.is_superuser, now.is_active, now.email) == (False, False, True, member.email)
    assert Membership.objects.get(member=member).state == "applied"


def test_a_forged_field_does_not_confirm_an_address_that_is_added(client):
    member = factories.member()
    client.post("/accounts/login/", {"login": member.email, "password": factories.PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    client.post("/accounts/email/", {"action_add": "1", "email": "new@example.org", "verified": "1", "primary": "1"})
    assert not EmailAddress.objects.filter(email="new@example.org", verified=True).exists()


# Invitations that do not hold: see tests/members/invitations, where each state has its page and its sign-up


def test_a_secret_that_was_never_given_out_is_refused_with_the_form_kept(client):
    response = client.post(URL, everything(invitation="never-was"))
    assert response.status_code == 422
    assert "This invitation is not known" in response.content.decode()
    assert carried(response)["sector"]
    assert not Invitation.objects.exists() and not Member.objects.exists()
    assert Client().post(URL, {"step": "1", **you(), "invitation": "x" * 10_000}).status_code == 422
