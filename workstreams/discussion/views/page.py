"""The page of a thread, put together: the frame that is this reader's, the thread as it stands, the posts as this
reader may read them. All are kept drawn (see portal.stencils), each under what it depends on: the posts for those to
whom the same posts look the same (see pages), and never where somebody reads more than others."""

import time
import uuid
from dataclasses import replace
from urllib.parse import quote

from django.http import Http404
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from members.permissions import is_active_member
from portal.frames import framed
from portal.stencils import Kept, Shelf, hole
from workstreams.discussion import actions
from workstreams.discussion.forms import ReplyForm
from workstreams.discussion.models import Post
from workstreams.discussion.pages import page_for
from workstreams.discussion.permissions import can_reply, can_start_thread, can_steer
from workstreams.discussion.questions import heard_in
from workstreams.discussion.rows import draw, rows
from workstreams.discussion.unread import reading
from workstreams.discussion.views.arranging import AS_A_TREE
from workstreams.discussion.views.drafting import no_draft
from workstreams.discussion.views.frame import composer, composer_of
from workstreams.discussion.views.holding import waiting_in
from workstreams.discussion.views.live import live
from workstreams.groups.permissions import can_open_matters, can_take_part

FRAME = "workstreams/discussion/thread.html"
MAIN = "workstreams/discussion/thread_main.html"
COMPOSER = "workstreams/discussion/composer.html"
WEEK = 7

# A thread weighs about 8 kB without its posts.
_threads = Kept(500)
_composers = Kept(500)
# The posts of a page, about 40 kB.
_trees = Shelf(150)


def thread_page(request, thread, *, start=None, arranged=AS_A_TREE, answered=None, form=None, preview="", status=200):
    """The page of a thread, fetched by `thread_or_404`, that begins with the post `start`.

    `answered` is the post with a composer of its own below it; `form` and `preview` are what was typed into that one,
    or into the one at the end. Raises Http404 where `start` is no post of the thread.
    """
    user = request.user
    try:
        shown = page_for(user, thread, start=start, order=arranged.order, within=arranged.within)
    except LookupError as error:
        raise Http404 from error
    if not shown.posts:
        raise Http404
    own = reading(thread, user)
    may_reply = can_reply(user, thread)
    is_open = not thread.locked_at and thread.group.takes_posts and not thread.silenced_until
    # A text that came too late is given back in its composer, though the thread takes no more.
    takes_replies = may_reply and (is_open or form is not None)
    below = composer(thread, user, form, parent=answered, preview=preview) if takes_replies and answered else None
    facts = {
        "has_composer": takes_replies and not answered,
        "may_reply": may_reply,
        "silenced_until": thread.silenced_until,
        "may_join": is_active_member(user) and not may_reply,
        "may_open": thread.group.takes_posts and user.is_authenticated and can_start_thread(user, thread.group),
        "may_steer": user.is_authenticated and can_steer(user, thread),
        "is_member": is_active_member(user),
        "signed_in": user.is_authenticated,
        "level": own.level,
        "has_new": bool(own.count),
        "newest": getattr(own, "newest", None) or 0,
        "unplaced": any(post.sector_id is None for post in shown.posts),
    }
    token = get_token(request)  # one for all forms of this page: each is as dear as a query
    values = {
        "tree": _posts(request, thread, shown, arranged, own, may_reply and is_open, answered, below),
        "composer": _composer(request, thread, form, preview, token) if facts["has_composer"] else "",
        "waiting": waiting_in(request, thread),
        "csrf_token": token,
        "next": quote(request.get_full_path()),
        "drawn_at": f"{timezone.now().timestamp():.6f}",
        "new_posts": own.shown,
        "page_posts": ",".join(str(post.pk) for post in shown.posts),
    }
    key = (*_as_it_stands(thread), start, *arranged.key, *facts.values())
    main = _threads.get(key, lambda: _draw_thread(shown.page, thread, arranged, facts, values))
    kind = (facts["may_reply"], facts["is_member"])
    page = {"title": thread.title, "main": main.fill(values), "csrf_token": token}
    return framed(request, FRAME, kind, page, status=status)


def _posts(request, thread, shown, arranged, own, may_answer, answered, below):
    """The posts of the page, drawn. Kept for all to whom they look the same; not with the composer `below` the post
    that is `answered`."""
    user = request.user
    unread = tuple(own.is_unread(post) for post in shown.posts)
    signs = shown.signs.get(str(user.pk), {})

    def drawn():
        listed = rows(
            shown.posts,
            thread,
            user,
            may_reply=may_answer,
            following=shown.page.following,
            reading=own,
            files=shown.files,
            signs=signs,
            became=shown.became,
            silenced=bool(thread.silenced_until),
        )
        arranged.settle(listed, shown.posts, shown.page.following)
        _mark_unread(listed, own)
        for row in listed if below else ():
            if row.id == answered.pk:
                row.composer = below
        return draw(listed, request)

    if below or shown.key is None:
        return drawn()
    key = (
        *(shown.key, get_language(), timezone.get_current_timezone_name(), int(time.time()) // 60),
        *(thread.group.slug, tuple(thread.lead_ids), may_answer, is_active_member(user)),
        bool(thread.silenced_until),
        *(can_take_part(user, thread.group), can_open_matters(user, thread.group)),
        # What is this reader's own: posts, signs, what they have not read.
        *(tuple(post.author_id == user.pk for post in shown.posts), repr(signs)),
        *((unread, own.shown, own.opened_at) if any(unread) else ()),
    )
    return _trees.get(key, drawn)


def _as_it_stands(thread):
    """All of a thread that its page shows beside the posts. Names of sectors may be a minute old."""
    group = thread.group
    today = timezone.localdate() if thread.locked_at else None
    # A moment that stands there by the clock is that of the reader's own zone.
    zone = timezone.get_current_timezone_name() if thread.locked_at or thread.slow_until else ""
    return (
        *(get_language(), thread.pk, thread.version, thread.title),
        *(thread.reply_count, thread.last_post_at, tuple(thread.tag_names)),
        *(thread.pinned_at is None, thread.slow_until, thread.locked_at, today, zone, int(time.time()) // 60),
        *(group.slug, group.name, group.state, group.joining, group.area.name, group.area.get_absolute_url()),
    )


def _draw_thread(page, thread, arranged, facts, values):
    """The thread's page without its posts, with holes for `values`. One query."""
    voices, thread.organisation_count = heard_in(thread)
    url = thread.get_absolute_url()
    links = arranged.links(url)
    context = {
        "thread": thread,
        "group": thread.group,
        "reading": {"level": facts["level"], "newest": facts["newest"]},
        "live": live(thread),
        "slow_minutes": thread.slow_seconds // 60,
        "voices": voices,
        "most": max([posts for _sector, posts in voices], default=0),
        "sectors": [sector for sector, _posts in voices],
        "spoken": [sector for sector, posts in voices if posts],
        "silent": ", ".join(sector.name for sector, posts in voices if not posts),
        "arranged": links,
        "first_url": links["first_url"] if page.earlier else "",
        "earlier_url": arranged.address(url, page.earlier),
        "later_url": arranged.address(url, page.later),
        "last_url": arranged.address(url, page.last),
    }
    return render_to_string(MAIN, {**context, **facts, **{name: hole(name) for name in values}})


def _composer(request, thread, form, preview, token):
    """The composer at the end. Empty, it is the same for each of the reader's threads in a group."""
    user = request.user
    if form or preview or thread.has_draft:
        return render_to_string(COMPOSER, {"composer": composer(thread, user, form, preview=preview)}, request)
    # What differs: whom one answers, where the text goes, where it is kept, and the key of this very form.
    draft = no_draft(user, actions.answer_to(thread, None))
    context = composer_of(thread, user, None, draft)
    values = {
        **{name: context[name] for name in ("to", "action")},
        **{"csrf_token": token, "submission": str(uuid.uuid4())},
        **{"draft_url": draft.url, "draft_key": draft.key},
    }

    def with_holes():
        names = {name: hole(name) for name in ("to", "action")}
        initial = {"draft": draft.sequence, "submission": hole("submission")}
        names["form"] = ReplyForm(posts=Post.objects.none(), initial=initial)
        names["draft"] = replace(draft, url=hole("draft_url"), key=hole("draft_key"))
        given = {"composer": {**context, **names}, "user": user, "csrf_token": hole("csrf_token")}
        return render_to_string(COMPOSER, given)

    mark = user.affiliation and user.affiliation.sector.mark
    return _composers.get((get_language(), user.name, mark, thread.group.slug), with_holes).fill(values)


def _mark_unread(listed, own):
    """Put a line before the first unread post of a page."""
    first = next((row for row in listed if row.new), None)
    if first is None:
        return
    count = {"count": own.shown}
    if own.opened_at is None:
        first.unread = ngettext("New: %(count)s post", "New: %(count)s posts", own.count) % count
        return
    here = timezone.localtime(own.opened_at)
    # Translators: since a day of this week, as in "Friday"; then since another day, as in "17 November"
    is_near = (timezone.localdate() - here.date()).days < WEEK
    day = date_format(here, gettext("l")) if is_near else date_format(here, gettext("j F"))
    text = ngettext("New since %(day)s: %(count)s post", "New since %(day)s: %(count)s posts", own.count)
    first.unread = text % {**count, "day": day}
