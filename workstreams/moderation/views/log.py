"""The log of moderation: as pages, and to take along."""

from urllib.parse import urlencode

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from portal.fragments import UNPROCESSABLE
from workstreams.groups.sheet import lines
from workstreams.moderation.docket.log import log, rows, table
from workstreams.moderation.forms.log import LogForm
from workstreams.moderation.views.frame import alliance_only, desk_group, frame

PAGE_SIZE = 50


@require_safe
def desk_log(request, slug):
    """What was done in one group, the newest first."""
    return _page(request, desk_group(request.user, slug))


@require_safe
def desk_alliance_log(request):
    """What was done in all groups, and by the secretariat outside of them."""
    alliance_only(request.user)
    return _page(request, None)


@require_safe
def desk_log_csv(request, slug):
    return _csv(request, desk_group(request.user, slug))


@require_safe
def desk_alliance_log_csv(request):
    alliance_only(request.user)
    return _csv(request, None)


def _page(request, group):
    form = LogForm(request.GET)
    entries = log(request.user, group)
    asked = form.narrow(entries) if form.is_valid() else entries.none()
    # By the number of an entry, which costs the same on every page, and does not shift while entries come in.
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        asked = asked.filter(pk__lt=int(before))
    entries = list(asked[: PAGE_SIZE + 1])
    query = {name: value for name, value in request.GET.items() if name != "before" and value}
    more = entries[PAGE_SIZE - 1].pk if len(entries) > PAGE_SIZE else None
    names = ("desk_log", "desk_log_csv") if group else ("desk_alliance_log", "desk_alliance_log_csv")
    here, csv = (reverse(name, args=[group.slug] if group else []) for name in names)
    context = {
        **frame(group, names[0]),
        "form": form,
        "rows": rows(entries[:PAGE_SIZE]),
        "is_narrowed": bool(query),
        "first_url": f"{here}?{urlencode(query)}" if before else "",
        "more_url": f"{here}?{urlencode({**query, 'before': more})}" if more else "",
        "csv_url": f"{csv}?{urlencode(query)}" if query else csv,
        "all_url": here,
    }
    status = 200 if form.is_valid() else UNPROCESSABLE
    return render(request, "workstreams/moderation/log.html", context, status=status)


def _csv(request, group):
    form = LogForm(request.GET)
    if not form.is_valid():
        return _page(request, group)
    entries = form.narrow(log(request.user, group))
    response = StreamingHttpResponse(lines(*table(entries)), content_type="text/csv; charset=utf-8")
    name = f"moderation-{group.slug if group else 'alliance'}-{localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
