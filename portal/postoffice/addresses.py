"""Addresses at which mail comes back to us: that of settings.INBOUND_ADDRESS with "+" and a sealed word before its "@".

A sealed word says what it is for, numbers, and the day on which it was made; nobody else can make one. Mail systems
change the case of an address, and refuse more than 64 signs before its "@", so it is 40 signs of small letters and
digits.
"""

import hashlib
import hmac
import time
from base64 import b32decode, b32encode
from email.utils import getaddresses, parseaddr

from django.conf import settings

DAY = 24 * 60 * 60
WORD = 40  # signs
BOUNCE = "bounce"
# Of a header that a stranger wrote, in characters.
LONGEST = 20_000
# How many days a mail server may take to tell that a mail could not be delivered. Most give up after five.
BOUNCES_FOR = 30


def return_path(row, to):
    """Whom a mail server tells that a row's mail to this address could not be delivered: an address made for the two
    alone. DEFAULT_FROM_EMAIL's where nothing is read."""
    if not settings.INBOUND_ADDRESS:
        return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return with_word(seal(BOUNCE, _short(row.own_message_id), about=to.lower()))


def is_of_return_path(word, to):
    """Whether this sealed word was made for a mail to this address, not long ago."""
    return unseal(BOUNCE, word, days=BOUNCES_FOR, about=to.lower()) is not None


def seal(kind, *numbers, about=""):
    """One or two numbers below 2**40 as a word that nobody else can make. Its seal is over `about` too, which the word
    does not tell."""
    first, second = (*numbers, 0)[:2]
    said = first.to_bytes(5) + second.to_bytes(5) + int(time.time() // DAY).to_bytes(2)
    return b32encode(said + _mac(settings.SECRET_KEY, kind, said, about)).decode().lower()


def unseal(kind, word, *, days, about=""):
    """Both numbers of a sealed word, the second 0 where there was one; None where it is not ours, not of this kind, not
    about this, or older than so many days."""
    try:
        raw = b32decode(word.upper())
    except ValueError:
        return None
    said, mac = raw[:12], raw[12:]
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(hmac.compare_digest(_mac(key, kind, said, about), mac) for key in keys):
        return None
    if time.time() // DAY - int.from_bytes(said[10:12]) > days:
        return None
    return int.from_bytes(said[:5]), int.from_bytes(said[5:10])


def with_word(word):
    """The address at which we read, with a word in it."""
    name, _at, domain = settings.INBOUND_ADDRESS.rpartition("@")
    return f"{name}+{word}@{domain}"


def word_in(address):
    """The word in an address that `with_word` made, however mail systems wrote it since; "" in any other."""
    name, _at, domain = settings.INBOUND_ADDRESS.lower().rpartition("@")
    given, _at, given_domain = address.strip().lower().rpartition("@")
    before, _plus, word = given.partition("+")
    is_ours = settings.INBOUND_ADDRESS and (before, given_domain) == (name, domain)
    return word if is_ours and len(word) == WORD else ""


def addresses_in(values):
    """The addresses in headers of mail that came in, in their order; none in what no reader of addresses can read.
    Never raises, whatever was sent."""
    try:
        found = [address for _name, address in getaddresses([str(value)[:LONGEST] for value in values or []])]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []
    return [address.replace("\x00", "").strip() for address in found if address]


def _mac(key, kind, said, about):
    return hmac.digest(hashlib.sha256(f"mail.{kind}:{key}".encode()).digest(), said + about.encode(), "sha256")[:13]


def _short(text):
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:5])
