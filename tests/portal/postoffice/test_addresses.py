"""Addresses at which mail comes back: nobody else makes one, and mail systems may do to them what they do."""

import datetime

import pytest
import time_machine

from portal.postoffice import addresses
from portal.postoffice.models import Dispatch

NOW = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def inbound(settings):
    settings.INBOUND_ADDRESS = "reply@in.alliance.example"
    with time_machine.travel(NOW, tick=False):
        yield


def opened(word, **how):
    return addresses.unseal("reply", word, **({"days": 180} | how))


def test_what_was_sealed_is_opened():
    assert opened(addresses.seal("reply", 5, 700_000)) == (5, 700_000)
    assert opened(addresses.seal("reply", 2**40 - 1, 2**40 - 1)) == (2**40 - 1, 2**40 - 1)


def test_it_fits_before_the_at_and_is_of_small_letters_and_digits():
    word = addresses.seal("reply", 2**40 - 1, 2**40 - 1)
    address = addresses.with_word(word)
    assert len(address.partition("@")[0]) <= 64 and word.isalnum() and word == word.lower() and len(word) == 40


@pytest.mark.parametrize("written", [str.lower, str.upper, str.title, lambda text: f" {text} "])
def test_case_and_spaces_do_not_matter(written):
    word = addresses.seal("reply", 5, 7)
    assert opened(addresses.word_in(written(addresses.with_word(word)))) == (5, 7)


@pytest.mark.parametrize(
    "address",
    ["", "reply@in.alliance.example", "reply+@in.alliance.example", "other+{word}@in.alliance.example",
     "reply+{word}@elsewhere.example", "reply+{word}x@in.alliance.example", "reply+{word}", "@", "+"],
)  # fmt: skip
def test_no_other_address_has_a_word(address):
    assert addresses.word_in(address.format(word=addresses.seal("reply", 5, 7))) == ""


def test_a_word_that_was_changed_anywhere_is_none():
    word = addresses.seal("reply", 5, 7)
    for place, sign in enumerate(word):
        assert opened(word[:place] + ("a" if sign != "a" else "b") + word[place + 1 :]) is None


@pytest.mark.parametrize("word", ["", "a", "ü" * 40, "a" * 40, "=" * 40, "1" * 40])
def test_no_text_breaks_it(word):
    assert opened(word) is None


def test_a_word_of_one_kind_opens_no_other():
    assert addresses.unseal("bounce", addresses.seal("reply", 5, 7), days=1) is None


def test_it_ends():
    word = addresses.seal("reply", 5, 7)
    with time_machine.travel(NOW + datetime.timedelta(days=180)):
        assert opened(word)
    with time_machine.travel(NOW + datetime.timedelta(days=181)):
        assert opened(word) is None


def test_an_earlier_key_still_opens_it_and_no_other(settings):
    word, settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = addresses.seal("reply", 5), [settings.SECRET_KEY], "new"
    assert opened(word) == (5, 0)
    settings.SECRET_KEY_FALLBACKS = []
    assert opened(word) is None


class TestTheReturnPath:
    def test_it_is_made_for_one_mail_and_one_reader(self):
        rows = [Dispatch(pk=1), Dispatch(pk=2)]
        paths = {addresses.return_path(row, to) for row in rows for to in ["a@x.example", "b@x.example"]}
        assert len(paths) == 4

    def test_it_proves_itself_for_that_reader_alone(self):
        word = addresses.word_in(addresses.return_path(Dispatch(pk=1), "Ann@x.example"))
        assert addresses.is_of_return_path(word, "ann@X.example")
        assert not addresses.is_of_return_path(word, "bob@x.example")

    def test_it_ends_after_a_month(self):
        word = addresses.word_in(addresses.return_path(Dispatch(pk=1), "a@x.example"))
        with time_machine.travel(NOW + datetime.timedelta(days=31)):
            assert not addresses.is_of_return_path(word, "a@x.example")

    def test_it_is_the_senders_address_where_nothing_is_read(self, settings):
        settings.INBOUND_ADDRESS, settings.DEFAULT_FROM_EMAIL = "", "Alliance <portal@alliance.example>"
        assert addresses.return_path(Dispatch(pk=1), "a@x.example") == "portal@alliance.example"
