"""Suspending and reinstating in the administration: a part of the list of memberships."""

from django.contrib import admin
from django.contrib.admin import helpers
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from members import actions
from members.admin.bulk import each, say
from members.forms import SuspendForm
from members.models import Suspension


class SuspensionInline(admin.TabularInline):
    """When a member was suspended, why, and by whom. History: nobody changes it here."""

    model = Suspension
    extra = 0
    can_delete = False
    fields = readonly_fields = ["reason", "starts_at", "until", "suspended_by", "lifted_at", "lifted_by"]

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("suspended_by", "lifted_by", "membership__member")


class Suspending:
    """What a list of memberships does to its selected rows. Mixed into MembershipAdmin."""

    @admin.action(description=gettext_lazy("Suspend selected members…"))
    def suspend_selected(self, request, queryset):
        sent = "suspend" in request.POST
        form = SuspendForm(request.POST if sent else None)
        if sent and form.is_valid():
            told = form.cleaned_data
            done = each(request, queryset, lambda one: actions.suspend(one, by=request.user, **told))
            say(request, done, ngettext("%(count)s suspended", "%(count)s suspended", done) % {"count": done})
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Suspend members"),
            "opts": self.opts,
            "memberships": queryset,
            "form": form,
            "media": self.media + form.media,
            "action_checkbox_name": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/members/membership/suspend.html", context, status=422 if sent else 200)

    @admin.action(description=gettext_lazy("Reinstate selected members"))
    def reinstate_selected(self, request, queryset):
        done = each(request, queryset, lambda one: actions.reinstate(one, by=request.user))
        say(request, done, ngettext("%(count)s reinstated", "%(count)s reinstated", done) % {"count": done})
