"""A group's threads as one reader meets them in its list, drawn by stencil (see portal.stencils)."""

import functools
import time

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext

from portal.stencils import Kept, Shelf, cut, hole
from portal.templatetags.look import signature
from workstreams.discussion.rows import when_of
from workstreams.discussion.unread import reading

TEMPLATE = "workstreams/discussion/threadrow.html"
TAGS = "workstreams/discussion/tags.html"
_TEXTS = ("url", "title", "signature", "count", "replies", "author", "when", "new", "tags")

_stencils = Kept(100)
# A line is the same for all to whom as much of it is new; it weighs about a kilobyte.
_lines = Shelf(2000)


def draw_threads(threads, group, user, sectors):
    """The threads, each as `of_list`, as items of <ol class="ledger">. `sectors`: all of them in order. No query."""
    above = reverse("thread", args=[group.slug, 0]).removesuffix("0/")
    home, sectors = group.get_absolute_url(), tuple(sectors)
    return mark_safe("".join(_draw(thread, home, above, user, sectors) for thread in threads))  # noqa: S308 - each is


def _draw(thread, home, above, user, sectors):
    own = reading(thread, user)
    shape = (bool(thread.pinned_at), bool(thread.locked_at), bool(own.count), own.is_new)
    spoken, tags = tuple(thread.spoken or ()), tuple(thread.tag_names)
    language, minute = get_language(), int(time.time()) // 60
    key = (
        *(thread.pk, language, timezone.get_current_timezone_name(), minute, home, sectors, shape, own.shown),
        *(thread.title, thread.author__name, thread.last_post_at, thread.reply_count, spoken, tags),
    )

    def drawn():
        stencil = _stencils.get((language, *shape), lambda: cut(TEMPLATE, _with_holes(shape)))
        values = {
            "url": f"{above}{thread.pk}/",
            "title": thread.title,
            "signature": _signature(language, sectors, spoken),
            "count": thread.reply_count,
            "replies": ngettext("%(n)s reply", "%(n)s replies", thread.reply_count) % {"n": thread.reply_count},
            "author": thread.author__name,
            "when": when_of(thread.last_post_at),
            "new": own.shown,
            "tags": _tags(language, home, tags),
        }
        return stencil.fill(values)

    return _lines.get(key, drawn)


def _with_holes(shape):
    names = ("is_pinned", "is_locked", "has_new", "is_new")
    return {**dict(zip(names, shape, strict=True)), **{name: hole(name) for name in _TEXTS}}


@functools.lru_cache(maxsize=1000)
def _signature(language, sectors, spoken):
    return signature(sectors, spoken)


@functools.lru_cache(maxsize=1000)
def _tags(language, url, names):
    return mark_safe(render_to_string(TAGS, {"url": url, "names": names}).strip())  # noqa: S308 - a template's output
