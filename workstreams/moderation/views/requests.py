"""Requests to join, decided at the same desk."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.fragments import UNPROCESSABLE
from workstreams.groups import actions as groups
from workstreams.moderation import docket
from workstreams.moderation.forms import DeclineForm
from workstreams.moderation.views.frame import PAGE_SIZE, desk_group, frame


@require_safe
def desk_requests(request, slug):
    """Who waits for a seat, the longest waiting first."""
    return _requests_page(request, desk_group(request.user, slug))


@require_POST
def decide_request(request, slug, pk):
    """Accept (`verdict=accept`), or decline with a reason."""
    group = desk_group(request.user, slug)
    asked = get_object_or_404(group.join_requests.select_related("member"), pk=pk)
    accept = request.POST.get("verdict") == "accept"
    form = DeclineForm(request.POST, auto_id=_ids(asked))
    if not accept and not form.is_valid():
        return _requests_page(request, group, wrong={asked.pk: form})
    try:
        if accept:
            groups.accept_join_request(asked, by=request.user)
            told = _("%(name)s has a seat now, and is told.")
        else:
            groups.decline_join_request(asked, by=request.user, reason=form.cleaned_data["reason"])
            told = _("%(name)s is told why.")
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            form.add_error(None, error)
            return _requests_page(request, group, wrong={asked.pk: form})
        return _requests_page(request, group, overtaken=error.messages[0], kept=request.POST.get("reason", ""))
    messages.success(request, told % {"name": asked.member.name})
    return redirect("desk_requests", slug=group.slug)


def _ids(asked):
    # A form for each request on one page: the id of each box says which it belongs to.
    return f"id_{asked.pk}_%s"


def _requests_page(request, group, *, wrong=None, overtaken="", kept=""):
    wrong = wrong or {}
    page = Paginator(docket.requests_to_join(group), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        **frame(group, "desk_requests"),
        "page": page,
        "rows": [
            {
                "request": asked,
                "age": docket.age(asked.created_at),
                "own": asked.member_id == request.user.pk,
                "form": wrong.get(asked.pk) or DeclineForm(auto_id=_ids(asked)),
            }
            for asked in page
        ],
        "overtaken": overtaken,
        "kept": [("reason", kept)] if kept.strip() else [],
    }
    refused = wrong or overtaken
    return render(request, "workstreams/moderation/requests.html", context, status=UNPROCESSABLE if refused else 200)
