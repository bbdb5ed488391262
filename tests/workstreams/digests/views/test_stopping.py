"""The way out that every mail carries: of all digests, and of one group."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from workstreams.digests.models import Subscription
from workstreams.digests.tokens import token_of

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


def test_a_member_who_may_not_sign_in_any_more_can_still_stop_it(strict, address, reader):
    reader.is_active = False
    reader.save()
    assert strict.post(address).status_code == 200
    assert frequency() == "never"


class TestOneGroup:
    @pytest.fixture
    def address(self, subscription, group):
        return reverse("digest_unsubscribe", args=[token_of(subscription, group)])

    def test_following_the_link_only_asks(self, strict, address, subscription, reader):
        page = strict.get(address).content.decode()
        assert "Leave this group out?" in page and "Graded access" in page
        assert reader.email not in page
        assert not subscription.groups.exists()

    def test_one_click_leaves_it_out_and_the_rest_comes(self, strict, address, subscription, group):
        response = strict.post(address, {"List-Unsubscribe": "One-Click"})
        assert "The group is left out" in response.content.decode()
        assert subscription.groups.get().frequency == "never"
        assert frequency() == "weekly"
        assert Subscription.objects.get().next_due_at

    def test_it_can_be_taken_back_at_once(self, strict, address, subscription):
        page = strict.post(address).content.decode()
        again = re.search(r'name="again" value="([^"]+)"', page)[1]
        assert "The group comes again" in strict.post(address, {"again": again}).content.decode()
        assert subscription.groups.get().frequency == ""

    def test_a_second_time_nothing_is_left_to_stop(self, strict, address):
        strict.post(address)
        assert "The group is left out" in strict.get(address).content.decode()
        assert strict.post(address).status_code == 200

    def test_a_private_group_that_one_left_is_named_no_more(self, strict, address, group):
        type(group).objects.filter(pk=group.pk).update(visibility="private")
        group.participations.filter(left_at=None).update(left_at=timezone.now())
        response = strict.get(address)
        assert response.status_code == 404 and "Graded access" not in response.content.decode()

    def test_a_group_that_is_no_more_has_no_link(self, strict, subscription, group):
        token = token_of(subscription, factories.group())
        type(group).objects.exclude(pk=group.pk).delete()
        assert strict.post(reverse("digest_unsubscribe", args=[token])).status_code == 404
