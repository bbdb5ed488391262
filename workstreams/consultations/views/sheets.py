"""The comments as a table for a spreadsheet, and back: what the table says became of each."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.fragments import refuse
from workstreams.consultations import actions
from workstreams.consultations.export import lines_of
from workstreams.consultations.forms import NarrowForm, TableForm
from workstreams.consultations.planning import planned
from workstreams.consultations.sheet import HEAD, table_of
from workstreams.consultations.table import comments_on, narrowed
from workstreams.consultations.views.frame import document_or_404, tell, way_up
from workstreams.consultations.views.tables import clauses_of
from workstreams.groups.sheet import lines


@require_safe
def dispositions_csv(request, slug, pk):
    """The table as it is narrowed, for a spreadsheet. Nothing that anybody wrote is taken for a formula."""
    document = _written_or_404(request, slug, pk)
    form = NarrowForm(request.GET, clauses=clauses_of(request.user, document))
    comments = narrowed(comments_on(document, request.user), **form.narrows())
    response = StreamingHttpResponse(
        lines(HEAD, lines_of(comments, request.user)), content_type="text/csv; charset=utf-8"
    )
    name = f"comments-{slugify(document.title)[:60] or 'text'}-{localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def dispositions_import(request, slug, pk):
    """Read a table of what became of comments: first shown, then kept."""
    document = _written_or_404(request, slug, pk)
    page = "workstreams/consultations/import.html"
    context = {"document": document, "crumbs": way_up(document)}
    if request.method != "POST":
        return render(request, page, {**context, "form": TableForm()})
    form = TableForm(request.POST, request.FILES)
    if form.is_valid():
        plan = planned(document, form.cleaned_data["decisions"], request.user)
        for problem in plan.problems:
            form.add_error("file", problem)
        if not plan.problems and "keep" not in request.POST:
            table = table_of(form.cleaned_data["decisions"])
            return render(request, page, {**context, "plan": plan, "table": table})
        if not plan.problems:
            try:
                n = actions.dispose_of_many(document, by=request.user, decisions=form.cleaned_data["decisions"])
            except ValidationError as error:
                tell(form, error)
            else:
                messages.success(request, _("Kept what became of %(n)d comments. Their authors are told.") % {"n": n})
                return HttpResponseRedirect(reverse("dispositions", args=[slug, pk]))
    return refuse(request, page, {**context, "form": form})


def _written_or_404(request, slug, pk):
    document = document_or_404(request, slug, pk)
    if not document.reads_hidden:
        raise PermissionDenied(_("The editors and leads of the group dispose of comments."))
    return document
