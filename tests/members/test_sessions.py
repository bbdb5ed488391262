"""Ending sessions: at once, everywhere, and of that person alone."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from members.sessions import end_sessions
from tests import factories

pytestmark = pytest.mark.django_db

SETTINGS = "/members/settings/"


def signed_in(person):
    browser = Client()
    answer = browser.post("/accounts/login/", {"login": person.email, "password": factories.PASSWORD})
    assert answer.status_code == 302
    return browser


def test_ending_sessions_signs_out_every_browser_with_its_next_request():
    person, other = factories.member(), factories.member()
    first, second, beside = signed_in(person), signed_in(person), signed_in(other)
    assert first.get(SETTINGS).status_code == 200
    end_sessions(person)
    assert [browser.get(SETTINGS).status_code for browser in (first, second)] == [302, 302]
    assert beside.get(SETTINGS).status_code == 200
    assert not UserSession.objects.filter(user=person).exists()


def test_who_was_signed_out_signs_in_again():
    person = factories.member()
    end_sessions(person)
    assert signed_in(person).get(SETTINGS).status_code == 200


def test_who_never_was_keeps_djangos_own_hash():
    """So that nobody is signed out by the day on which this came."""
    person = factories.member()
    assert person.get_session_auth_hash() == super(type(person), person).get_session_auth_hash()
