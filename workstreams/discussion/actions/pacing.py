"""How fast one may speak: what each post costs. Whoever speaks pays once nothing else can refuse it."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.permissions import is_secretariat
from portal.rates import Rate

DAY = timedelta(days=1)

REPLY = Rate("reply", 1, 5, _("You can post your reply in {wait}. Your text is kept below."))
THREAD = Rate("thread", 1, 15, _("You can open this thread in {wait}. Your text is kept below."))
FIRST_REPLIES = Rate(
    "first_day_reply",
    10,
    int(DAY.total_seconds()),
    _("On the day on which you joined, 10 replies fit. You can post the next in {wait}. Your text is kept below."),
)
FIRST_THREADS = Rate(
    "first_day_thread",
    3,
    int(DAY.total_seconds()),
    _("On the day on which you joined, 3 threads fit. You can open the next in {wait}. Your text is kept below."),
)
FROM_ONE_ADDRESS = _(
    "Many posts came from your network in the last minutes. Send yours once more in {wait}. Your text is kept below."
)


def uses_of_reply(by, source):
    """What a reply costs its author, and the network address `source` ("" for none) that it comes from."""
    return _uses(REPLY, FIRST_REPLIES, by, source)


def uses_of_thread(by, source):
    """The same for a new thread."""
    return _uses(THREAD, FIRST_THREADS, by, source)


def _uses(always, at_first, by, source):
    uses = [always.of(by.pk)]
    left = _left_of_first_day(by)
    if left > 0:
        uses.append(at_first.of(by.pk, over_in=left))
    if source and settings.POSTS_PER_ADDRESS:
        uses.append(Rate("post_from", settings.POSTS_PER_ADDRESS, 300, FROM_ONE_ADDRESS).of(source))
    return uses


def _left_of_first_day(by):
    """Seconds until a day has passed since the member was admitted. The secretariat sets a portal up on its first."""
    admitted = getattr(by, "membership", None) and by.membership.decided_at
    if not admitted or is_secretariat(by):
        return 0
    return (admitted + DAY - timezone.now()).total_seconds()
