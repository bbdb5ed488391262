"""A thread's posts as one reader meets them: what stands in the head, who answers whom, what may be done.

The markup is that of components/post.html, drawn once for each shape of a post (see portal.stencils). The words and
names are put in at the moment of asking, as the query gave them to this very reader: no post is kept drawn.
"""

import functools
import time
from dataclasses import dataclass
from types import SimpleNamespace

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from members.models import Membership
from members.permissions import is_active_member
from portal.stencils import Kept, cut, hole
from portal.templatetags.look import avatar, when
from workstreams.discussion.signs import draw_signs
from workstreams.groups.models import Participation
from workstreams.groups.permissions import can_open_matters, can_take_part

# Deeper posts stand at this level, and say whom they answer.
DEEPEST_LEVEL = 4
TEMPLATE = "components/post.html"

_stencils = Kept(1000)
# avatar() and its kind are pure: many posts are by few people.
_avatar = functools.lru_cache(maxsize=5000)(avatar)


def when_of(moment):
    """`when` for a page of posts: a moment is said in the same words for a minute, in one language and time zone."""
    minute = int(time.time()) // 60
    return _said(moment, minute, get_language(), timezone.get_current_timezone_name())


@functools.lru_cache(maxsize=20_000)
def _said(moment, minute, language, zone):
    return when(moment)


@dataclass
class Row:
    """What components/post.html draws; the variables are told there."""

    id: int
    depth: int
    url: str
    name: str
    sector: object
    organisation: str
    role: str
    avatar: str
    when: str
    body: str
    lang: str = ""
    was: str = ""
    edited: str = ""
    history_url: str = ""
    parent: bool = False
    deep: bool = False
    fresh: bool = False
    new: bool = False
    unread: str = ""
    reply_to: str = ""
    reply_to_url: str = ""
    hidden: str = ""
    note: str = ""
    reply_url: str = ""
    files: str = ""
    became: str = ""
    signs: str = ""
    more_url: str = ""
    author_url: str = ""
    composer: dict | None = None


# What differs from post to post, and is a hole in the stencil where it is there at all.
_TEXTS = (
    *("id", "url", "name", "organisation", "avatar", "when", "body", "lang", "edited", "history_url", "unread"),
    *(
        "reply_to",
        "reply_to_url",
        "hidden",
        "note",
        "was",
        "reply_url",
        "files",
        "became",
        "signs",
        "more_url",
        "author_url",
    ),
)
# What the markup itself depends on, beside the language and whether those texts are there.
_SHAPE = ("depth", "parent", "deep", "fresh", "new", "sector", "role")


def draw(rows, request=None):
    """The rows as HTML, items of <ol class="tree">. One with a composer below it is drawn for itself."""
    return mark_safe("".join(_draw(row, request) for row in rows))  # noqa: S308 - each is safe, see portal.stencils


def _draw(row, request):
    if row.composer:
        return cut(TEMPLATE, {"post": row, "composer_template": "workstreams/discussion/composer.html"}, request)
    values = row.__dict__
    key = (get_language(), *[values[name] for name in _SHAPE], *[bool(values[name]) for name in _TEXTS])
    return _stencils.get(key, lambda: cut(TEMPLATE, {"post": _with_holes(row)})).fill(values)


def _with_holes(row):
    return SimpleNamespace(**row.__dict__ | {name: hole(name) for name in _TEXTS if getattr(row, name)})


def rows(
    posts,
    thread,
    user,
    *,
    may_reply=False,
    following=None,
    reading=None,
    files=None,
    signs=None,
    became=None,
    silenced=False,
):
    """Rows for posts of `thread`, read `for_rows(user)`. No query.

    `thread` was fetched `for_page(user)`. `following` is the post after these, if any: it tells whether the last one
    is answered. `may_reply`: whether each post offers to be answered. `reading`: what of them is unread (see unread).
    `files`: {id of a post: Attachments to list below it}, see `for_posts`. `signs`: {id of a post: the kinds that this
    user gave it}. `became`: {id of a post: what was published from it} (see settings.BECAME_OF_POSTS).
    `silenced`: they answer with none here.
    """
    reader = _Reader(
        thread, user, may_reply, {post.pk for post in posts}, reading, files or {}, signs or {}, became or {}, silenced
    )
    return [reader.row(post, after) for post, after in zip(posts, [*posts[1:], following], strict=True)]


class _Reader:
    """What is the same for all posts of a page."""

    def __init__(self, thread, user, may_reply, here, reading, files, signs, became, silenced):
        self.thread = thread
        self.user = user
        self.here = here
        self.reading = reading
        self.files = files
        self.signs = signs
        self.became = became
        self.is_member = is_active_member(user)
        self.reply_url = f"{thread.get_absolute_url()}?reply=" if may_reply else ""
        # As permissions.can_react and can_agree, which ask of one post whether it is the reader's own.
        self.may_react = not silenced and can_take_part(user, thread.group)
        self.may_agree = not silenced and can_open_matters(user, thread.group)
        self.posts = reverse("post", args=[0]).removesuffix("0/")
        self.members = reverse("member", args=[0]).removesuffix("0/")

    def row(self, post, after):
        url = f"{self.posts}{post.pk}/"
        row = Row(
            id=post.pk,
            depth=min(post.depth, DEEPEST_LEVEL),
            deep=post.depth > DEEPEST_LEVEL,
            parent=post.depth < DEEPEST_LEVEL and after is not None and after.depth > post.depth,
            url=url,
            name=post.author__name,
            sector=_sector(post.sector_id, post.sector__name, post.sector__short_name, post.sector__mark),
            organisation=post.organisation__name or "",
            role=Participation.Role.LEAD.label if post.author_id in self.thread.lead_ids else "",
            avatar=_avatar(post.author__name, post.sector__mark or "bar"),
            when=when_of(post.created_at),
            body=mark_safe(post.shown_html),  # noqa: S308 - rendered and sanitised when it was written
            lang=post.language,
        )
        if self.is_member and self._is_active(post):
            row.author_url = f"{self.members}{post.author_id}/"
        if post.parent_id:
            row.reply_to = post.parent__author__name
            inside = post.parent_id in self.here
            row.reply_to_url = f"#post-{post.parent_id}" if inside else f"{self.posts}{post.parent_id}/"
        gone = post.hidden_at or post.withdrawn_at
        if gone and not post.shown_html:
            row.hidden = self._with_why(self._marker(post), post)
            return row
        if post.pk in self.files:
            may_flag = self.is_member and post.author_id != self.user.pk
            files = {"attachments": self.files[post.pk], "may_flag": may_flag}
            row.files = render_to_string("components/attachments.html", files)
        if post.edited_at:
            row.edited = when_of(post.edited_at)
            row.history_url = f"{url}history/" if post.revision_count else ""
        if gone:
            seen_by = _("Only the author, the leads and the secretariat still see the words.")
            row.note = self._with_why(format_html("{} {}", self._marker(post), seen_by), post)
            return row
        if post.former_titles:
            row.was = _was(post.former_titles)
        if post.pk in self.became:
            row.became = _became(self.became[post.pk])
        if self.reading is not None and self.reading.is_unread(post):
            row.new = True
        if self.reply_url:
            row.reply_url = f"{self.reply_url}{post.pk}#reply-{post.pk}"
        own = post.author_id == self.user.pk
        row.signs = draw_signs(
            post,
            self.signs.get(post.pk, ()),
            may_react=self.may_react and not own,
            may_agree=self.may_agree and not own,
        )
        if self.is_member:
            row.more_url = f"{url}more/"
        return row

    @staticmethod
    def _is_active(post):
        """As Member.is_active_member of the author."""
        membership = post.author__membership__state == Membership.State.ACTIVE
        return post.author__is_active and membership and post.author__membership__rules is not None

    def _marker(self, post):
        return marker(post, self.thread)

    def _with_why(self, said, post):
        """What is said of a hidden post, for its author with the way to the whole of it."""
        if not post.hidden_at or post.author_id != self.user.pk:
            return said
        url = reverse("statement_of", args=[post.hidden_key])
        return format_html('{} <a href="{}">{}</a>', said, url, _("Why, and how to appeal"))


def marker(post, thread):
    """What stands where the words of a post do not: who took them away, when, and why."""
    if not post.hidden_at:
        day = date_format(timezone.localtime(post.withdrawn_at), "j M")
        return _("Withdrawn by its author on %(day)s.") % {"day": day}
    day = date_format(timezone.localtime(post.hidden_at), "j M")
    reason = post.hidden_reason if post.hidden_reason[-1:] in ".!?…。！？" else f"{post.hidden_reason}."
    if post.hidden_by_id is None:
        text = _("Hidden on %(day)s until a lead has looked at it: %(reason)s")
        return text % {"day": day, "reason": reason}
    by_secretariat = post.hidden_by__is_staff and post.hidden_by_id not in thread.lead_ids
    text = (
        _("Hidden by the secretariat on %(day)s: %(reason)s")
        if by_secretariat
        else _("Hidden by a lead on %(day)s: %(reason)s")
    )
    text %= {"day": day, "reason": reason}
    if not post.hidden_rule:
        return text
    rule = _("Rule %(number)s") % {"number": post.hidden_rule}
    return format_html('{} <a href="{}#rule-{}">{}</a>', text, reverse("rules"), post.hidden_rule, rule)


def _was(titles):
    said = _("Until it was merged, this was the first post of {title}")
    titles = format_html_join(", ", '<b dir="auto">{}</b>', ([title] for title in titles))
    return format_html(said, title=titles)


@dataclass(frozen=True)
class _Sector:
    pk: int
    name: str
    short_name: str
    mark: str


@functools.lru_cache(maxsize=500)
def _sector(pk, name, short_name, mark):
    return _Sector(pk, name, short_name, mark) if pk else None


def _became(clauses):
    """What was published from a post, each a link to the clause that came from it."""
    # Translators: a clause of a publication, as in "§3.2 of AGA-2026-001 v1.0"
    names = [
        (one.url, _("§%(clause)s of %(what)s") % {"clause": one.clause, "what": one.publication}) for one in clauses
    ]
    links = format_html_join(", ", '<a href="{}">{}</a>', names)
    return format_html("{} {}", _("Became"), links)
