"""Erasing a member in the administration: a page of its own beside the member's."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from members import actions
from members.forms import EraseMemberForm
from members.permissions import can_erase


class Erasing:
    """Gives a list of members the page on which one of them is erased, with a reason."""

    change_form_template = "admin/members/member/change_form.html"

    def get_urls(self):
        page = self.admin_site.admin_view(self.erase_view)
        return [path("<int:pk>/erase/", page, name="members_member_erase"), *super().get_urls()]

    @method_decorator(reauthentication_required)
    def erase_view(self, request, pk):
        member = self.get_queryset(request).filter(pk=pk, erased_at=None).first()
        if member is None or not self.has_view_permission(request):
            raise Http404
        if not can_erase(request.user, member):
            raise PermissionDenied(_("A superuser erases who works for the secretariat."))
        form = EraseMemberForm(request.POST if request.method == "POST" else None, member=member)
        if form.is_bound and form.is_valid():
            try:
                actions.erase(member, by=request.user, reason=form.cleaned_data["reason"])
            except ValidationError as problem:
                form.add_error(None, problem)
            else:
                messages.success(request, _("The member is erased."))
                return redirect("admin:members_member_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Erase a member"),
            "opts": self.opts,
            "member": member,
            "form": form,
        }
        template = "admin/members/member/erase.html"
        return TemplateResponse(request, template, context, status=422 if form.is_bound else 200)
