"""The page of a group's threads, put together as that of a thread is (see views.page)."""

from django.core.paginator import Paginator
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language

from members.permissions import standing
from portal.frames import framed
from portal.stencils import Kept, hole
from workstreams.discussion.models import Tag
from workstreams.discussion.questions import threads_of
from workstreams.discussion.threadlist import draw_threads
from workstreams.groups.heading import heading
from workstreams.groups.table import table
from workstreams.markup.sanitising import writable

FRAME = "workstreams/discussion/group.html"
MAIN = "workstreams/discussion/group_main.html"
THREADS_A_PAGE = 30
# What a group's head prints of it beside what `heading` says.
GROUP = ("slug", "name", "purpose", "visibility", "joining", "roster", "state", "state_note", "thread_count")

_groups = Kept(300)


def list_page(request, group):
    """The page of a group, fetched by `questions.group_for`: all its threads, or those with the tag that is asked for.

    A tag that is gone, or never was, has no threads: whoever follows an old link is told so, and led back to all.
    """
    user = request.user
    asked = writable(request.GET.get("tag", "")).strip()
    tag = _tag(group, user, asked) if asked else None
    # Threads were counted with the group, or the tag; the numbers of the page say which to read.
    count = getattr(tag, "thread_count", 0) if asked else group.thread_count
    page = Paginator(range(count), THREADS_A_PAGE).get_page(request.GET.get("page"))
    threads = threads_of(group, user, page.object_list.start, THREADS_A_PAGE, tag) if count else []
    seats, head = table(group), heading(group, user, tab="group")
    sectors = [sector for sector, _count in seats.seats]
    token = get_token(request)
    values = {"rows": draw_threads(threads, group, user, sectors), "csrf_token": token}
    key = (
        # The name of a lead is a link for whoever holds an office, though they may not act in it yet.
        *(get_language(), standing(user), user.is_staff, timezone.localdate()),
        *(page.number, page.paginator.num_pages, bool(threads)),
        *(bool(asked), tag and tag.name, count),
        *[getattr(group, name) for name in GROUP],
        *(group.area.name, group.area.get_absolute_url(), tuple(seats.seats), _as_shown(head)),
    )
    context = {"head": head, "page": page, "has_threads": bool(threads), "table": seats, "user": user}
    context |= {"by_tag": bool(asked), "tag": tag, "query": tag and f"{urlencode({'tag': tag.name})}&"}
    names = {name: hole(name) for name in values}
    main = _groups.get(key, lambda: render_to_string(MAIN, {**context, **names}))
    return framed(request, FRAME, (), {"title": group.name, "main": main.fill(values), "csrf_token": token})


def _tag(group, user, name):
    return Tag.objects.visible_to(user).filter(group=group).named(name).in_use().first()


def _as_shown(head):
    """All that the head of a group's page prints."""
    leads = [
        (seat.member_id, seat.member.name, seat.member.is_active_member, seat.member.affiliation) for seat in head.leads
    ]
    speaks_for = [(one and (one.sector.mark, one.sector.short_name)) for *_who, one in leads]
    return (
        *(tuple(who[:3] for who in leads), tuple(speaks_for), head.role, head.asked_at, head.is_suspended),
        *(head.may_join, head.may_open, head.may_lead, head.may_change, head.may_step_down),
        tuple((one.pk, one.title, one.due_on, one.is_overdue) for one in head.next),
    )
