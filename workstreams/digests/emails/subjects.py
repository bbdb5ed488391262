"""What a digest's subject says: what is in it, in the order in which it is read."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.duties.shape import Kind


def subject(news, *, is_daily, at, is_last=False):
    """As "Your week: 2 calls close this week, 1 decision waits for you". `at`: the moment for which it is."""
    if is_last:
        return _("Your last digest until you come back")
    closing = {due for due in news.dues if _closes(due, at + timedelta(days=1 if is_daily else 7))}
    texts = len({due.document for due in news.dues if due not in closing})
    parts = [
        *(_closing(len(closing), is_daily), _waiting(news), _texts(texts)),
        *(_threads(news), _published(news), _changes(news), _searches(news)),
    ]
    parts = [part for part in parts if part]
    # The first two tell what it is about; a line of a mail program shows no more.
    words = {"news": ", ".join(parts[:2])}
    return (_("Your day: %(news)s") if is_daily else _("Your week: %(news)s")) % words


def _closes(due, by):
    return due.kind == Kind.POSITION and due.until <= by


def _closing(n, is_daily):
    if is_daily:
        return n and ngettext("%(n)d call closes within a day", "%(n)d calls close within a day", n) % {"n": n}
    return n and ngettext("%(n)d call closes this week", "%(n)d calls close this week", n) % {"n": n}


def _texts(n):
    return n and ngettext("%(n)d text waits for you", "%(n)d texts wait for you", n) % {"n": n}


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


def _published(news):
    n = _count(news, {"published"})
    return n and ngettext("%(n)d text published", "%(n)d texts published", n) % {"n": n}


def _count(news, kinds):
    return sum(len(section.items) + section.more for section in news.sections if section.kind in kinds)


def _changes(news):
    n = _count(news, {"documents", "changes"})
    return n and ngettext("%(n)d text changed", "%(n)d texts changed", n) % {"n": n}


def _searches(news):
    n = len(news.searches)
    return n and ngettext("news in %(n)d search", "news in %(n)d searches", n) % {"n": n}
