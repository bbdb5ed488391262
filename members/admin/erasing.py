"""Erasing in the administration: a member on a page beside theirs, a guest by the address that they gave."""

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
from members.forms import EraseGuestForm, EraseMemberForm, GuestAddressForm
from members.permissions import can_erase, can_erase_guests


class Erasing:
    """Gives a list of members the page on which one of them is erased, with a reason, and the one for guests."""

    change_form_template = "admin/members/member/change_form.html"
    change_list_template = "admin/members/member/change_list.html"

    def get_urls(self):
        page = self.admin_site.admin_view(self.erase_view)
        guests = self.admin_site.admin_view(self.erase_guest_view)
        return [
            path("erase-guest/", guests, name="members_member_erase_guest"),
            path("<int:pk>/erase/", page, name="members_member_erase"),
            *super().get_urls(),
        ]

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
                said = form.cleaned_data
                actions.erase(member, by=request.user, reason=said["reason"], leave_name=said["leave_name"])
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

    @method_decorator(reauthentication_required)
    def erase_guest_view(self, request):
        """First the address, then what is known under it. The address never stands in that of the page: servers log
        those."""
        if not can_erase_guests(request.user):
            raise PermissionDenied
        asked = GuestAddressForm(request.POST if request.method == "POST" else None)
        form = None
        if asked.is_valid():
            try:
                form = self._guest_form(request, asked.cleaned_data["address"])
            except ValidationError as problem:
                asked.add_error(None, problem)
            else:
                if form.is_bound and form.is_valid() and self._erased_guest(request, form):
                    return redirect("admin:members_member_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Erase a guest"),
            "opts": self.opts,
            "asked": asked,
            "form": form,
        }
        template = "admin/members/member/erase_guest.html"
        wrong = asked.errors or (form is not None and form.errors)
        return TemplateResponse(request, template, context, status=422 if wrong else 200)

    def _guest_form(self, request, address):
        names = actions.names_of_guest(address)
        if "erase" in request.POST:
            return EraseGuestForm(request.POST, names=names)
        return EraseGuestForm(initial={"address": address, "names": names}, names=names)

    def _erased_guest(self, request, form):
        said = form.cleaned_data
        try:
            actions.erase_guest(said["address"], by=request.user, reason=said["reason"], names=said.get("names", []))
        except ValidationError as problem:
            form.add_error(None, problem)
            return False
        messages.success(request, _("The guest is erased."))
        return True
