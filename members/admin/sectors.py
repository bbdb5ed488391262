"""Sectors in the administration."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from members.models import Sector
from portal.admin import SecretariatAdmin
from portal.templatetags.look import sector_name


@admin.register(Sector)
class SectorAdmin(SecretariatAdmin):
    may_add = may_change = True
    list_display = ["drawn", "code", "organisations_here", "position"]
    ordering = ["position"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request):
        return super().get_queryset(request).with_organisation_count()

    @admin.display(description=gettext_lazy("sector"), ordering="position")
    def drawn(self, sector):
        return sector_name(sector)

    @admin.display(description=gettext_lazy("approved organisations"))
    def organisations_here(self, sector):
        return sector.organisation_count
