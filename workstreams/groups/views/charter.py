"""What a group is for: its charter, how it came to read so, and writing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.fragments import refuse
from workstreams.groups import actions
from workstreams.groups.forms import CharterForm
from workstreams.groups.heading import heading
from workstreams.groups.models import CharterRevision
from workstreams.groups.table import table
from workstreams.groups.views.frame import group_crumbs, group_or_404, led_group_or_404, tell
from workstreams.markup.differences import difference
from workstreams.markup.rendering import render as render_markdown

REVISIONS_A_PAGE = 30


@login_not_required
@require_safe
def charter(request, slug):
    """What the group is for, in its own words."""
    group = group_or_404(request, slug)
    return render(
        request,
        "workstreams/groups/charter.html",
        {
            "head": heading(group, request.user, tab="group_charter"),
            "table": table(group),
            "newest": _revisions(request, group).first(),
            "former": [one for one in group.former_addresses.all() if one.name != group.name],
        },
    )


@login_not_required
@require_safe
def charter_revisions(request, slug):
    """Every revision of the charter, the newest first, with a form to lay two side by side."""
    group = group_or_404(request, slug)
    page = Paginator(_revisions(request, group), REVISIONS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "workstreams/groups/charter_revisions.html", {**_frame(group), "page": page, "revisions": list(page)}
    )


@login_not_required
@require_safe
def charter_revision(request, slug, number):
    """The charter as one revision had it."""
    group = group_or_404(request, slug)
    revisions = _revisions(request, group)
    revision = _numbered(revisions, number)
    context = {**_frame(group), "revision": revision, "newest": revisions.first()}
    return render(request, "workstreams/groups/charter_revision.html", context)


@login_not_required
@require_safe
def charter_changes(request, slug):
    """What changed between two revisions, `from` and `to`, word by word."""
    group = group_or_404(request, slug)
    revisions = _revisions(request, group)
    before, after = sorted(
        (_numbered(revisions, _number(request, name)) for name in ("from", "to")), key=lambda one: one.number
    )
    changes = difference(before.body, after.body)
    context = {**_frame(group), "before": before, "after": after, "difference": changes}
    return render(request, "workstreams/groups/charter_changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def charter_edit(request, slug):
    """Write the charter anew. Where somebody saved a newer one in the meantime, both are shown and none is lost."""
    group = led_group_or_404(request, slug)
    newest = _revisions(request, group).first()
    base = newest.number if newest else 0
    page = "workstreams/groups/charter_edit.html"
    context = {"group": group, "crumbs": group_crumbs(group, _charter_crumb(group)), "newest": newest}
    if request.method != "POST":
        form = CharterForm(is_first=not newest, initial={"body": newest.body if newest else "", "base": base})
        return render(request, page, {**context, "form": form})
    form = CharterForm(request.POST, is_first=not newest)
    if "preview" in request.POST:
        html = mark_safe(render_markdown(request.POST.get("body", "")))  # noqa: S308 - render() sanitises
        return render(request, page, {**context, "form": form, "preview": {"html": html}})
    if form.is_valid():
        try:
            actions.revise_charter(group, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
            if getattr(error, "code", "") == "overtaken":
                newest = _revisions(request, group).first()
                context |= {
                    "newest": newest,
                    "theirs": newest,
                    "between": difference(newest.body, form["body"].value()),
                }
                # Saving once more is then written on the newer text, with both in view.
                form.data = {**form.data.dict(), "base": newest.number}
        else:
            messages.success(request, _("The charter is saved. The earlier one stays among its revisions."))
            return HttpResponseRedirect(reverse("group_charter", args=[group.slug]))
    return refuse(request, page, {**context, "form": form})


def _revisions(request, group):
    revisions = CharterRevision.objects.visible_to(request.user).filter(group=group).select_related("written_by")
    return revisions.order_by("-number")


def _numbered(revisions, number):
    return get_object_or_404(revisions, number=number)


def _number(request, name):
    value = request.GET.get(name, "")
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise Http404
    return int(value)


def _frame(group):
    return {"group": group, "crumbs": group_crumbs(group, _charter_crumb(group))}


def _charter_crumb(group):
    return (_("Charter"), reverse("group_charter", args=[group.slug]))
