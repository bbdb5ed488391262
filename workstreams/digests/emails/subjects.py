"""What a digest's subject says: what is in it, in the order in which it is read."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def subject(news, *, is_daily, is_last=False):
    """As "Your week: 1 decision waits for you, 3 threads in 2 groups"."""
    if is_last:
        return _("Your last digest until you come back")
    parts = [part for part in (_waiting(news), _threads(news), _changes(news), _searches(news)) if part]
    # The first two tell what it is about; a line of a mail program shows no more.
    words = {"news": ", ".join(parts[:2])}
    return (_("Your day: %(news)s") if is_daily else _("Your week: %(news)s")) % words


def _waiting(news):
    n = news.matter_count
    return n and ngettext("%(n)d decision waits for you", "%(n)d decisions wait for you", n) % {"n": n}


def _threads(news):
    if not news.groups:
        return ""
    n = news.thread_count
    threads = ngettext("%(n)d thread", "%(n)d threads", n) % {"n": n}
    if len(news.groups) == 1:
        # Translators: "3 threads in Graded model access"
        return _("%(threads)s in %(group)s") % {"threads": threads, "group": news.groups[0].name}
    groups = ngettext("%(n)d group", "%(n)d groups", len(news.groups)) % {"n": len(news.groups)}
    # Translators: "3 threads in 2 groups"
    return _("%(threads)s in %(groups)s") % {"threads": threads, "groups": groups}


def _changes(news):
    n = sum(len(section.items) + section.more for section in news.sections)
    return n and ngettext("%(n)d text changed", "%(n)d texts changed", n) % {"n": n}


def _searches(news):
    n = len(news.searches)
    return n and ngettext("news in %(n)d search", "news in %(n)d searches", n) % {"n": n}
