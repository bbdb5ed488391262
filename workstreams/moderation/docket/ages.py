"""How long something has waited. No query."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON_FROM = timedelta(hours=36)
LATE_FROM = timedelta(hours=48)


@dataclass(frozen=True)
class Age:
    """How long something has waited: since when, in words, and `level`: "soon" from 36 h, "late" from 48 h, else ""."""

    since: object
    text: str
    level: str


def age(since, now=None):
    """Measure how long something has waited, in words as `span` gives them."""
    waited = (now or timezone.now()) - since
    level = "late" if waited >= LATE_FROM else "soon" if waited >= SOON_FROM else ""
    return Age(since=since, text=span(waited), level=level)


def span(length):
    """A length of time in words: in minutes below an hour, in days above four, else in hours."""
    hours = int(length / timedelta(hours=1))
    if hours < 1:
        return _("%(n)s min") % {"n": max(0, int(length / timedelta(minutes=1)))}
    if length < timedelta(days=4):
        return _("%(n)s h") % {"n": hours}
    return ngettext("%(n)s day", "%(n)s days", length.days) % {"n": length.days}
