"""The signed words that a mail's addresses carry."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from workstreams.digests import tokens
from workstreams.digests.tokens import masked, subscription_of, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription(reader):
    return reader.digest_subscription


def test_a_token_outlives_a_change_of_keys_that_keeps_the_old_one(subscription, settings):
    token = token_of(subscription)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, for the years to come"
    assert subscription_of(token) == subscription


def test_the_word_that_opens_the_choices_runs_out(subscription):
    token = tokens.choosing_token(subscription.pk)
    assert tokens.chosen_by(token) == subscription
    later = timezone.now() + tokens.CHOOSING_LASTS + datetime.timedelta(minutes=1)
    with time_machine.travel(later), pytest.raises(tokens.Expired):
        tokens.chosen_by(token)


def test_a_word_opens_nothing_but_what_it_was_given_for(subscription):
    with pytest.raises(LookupError):
        tokens.chosen_by(token_of(subscription))
    with pytest.raises(LookupError):
        subscription_of(tokens.choosing_token(subscription.pk))


@pytest.mark.parametrize(
    ("whole", "shown"), [("leilani@example.org", "l…@example.org"), ("", "…@"), (None, "…@"), ("a@b", "a…@b")]
)
def test_an_address_is_masked(whole, shown):
    assert masked(whole) == shown
