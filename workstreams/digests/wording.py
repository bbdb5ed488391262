"""A subscription in words, for pages, mails and the secretariat's lists."""

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _


def place(zone_name):
    """Where a time zone is: "Pacific/Honolulu" is "Honolulu"."""
    return zone_name.rpartition("/")[2].replace("_", " ")


def clock(hour):
    return f"{hour:02}:00"


def rhythm(subscription):
    """As a setting: "Weekly, Monday 08:00 in Honolulu"."""
    if subscription.frequency == subscription.Frequency.NEVER:
        return _("Never")
    words = _words(subscription)
    if subscription.frequency == subscription.Frequency.DAILY:
        return (_("Daily, %(time)s UTC") if words["place"] == "UTC" else _("Daily, %(time)s in %(place)s")) % words
    return (
        _("Weekly, %(day)s %(time)s UTC") if words["place"] == "UTC" else _("Weekly, %(day)s %(time)s in %(place)s")
    ) % words


def of_group(frequency, subscription):
    """What was chosen for one group, as a setting: "Daily", or "Weekly, as everything"."""
    names = {"daily": _("Daily"), "weekly": _("Weekly"), "never": _("Never")}
    if frequency:
        return names[frequency]
    return _("%(rhythm)s, as everything") % {"rhythm": names[subscription.frequency]}


def in_a_sentence(subscription, is_daily=None):
    """After "You get this": "every Monday at 08:00, Honolulu time". `is_daily`: how often it comes, where that is not
    how often everything does."""
    if subscription.frequency == subscription.Frequency.DAILY if is_daily is None else is_daily:
        return _("every day at %(time)s, %(place)s time") % _words(subscription)
    return _("every %(day)s at %(time)s, %(place)s time") % _words(subscription)


def _words(subscription):
    return {
        "day": WEEKDAYS[subscription.weekday],
        "time": clock(subscription.hour),
        "place": place(subscription.member.time_zone),
    }
