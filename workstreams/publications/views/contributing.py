"""What became of my contributions."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from workstreams.publications.contributions import contributions_of, with_what_it_became

A_PAGE = 30
KINDS = {"passages": _("Passages of posts"), "comments": _("Comments"), "objections": _("Objections")}


@require_safe
def my_contributions(request):
    """What the reader said and what became of it, by `kind`."""
    kind = request.GET.get("kind", "passages")
    if kind not in KINDS:
        raise Http404
    page = Paginator(contributions_of(request.user, kind), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "kind": kind,
        "rows": with_what_it_became(kind, list(page)),
        "tabs": [(name, f"{request.path}?kind={one}", None, one == kind) for one, name in KINDS.items()],
        "query": f"kind={kind}",
    }
    return render(request, "workstreams/publications/contributions.html", context)
