"""Signing up faster than people read: machines are kept out, and nobody whose browser fills everything in."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from members.models import Member
from tests import factories
from tests.members.test_signup import URL, end, everything, sector, you

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_seconds(settings):
    settings.SIGNUP_SECONDS = 3
    cache.clear()


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield lambda seconds: clock.shift(timedelta(seconds=seconds))


def opened(response):
    return re.search(r'name="opened" value="([^"]+)"', response.content.decode())[1]


def first(client, token, **fields):
    return client.post(URL, {"step": "1", "opened": token, **you(**fields)})


def is_hasty(response):
    return response.status_code == 422 and "press the button once more" in response.content.decode()


def test_after_three_seconds_the_form_is_taken(client, clock):
    token = opened(client.get(URL))
    clock(3.1)
    assert "Step 2 of 3" in first(client, token).content.decode()


def test_sooner_it_comes_back_with_all_that_was_typed_and_is_taken_on_the_second_press(client, clock):
    token = opened(client.get(URL))
    clock(0.4)
    response = first(client, token, name="Ana Quispe", email="ana@example.org")
    page = response.content.decode()
    assert is_hasty(response)
    assert all(f'value="{typed}"' in page for typed in ("Ana Quispe", "ana@example.org"))
    clock(1.1)
    assert "Step 2 of 3" in first(client, opened(response)).content.decode()


def test_pressed_at_once_again_it_comes_back_again(client, clock):
    response = first(client, opened(client.get(URL)))
    for _press in range(3):
        response = first(client, opened(response))
        assert is_hasty(response)


def test_the_time_goes_along_from_page_to_page(client, clock):
    token = opened(client.get(URL))
    clock(10)
    for step, data in (("1", you()), ("2", {**you(), **sector()}), ("3", {**you(), **sector(), **end()})):
        response = client.post(URL, {"step": step, "opened": token, **data})
        token = opened(response) if step != "3" else ""
    assert response.status_code == 302
    assert Member.objects.filter(email="ana@example.org").exists()


def test_a_page_that_was_open_for_days_is_taken(client, clock):
    token = opened(client.get(URL))
    clock(3 * 24 * 3600)
    assert "Step 2 of 3" in first(client, token).content.decode()


@pytest.mark.parametrize("token", ["", "forged", "MTc2MjAwMDAwMA:1vFake:signature"])
def test_a_machine_that_sends_everything_at_once_gets_no_account(client, token):
    assert is_hasty(client.post(URL, everything(opened=token)))
    assert not Member.objects.exists()


def test_nor_one_that_reads_the_page_and_answers_at_once(client, clock):
    assert is_hasty(client.post(URL, everything(opened=opened(client.get(URL)))))
    assert not Member.objects.exists()


def test_nor_one_that_waits_and_fills_in_the_trap(client, clock, mailoutbox):
    token = opened(client.get(URL))
    clock(5)
    assert client.post(URL, everything(opened=token, website="https://spam.example")).status_code == 302
    assert not Member.objects.exists() and not mailoutbox


def test_without_the_setting_nobody_waits(client, settings):
    settings.SIGNUP_SECONDS = 0
    factories.sectors()
    assert "Step 2 of 3" in client.post(URL, {"step": "1", **you()}).content.decode()
