"""How often somebody may do something: the window moves, counts once, and is shared by all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory

from portal import rates
from portal.rates import Rate, TooOften

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TWICE = Rate("twice", 2, 10, "Again in {wait}.")


@pytest.fixture(autouse=True)
def enforced(settings):
    settings.RATES_ENFORCED = True
    cache.clear()
    yield
    cache.clear()


def spend(*uses, at=0):
    with time_machine.travel(NOW + timedelta(seconds=at), tick=False):
        rates.spend(uses)


def refused(*uses, at=0):
    with pytest.raises(TooOften) as problem:
        spend(*uses, at=at)
    return problem.value


def test_as_often_as_it_says_and_no_more():
    spend(TWICE.of(1))
    spend(TWICE.of(1), at=4)
    problem = refused(TWICE.of(1), at=7)
    assert (problem.messages, problem.wait, problem.code) == (["Again in 3 seconds."], 3, "too_often")


def test_the_window_moves():
    spend(TWICE.of(1))
    spend(TWICE.of(1), at=9)
    spend(TWICE.of(1), at=11)
    refused(TWICE.of(1), at=12)


def test_everybody_counts_for_themselves_and_each_rate_too():
    for _time in range(2):
        spend(TWICE.of(1))
    spend(TWICE.of(2), Rate("other", 1, 10, "").of(1))


def test_what_is_refused_costs_nothing_of_any_rate():
    wide = Rate("wide", 3, 10, "")
    spend(TWICE.of(1), wide.of(1))
    spend(TWICE.of(1), wide.of(1))
    for _time in range(5):
        refused(wide.of(1), TWICE.of(1))
    spend(wide.of(1))


def test_looking_counts_nothing():
    for _time in range(5):
        rates.look([TWICE.of(1)])
    spend(TWICE.of(1))


def test_nobody_waits_longer_than_the_rate_holds():
    spend(TWICE.of(1))
    spend(TWICE.of(1))
    assert refused(TWICE.of(1, over_in=2.5)).wait == 3


def test_switched_off_nothing_counts(settings):
    settings.RATES_ENFORCED = False
    for _time in range(5):
        spend(TWICE.of(1))


def test_of_many_at_the_same_moment_as_many_pass_as_it_says():
    few = Rate("few", 3, 60, "{wait}")

    def one(_number):
        try:
            rates.spend([few.of("all")])
        except TooOften:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(one, range(64))) == 3


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (121, "3 minutes"),
        (7200, "2 hours"),
        (7201, "3 hours"),
    ],
)
def test_how_long_is_said_in_words(seconds, words):
    assert rates.in_words(seconds) == words


@pytest.mark.parametrize(
    ("proxies", "forwarded", "source"),
    [
        (0, "198.51.100.7", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (1, "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
    ],
)
def test_only_trusted_proxies_tell_from_where_a_request_comes(settings, proxies, forwarded, source):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert rates.source_of(request) == source


def test_where_nothing_tells_there_is_no_source():
    assert rates.source_of(RequestFactory().post("/", REMOTE_ADDR="")) == ""
