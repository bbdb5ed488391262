"""A publication as a file: PDF and JSON, the same for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from workstreams.publications.exporting import exported
from workstreams.publications.layout import laid_out
from workstreams.publications.printing import NoPrinter, pdf_of
from workstreams.publications.views.frame import publication_or_404, way_up


@login_not_required
@require_safe
def publication_json(request, number, version):
    """The publication as data."""
    data = exported(publication_or_404(request, number, version))
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_not_required
@require_safe
def publication_pdf(request, number, version):
    """The publication on paper. Where this portal cannot print, a page says so, and how the reader's browser can."""
    found = publication_or_404(request, number, version)
    # Days are those of the portal, wherever its reader is: it is cited by them.
    with timezone.override(timezone.get_default_timezone()):
        laid = laid_out(found, AnonymousUser())
        html = render_to_string("workstreams/publications/paper.html", {"publication": found, "laid": laid}, request)
    try:
        pdf = pdf_of(html)
    except NoPrinter:
        context = {"publication": found, "crumbs": way_up((str(found), found.get_absolute_url()))}
        return render(request, "workstreams/publications/no_pdf.html", context, status=501)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number}-v{found.version}.pdf"'
    return response
