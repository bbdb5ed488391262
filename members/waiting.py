"""How long applicants wait. Reading only."""

import datetime
import statistics

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Membership

#: The decisions of so many days are looked at, and from so many decisions on something is said.
WINDOW = datetime.timedelta(days=90)
ENOUGH = 3


def usual_time(now):
    """How long a decision usually takes: the median of those of the last 90 days, as a timedelta. One query.

    None below three decisions. Members who were brought in never applied, so they do not count.
    """
    decided = Membership.objects.filter(decided_at__gte=now - WINDOW, decided_at__gt=F("applied_at"))
    times = [until - since for since, until in decided.values_list("applied_at", "decided_at")]
    return statistics.median(times) if len(times) >= ENOUGH else None


def in_words(time):
    """A length of time as one says it: "less than an hour", "5 hours", "3 days". Hours up to two days."""
    hours = round(time / datetime.timedelta(hours=1))
    if hours < 1:
        return _("less than an hour")
    if hours <= 48:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
