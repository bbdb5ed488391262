"""How fast mail goes out, over all workers together."""

import time

import pytest
from redis.exceptions import ConnectionError as RedisGone

from portal.postoffice import pace


def test_without_a_limit_nobody_waits(settings):
    settings.MAIL_PER_SECOND = 0
    begun = time.monotonic()
    for _mail in range(100):
        pace.wait_for_turn()
    assert time.monotonic() - begun < 0.5


def test_no_more_go_in_a_second_than_the_provider_takes(settings, no_limits_left_over):
    settings.MAIL_PER_SECOND = 5
    begun = time.monotonic()
    for _mail in range(11):
        pace.wait_for_turn()
    assert time.monotonic() - begun >= 2


@pytest.mark.usefixtures("no_limits_left_over")
def test_whoever_waits_too_long_gives_the_batch_back(settings, monkeypatch):
    settings.MAIL_PER_SECOND = 1
    monkeypatch.setattr(pace, "PATIENCE", -1)
    pace.wait_for_turn()
    with pytest.raises(pace.NoTurn):
        pace.wait_for_turn()


def test_where_nobody_counts_nothing_goes(settings, monkeypatch):
    def gone(*_any):
        raise RedisGone("Connection refused")

    settings.MAIL_PER_SECOND = 5
    monkeypatch.setattr("portal.rates.Use.take", gone)
    with pytest.raises(pace.NoTurn):
        pace.wait_for_turn()
