"""The participation rules in the administration."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import RulesVersion
from portal.admin import SecretariatAdmin


@admin.register(RulesVersion)
class RulesVersionAdmin(SecretariatAdmin):
    """Versions of the rules. What is in force was accepted by somebody, so it changes only by a newer version."""

    may_add = may_change = True
    list_display = ["version", "in_force_from"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "in_force_from":
            # Two boxes for one label, which belongs to neither.
            for box, name in zip(field.widget.widgets, (_("Day"), _("Time")), strict=True):
                box.attrs["aria-label"] = f"{field.label}: {name}"
        return field

    def has_change_permission(self, request, obj=None):
        ahead = obj is None or obj.in_force_from > timezone.now()
        return ahead and super().has_change_permission(request, obj)
