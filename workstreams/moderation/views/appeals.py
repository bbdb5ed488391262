"""The desk of appeals: decisions that somebody else looks at again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.fragments import UNPROCESSABLE
from workstreams.moderation import actions, docket, grounds
from workstreams.moderation.forms import AppealDecisionForm
from workstreams.moderation.models import Appeal, Statement
from workstreams.moderation.views.frame import PAGE_SIZE, alliance_only, desk_group, frame, with_proof_of_leads

OF_ALLIANCE = "alliance"


@require_safe
def desk_appeals(request, slug):
    """The open appeals of a group. `?appeal=` is the one that is open, the first that this reader may decide else."""
    return _page(request, desk_group(request.user, slug))


@require_safe
def desk_alliance_appeals(request):
    """The open appeals of all groups, and those that only the secretariat decides."""
    alliance_only(request.user)
    return _page(request, None)


@require_POST
@with_proof_of_leads
def appeal_decide(request, pk):
    """Let the decision stand or reverse it. `desk` in the form says from which desk it came."""
    appeal = get_object_or_404(Appeal.objects.visible_to(request.user).select_related("group"), pk=pk)
    group = None
    if appeal.group is None or request.POST.get("desk") == OF_ALLIANCE:
        alliance_only(request.user)
    else:
        group = desk_group(request.user, appeal.group.slug)
    form = AppealDecisionForm(request.POST)
    if form.is_valid():
        try:
            actions.decide_appeal(appeal, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            if error.code == "decided":
                return _page(request, group, overtaken=error.message, kept=form.cleaned_data["reason"])
            form.add_error(None, error)
        else:
            if form.cleaned_data["outcome"] == Appeal.Outcome.REVERSED:
                messages.success(request, _("The decision is reversed. Those whom it concerns are told why."))
            else:
                messages.success(request, _("The decision stands. Whoever appealed is told why."))
            return redirect(_address(group))
    return _page(request, group, asked=appeal.pk, form=form)


def _address(group):
    return reverse("desk_appeals", args=[group.slug]) if group else reverse("desk_alliance_appeals")


def _page(request, group, *, asked=None, form=None, overtaken="", kept=""):
    found = docket.appeals(group, request.user)
    number = request.GET.get("appeal", "")
    if asked is None and number.isdecimal() and len(number) < 19:
        asked = int(number)
    pages = Paginator(found, PAGE_SIZE)
    ids = list(found.values_list("pk", flat=True)) if asked else []
    page = pages.page(ids.index(asked) // PAGE_SIZE + 1) if asked in ids else pages.get_page(request.GET.get("page"))
    rows = docket.appeal_rows(page.object_list, request.user)
    mine = [row for row in rows if not row.part]
    opened = next((row for row in mine if row.appeal.pk == asked), mine[0] if mine else None)
    context = {
        **frame(group, "desk_appeals" if group else "desk_alliance_appeals"),
        "page": page,
        "rows": rows,
        "decided": docket.appeals_decided(group, request.user),
        "opened": opened,
        "gone": asked is not None and asked not in ids and not overtaken,
        "desk": "" if group else OF_ALLIANCE,
        "form": form or AppealDecisionForm(),
        "overtaken": overtaken,
        "kept": [("reason", kept)] if kept else [],
    }
    if opened:
        statement = Statement.objects.visible_to(request.user).select_related(
            "recipient__membership", *grounds.of_decision("decision")
        )
        context["statement"] = statement.get(pk=opened.appeal.statement_id)
        context["grounds"] = grounds.of(context["statement"], request.user)
    refused = overtaken or (form is not None and form.errors)
    return render(request, "workstreams/moderation/appeals.html", context, status=UNPROCESSABLE if refused else 200)
