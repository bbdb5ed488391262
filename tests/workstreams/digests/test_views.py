"""The way out that every mail carries, and the choice of how often."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from workstreams.digests.models import Subscription
from workstreams.digests.tokens import masked, subscription_of, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict():
    """A visitor whose browser sends no CSRF token: a mail program."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def subscription(reader):
    return reader.digest_subscription


@pytest.fixture
def address(subscription):
    return reverse("digest_unsubscribe", args=[token_of(subscription)])


def frequency():
    return Subscription.objects.get().frequency


def test_following_the_link_only_asks(strict, address, reader):
    for method in (strict.get, strict.head):
        response = method(address)
        assert response.status_code == 200
        assert frequency() == "weekly"
    page = strict.get(address).content.decode()
    assert "Stop the digest?" in page
    assert "Nothing has changed yet" in page
    assert reader.email not in page
    assert f"{reader.email[0]}…@example.org" in page


def test_one_click_stops_it_without_signing_in(strict, address):
    response = strict.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert frequency() == "never"
    assert Subscription.objects.get().next_due_at is None
    assert "no-cache" in response["Cache-Control"]


def test_one_click_as_a_form_with_parts_stops_it_too(strict, address):
    strict.post(address, {"List-Unsubscribe": "One-Click"})  # multipart, as RFC 8058 prefers
    assert frequency() == "never"


def test_stopping_twice_is_the_same(strict, address):
    strict.post(address)
    assert strict.post(address).status_code == 200
    assert frequency() == "never"
    assert "Nothing is left to stop" in strict.get(address).content.decode()


@pytest.mark.parametrize("before", ["weekly", "daily"])
def test_it_can_be_taken_back_at_once(strict, address, before):
    Subscription.objects.update(frequency=before, cadence=before)
    page = strict.post(address).content.decode()
    assert f'name="again" value="{before}"' in page
    page = strict.post(address, {"again": before}).content.decode()
    assert "The digest comes again" in page
    assert frequency() == before


def test_a_mangled_wish_to_take_it_back_is_a_wish_to_stop(strict, address):
    strict.post(address, {"again": "hourly"})
    assert frequency() == "never"


def test_a_link_that_is_not_whole_says_so_and_changes_nothing(strict, subscription):
    whole = token_of(subscription)
    for token in (whole[:-1], whole + "a", f"{subscription.pk + 1}:{whole.partition(':')[2]}", "x", "1:x", "‹›"):
        for method in (strict.get, strict.post):
            response = method(reverse("digest_unsubscribe", args=[token]))
            assert response.status_code == 404
            assert "This link is not whole" in response.content.decode()
    assert frequency() == "weekly"


def test_a_token_outlives_a_change_of_keys_that_keeps_the_old_one(subscription, settings):
    token = token_of(subscription)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, for the years to come"
    assert subscription_of(token) == subscription


def test_a_member_who_may_not_sign_in_any_more_can_still_stop_it(strict, address, reader):
    reader.is_active = False
    reader.save()
    assert strict.post(address).status_code == 200
    assert frequency() == "never"


@pytest.mark.parametrize(
    ("whole", "shown"), [("leilani@example.org", "l…@example.org"), ("", "…@"), (None, "…@"), ("a@b", "a…@b")]
)
def test_an_address_is_masked(whole, shown):
    assert masked(whole) == shown


def test_settings_say_what_holds_and_when_the_next_one_comes(client, reader):
    type(reader).objects.update(time_zone="Pacific/Honolulu")
    client.force_login(reader)
    page = client.get(reverse("digest_settings")).content.decode()
    assert "Weekly, Monday 08:00 in Honolulu" in page
    assert "What comes next" in page
    assert "In your time zone: Honolulu" in page


def test_settings_are_saved(client, reader):
    client.force_login(reader)
    response = client.post(reverse("digest_settings"), {"frequency": "daily", "weekday": "4", "hour": "6"}, follow=True)
    page = response.content.decode()
    assert "Your choice is saved" in page
    assert "Daily, 06:00 UTC" in page
    saved = Subscription.objects.get()
    assert (saved.frequency, saved.weekday, saved.hour) == ("daily", 4, 6)


def test_a_member_whom_the_clock_has_not_met_yet_can_choose(client):
    member = factories.member()
    client.force_login(member)
    assert "Weekly, Monday 08:00 UTC" in client.get(reverse("digest_settings")).content.decode()
    client.post(reverse("digest_settings"), {"frequency": "never", "weekday": "0", "hour": "8"})
    assert member.digest_subscription.frequency == "never"


def test_what_is_not_in_the_lists_comes_back_with_422(client, reader):
    client.force_login(reader)
    response = client.post(reverse("digest_settings"), {"frequency": "daily", "weekday": "9", "hour": "6"})
    assert response.status_code == 422
    assert re.search(r'<input[^>]*value="daily"[^>]*checked', response.content.decode())
    assert frequency() == "weekly"


def test_applicants_read_a_sentence_instead_of_a_form(client):
    client.force_login(factories.member(state="applied"))
    page = client.get(reverse("digest_settings")).content.decode()
    assert "once your membership is active" in page
    assert 'name="frequency"' not in page
    client.post(reverse("digest_settings"), {"frequency": "daily", "weekday": "4", "hour": "6"})
    assert not Subscription.objects.exists()


def test_visitors_sign_in_first(client):
    response = client.get(reverse("digest_settings"))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]
