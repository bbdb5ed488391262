"""How fast mail goes out: no faster than the provider takes it, counted over all workers together."""

import time

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from portal.rates import Rate

# How long one mail may wait for its turn before its batch is given back. Well below a task's time limit.
PATIENCE = 60


class NoTurn(Exception):
    """Too many workers share too small a rate, or nobody can count."""


def wait_for_turn():
    """Return when one more mail may go (settings.MAIL_PER_SECOND, 0 for no limit). Raises NoTurn where its turn does
    not come in a minute: others then send, and this batch goes with a later round."""
    if not settings.MAIL_PER_SECOND:
        return
    turn = Rate("mail", settings.MAIL_PER_SECOND, 1, _("Mail goes out again in {wait}.")).of("out")
    give_up = time.monotonic() + PATIENCE
    try:
        while not turn.take():
            if time.monotonic() > give_up:
                raise NoTurn("Too many workers share too small a rate.")
            time.sleep(1 / settings.MAIL_PER_SECOND)
    except RedisError as problem:
        raise NoTurn(str(problem)) from problem
