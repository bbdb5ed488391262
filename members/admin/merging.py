"""The page where two organisations are made one: what each has, and which stays."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from members import actions
from members.duplicates import alike, moves
from members.forms import MergeForm
from members.models import Organisation
from members.permissions import can_bring_in
from portal.fragments import UNPROCESSABLE


def merge_page(model_admin, request, pk):
    """Choose the other one (`?other=`, or by its name), then which of the two stays, and confirm."""
    if not can_bring_in(request.user):
        raise PermissionDenied
    one = get_object_or_404(_seen(request), pk=pk)
    other = _other(request, one)
    sent = request.method == "POST" and other is not None
    form = MergeForm(request.POST if sent else None, one=one, other=other) if other else None
    if sent and form.is_valid():
        stays = form.cleaned_data["stays"]
        goes = other if stays == one else one
        try:
            stays = actions.merge_organisations(goes, stays, by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            words = {"goes": goes.name, "stays": stays.name}
            messages.success(request, _("“%(goes)s” and “%(stays)s” are one from now on.") % words)
            return redirect("admin:members_organisation_change", stays.pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Make one of two organisations"),
        "opts": model_admin.opts,
        "one": one,
        "other": other,
        "both": [(organisation, moves(organisation)) for organisation in (one, other) if organisation],
        "alike": [] if other else alike(one.name, among=_seen(request).exclude(pk=one.pk), limit=5),
        "form": form,
    }
    template = "admin/members/organisation/merge.html"
    return TemplateResponse(request, template, context, status=UNPROCESSABLE if sent else 200)


def _seen(request):
    return Organisation.objects.visible_to(request.user).select_related("sector")


def _other(request, one):
    wanted = request.POST.get("other") or request.GET.get("other") or ""
    if wanted:
        other = _seen(request).exclude(pk=one.pk).filter(pk=wanted).first() if wanted.isdecimal() else None
        if other is None:
            raise Http404
        return other
    name = " ".join(request.GET.get("name", "").replace("\x00", "").split())
    other = _seen(request).exclude(pk=one.pk).known_as(name) if name else None
    if name and other is None:
        messages.warning(request, _("No other organisation here is called “%(name)s”.") % {"name": name})
    return other
