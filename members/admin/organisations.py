"""Organisations in the administration."""

from django.contrib import admin
from django.utils.translation import gettext_lazy, ngettext

from members import actions
from members.admin.bulk import each, say
from members.admin.filters import ApprovedFilter
from members.models import Organisation
from portal.admin import SecretariatAdmin
from portal.templatetags.look import sector_name


@admin.register(Organisation)
class OrganisationAdmin(SecretariatAdmin):
    may_add = may_change = True
    list_display = ["name", "drawn_sector", "country", "website", "approved_at"]
    list_filter = [ApprovedFilter, "sector", "country"]
    list_select_related = ["sector"]
    search_fields = ["name"]
    ordering = ["name"]
    readonly_fields = ["created_at", "approved_at"]
    actions = ["approve_selected"]

    @admin.display(description=gettext_lazy("sector"), ordering="sector__position")
    def drawn_sector(self, organisation):
        return sector_name(organisation.sector)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            actions.approve_organisation(obj, by=request.user)

    @admin.action(description=gettext_lazy("Approve selected organisations"))
    def approve_selected(self, request, queryset):
        done = each(request, queryset, lambda one: actions.approve_organisation(one, by=request.user))
        say(request, done, ngettext("%(count)s approved", "%(count)s approved", done) % {"count": done})
