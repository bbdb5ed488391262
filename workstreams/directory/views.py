"""Looking members up: the list, one member's page, and the list as a file."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.models import Member
from portal.fragments import refuse
from workstreams.directory.forms import SearchForm
from workstreams.directory.listing import found, one_with_everything, with_what_is_told
from workstreams.directory.permissions import can_read_directory, can_take_out_directory
from workstreams.directory.sheet import as_csv

PAGE = 50


@require_safe
def directory(request):
    """The active members whom this reader finds, fifty a page."""
    _ask(request)
    form = SearchForm(request.GET, user=request.user)
    if not form.is_valid():
        return refuse(request, "workstreams/directory/directory.html", {"form": form})
    members = found(request.user, **form.cleaned_data)
    page = Paginator(members, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "members": with_what_is_told(page.object_list, request.user),
        "query": _without_page(request),
        "may_take_out": can_take_out_directory(request.user),
    }
    return render(request, "workstreams/directory/directory.html", context)


@require_safe
def sheet(request):
    """What the same search finds, whole, as a CSV file for the secretariat."""
    if not can_take_out_directory(request.user):
        raise PermissionDenied(_("The secretariat takes the list of members out as a file."))
    form = SearchForm(request.GET, user=request.user)
    if not form.is_valid():
        return refuse(request, "workstreams/directory/directory.html", {"form": form})
    text = as_csv(with_what_is_told(found(request.user, **form.cleaned_data), request.user))
    # The mark at the beginning tells spreadsheets that this is UTF-8.
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="members.csv"'
    return response


@require_safe
def member(request, pk):
    """One active member: what everybody knows, and what they let this reader read."""
    _ask(request)
    one = get_object_or_404(Member.objects.visible_to(request.user), pk=pk)
    return render(request, "workstreams/directory/member.html", {"member": one_with_everything(one, request.user)})


def _ask(request):
    if not can_read_directory(request.user):
        raise PermissionDenied(_("The directory is for members of the alliance. Your membership is not active."))


def _without_page(request):
    query = request.GET.copy()
    query.pop("page", None)
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    return query.urlencode()
