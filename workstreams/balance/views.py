"""How evenly seats and voices are spread over the sectors: of the alliance, an area, a group; as a page and in CSV.

Only groups that the reader may see are counted, so that no figure tells of another.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.permissions import is_secretariat
from portal.fragments import UNPROCESSABLE
from workstreams.balance import figures, spans
from workstreams.balance.forms import SpanForm
from workstreams.balance.sheet import sheet
from workstreams.balance.spread import LIMITS
from workstreams.groups.heading import heading
from workstreams.groups.models import WorkingGroup


@login_not_required
@require_safe
def alliance(request):
    """The balance of all groups that this reader may see, and the way to that of each area and group."""
    groups = list(WorkingGroup.objects.visible_to(request.user).select_related("area"))
    return _page(
        request,
        "workstreams/balance/alliance.html",
        groups,
        {"areas": figures.areas(), "groups": groups, "csv": reverse("balance_csv")},
    )


@login_not_required
@require_safe
def alliance_csv(request):
    groups = list(WorkingGroup.objects.visible_to(request.user))
    return _csv(request, _("The alliance"), groups)


@login_not_required
@require_safe
def area(request, slug):
    """The balance of those groups of one area that this reader may see."""
    area = get_object_or_404(figures.areas(), slug=slug)
    groups = list(WorkingGroup.objects.visible_to(request.user).filter(area=area))
    return _page(
        request,
        "workstreams/balance/area.html",
        groups,
        {"area": area, "groups": groups, "csv": reverse("area_balance_csv", args=[slug])},
    )


@login_not_required
@require_safe
def area_csv(request, slug):
    area = get_object_or_404(figures.areas(), slug=slug)
    return _csv(request, area.name, list(WorkingGroup.objects.visible_to(request.user).filter(area=area)))


@login_not_required
@require_safe
def group(request, slug):
    """The balance of one group."""
    visible = WorkingGroup.objects.visible_to(request.user)
    group = get_object_or_404(visible.for_listing().with_standing_of(request.user), slug=slug)
    return _page(
        request,
        "workstreams/balance/group.html",
        [group],
        {"head": heading(group, request.user, tab="group_balance"), "csv": reverse("group_balance_csv", args=[slug])},
    )


@login_not_required
@require_safe
def group_csv(request, slug):
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), slug=slug)
    return _csv(request, group.name, [group])


def _page(request, template, groups, context):
    form = SpanForm(request.GET)
    sectors = figures.all_sectors()
    span = form.span() if form.is_valid() else None
    seats = figures.people(groups, sectors)
    return render(
        request,
        template,
        {
            **context,
            "form": form,
            "span": span,
            "periods": _periods(span),
            "people": seats,
            "organisations": figures.organisations(groups, sectors),
            "voice": figures.voice(groups, span, sectors) if span else None,
            "limits": LIMITS,
            "sees_all": is_secretariat(request.user),
            "query": request.GET.urlencode(),
        },
        status=200 if span else UNPROCESSABLE,
    )


def _periods(span):
    """The usual periods, as links."""
    names = [(str(days), _("%(n)s days") % {"n": days}) for days in spans.DAYS] + [(spans.ALL, _("All time"))]
    return [(text, f"?period={name}#voice", None, span is not None and span.name == name) for name, text in names]


def _csv(request, of, groups):
    form = SpanForm(request.GET)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return HttpResponse(words, status=UNPROCESSABLE, content_type="text/plain; charset=utf-8")
    sectors, span = figures.all_sectors(), form.span()
    measures = [
        (_("People with a seat"), figures.people(groups, sectors), None),
        (_("Organisations with a seat"), figures.organisations(groups, sectors), None),
        (_("Posts"), figures.voice(groups, span, sectors), span),
    ]
    text = sheet(of, measures, unplaced=_("Sector not on record"))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"balance-{slugify(of) or 'group'}-{localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
