"""Filters beside the secretariat's lists."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Membership, Sector


class CurrentSectorFilter(admin.SimpleListFilter):
    """People by the sector that they speak for now."""

    title = gettext_lazy("sector")
    parameter_name = "sector"
    path = "affiliations"

    def lookups(self, request, model_admin):
        return [(str(sector.pk), sector.name) for sector in Sector.objects.all()]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        now = {f"{self.path}__sector": self.value(), f"{self.path}__ends_at__isnull": True}
        return queryset.filter(**now)


class ApplicantSectorFilter(CurrentSectorFilter):
    path = "member__affiliations"


class StateFilter(admin.SimpleListFilter):
    """Memberships by state. What waits for a decision is shown unless something else is chosen."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        waiting = (Membership.State.APPLIED.value, _("Waiting for a decision"))
        return [waiting, *Membership.State.choices[1:], ("all", _("All"))]

    def queryset(self, request, queryset):
        state = self.value() or Membership.State.APPLIED
        if state in Membership.State.values:
            return queryset.filter(state=state)
        return queryset

    def choices(self, changelist):
        for value, title in self.lookup_choices:
            yield {
                "selected": (self.value() or Membership.State.APPLIED.value) == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": title,
            }


class ApprovedFilter(admin.SimpleListFilter):
    title = gettext_lazy("approved")
    parameter_name = "approved"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("Not yet"))]

    def queryset(self, request, queryset):
        if self.value() in {"yes", "no"}:
            return queryset.filter(approved_at__isnull=self.value() == "no")
        return queryset
