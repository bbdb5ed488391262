"""The queue of a desk: one case for each flagged thing, the longest waiting first, one of them open."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.fragments import UNPROCESSABLE
from workstreams.markup.differences import difference
from workstreams.moderation import docket
from workstreams.moderation.forms import DecisionForm
from workstreams.moderation.models import Case
from workstreams.moderation.views.frame import PAGE_SIZE, alliance_only, desk_group, frame


@require_safe
def desk(request, slug):
    """The flagged things of a group. `?case=` is the case that is open; else one's own, else the first that this lead
    may decide and nobody has taken."""
    return desk_page(request, desk_group(request.user, slug), asked=_asked(request))


@require_safe
def desk_alliance(request):
    """What the secretariat alone decides: profiles, and what leads passed on to it."""
    alliance_only(request.user)
    return desk_page(request, None, asked=_asked(request))


def _asked(request):
    asked = request.GET.get("case", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None


def desk_page(request, group, *, asked=None, form=None, letter=None, overtaken="", kept="", theirs=None):
    """The page of a desk. `form`: what was sent about the case `asked`; `letter`: what it would send; `overtaken`: why
    nothing came of it, with what was typed `kept`; `theirs`: [text as it was read, text as it stands]."""
    user = request.user
    context = frame(group, "desk" if group else "desk_alliance")
    queue = docket.queue(user, group)
    pages = Paginator(queue, PAGE_SIZE)
    # Counted already, for the tab.
    pages.count = context["tabs"][0][2]
    place = docket.place_in(queue, asked) if asked is not None else None
    page = pages.get_page(request.GET.get("page") if place is None else place // PAGE_SIZE + 1)
    rows = docket.rows(page.object_list, user)
    opened = _opened(rows, asked)
    context |= {
        "page": page,
        "rows": rows,
        "opened": opened,
        "overtaken": overtaken,
        "gone": _what_became_of(asked, user) if asked is not None and place is None and not overtaken else "",
        "kept": [(_("What happened"), kept)] if kept else [],
        "letter": letter,
        "between": difference(*theirs).html if theirs else "",
    }
    if opened:
        context |= _about(opened, user)
        if opened.holder != "another":
            context["form"] = form or decision_form(opened)
    refused = overtaken or (form is not None and form.errors)
    return render(request, "workstreams/moderation/desk.html", context, status=UNPROCESSABLE if refused else 200)


def decision_form(row, data=None):
    """The form to decide on this row of the docket: empty, or with what was sent."""
    is_answered = bool(row.post and row.post.is_answered)
    passes = row.case.group_id is not None and row.case.escalated_at is None
    first = {"seen": row.seen, "read": row.words, "title": row.words if row.about == Case.About.TITLE else ""}
    return DecisionForm(data, case=row, passes=passes, is_answered=is_answered, initial=first)


def _opened(rows, asked):
    mine = [row for row in rows if not row.part]
    wishes = [
        lambda row: row.pk == asked,
        lambda row: row.holder == "you",
        lambda row: row.holder == "",
    ]
    for wish in wishes:
        if found := next(filter(wish, mine), None):
            return found
    return None


def _about(row, user):
    answered = docket.answered_by(row.post, user) if row.about == Case.About.POST and row.post.parent_id else None
    earlier = docket.earlier_decisions(row.case, user)
    return {"answered": answered, "earlier": earlier, "sectors": docket.all_sectors()}


def _what_became_of(number, user):
    """Why a case that somebody asks for is not in the queue, in words. One query."""
    case = Case.objects.visible_to(user).filter(pk=number).first()
    if case and case.closed_at is None and case.escalated_at:
        return _("This case was passed to the secretariat, which decides it.")
    return _("No flag is open on that any more.")
