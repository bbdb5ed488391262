"""How often somebody may do something, counted over all web processes together: in the shared cache, in one step.

What counts is the moving window: the last so many seconds, whenever they began.
"""

import functools
import ipaddress
import math
import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import ngettext
from limits import RateLimitItemPerSecond
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter


@dataclass(frozen=True)
class Rate:
    """At most `amount` times in `seconds`. `says` tells whoever was faster, with {wait} for how long it takes yet."""

    name: str
    amount: int
    seconds: int
    says: str

    def of(self, whose, *, over_in=None):
        """A use of it: `whose` counts for itself. `over_in`: the seconds after which the rate holds no longer."""
        return Use(self, str(whose), over_in)


@dataclass(frozen=True)
class Use:
    """Somebody is about to do something of which there is a rate."""

    rate: Rate
    whose: str
    over_in: float | None = None

    @property
    def _item(self):
        return RateLimitItemPerSecond(self.rate.amount, self.rate.seconds)

    def is_free(self):
        """Whether there is one left. Counts nothing."""
        return _limiter().test(self._item, self.rate.name, self.whose)

    def take(self):
        """Count it, and whether there was one left. Two at the same moment never both take the last."""
        return _limiter().hit(self._item, self.rate.name, self.whose)

    def wait(self):
        """In how many whole seconds there is one again, one at least."""
        again = _limiter().get_window_stats(self._item, self.rate.name, self.whose).reset_time - time.time()
        return max(1, math.ceil(again if self.over_in is None else min(again, self.over_in)))


class TooOften(ValidationError):
    """Somebody was faster than a rate allows. `wait` is in how many seconds it may be tried again."""

    def __init__(self, use):
        self.wait = use.wait()
        super().__init__(str(use.rate.says).format(wait=in_words(self.wait)), code="too_often")


def look(uses):
    """Raise TooOften where one of the uses would be one too many. Counts nothing."""
    for use in uses if settings.RATES_ENFORCED else ():
        if not use.is_free():
            raise TooOften(use)


def spend(uses):
    """Count the uses, after all else that could refuse has been asked: what fails for another reason costs nothing.
    Raises TooOften where one of them is one too many."""
    look(uses)
    for use in uses if settings.RATES_ENFORCED else ():
        if not use.take():
            # Taken in this very moment by another process.
            raise TooOften(use)


def in_words(seconds):
    """How long to wait: in seconds, from two minutes on in minutes, from two hours on in hours, rounded up."""
    if seconds < 120:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    if seconds < 7200:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes := -(-seconds // 60)) % {"n": minutes}
    return ngettext("%(n)d hour", "%(n)d hours", hours := -(-seconds // 3600)) % {"n": hours}


def source_of(request):
    """The network from which a request comes, as far as the proxies in front are trusted to tell (see
    TRUSTED_PROXY_COUNT); "" where nothing tells. Of IPv6 the first half: one household has all of the other."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return ""
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))


def with_wait(response, error):
    """The answer to what was refused. Where that was too often, with the header that tells when to try again."""
    if isinstance(error, TooOften):
        response["Retry-After"] = str(error.wait)
    return response


@functools.cache
def _limiter():
    # The connections are those of the cache.
    pool = cache._cache.get_client(write=True).connection_pool
    return MovingWindowRateLimiter(RedisStorage("redis://", connection_pool=pool, key_prefix="rates"))
