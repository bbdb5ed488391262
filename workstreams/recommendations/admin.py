"""Documents and their revisions, for the secretariat to read. What is done with them is done on their pages."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.admin import SecretariatAdmin
from workstreams.recommendations.models import Event, Recommendation, Revision


class KindFilter(admin.SimpleListFilter):
    """Opens on what is under way: that is what anybody has to do with."""

    title, parameter_name = _("kind"), "kind"

    def lookups(self, request, model_admin):
        return [("all", _("All")), ("published", _("Published")), ("ended", _("Parked, superseded or withdrawn"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [{**first, "display": _("Under way")}, *others]

    def queryset(self, request, queryset):
        kind = self.value() or "under_way"
        return queryset if kind == "all" else queryset.of_kind(kind)


@admin.register(Recommendation)
class RecommendationAdmin(SecretariatAdmin):
    list_display = ["title", "group", "step", "step_since", "step_ends_at", "review_on"]
    list_filter = [KindFilter, "step", ("group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["group"]
    search_fields = ["title", "group__name"]
    date_hierarchy = "created_at"
    fields = [
        "title",
        "group",
        "step",
        "step_since",
        "step_ends_at",
        "parked_from",
        "review_on",
        "created_by",
        "created_at",
        "page",
    ]
    readonly_fields = ["page"]

    @admin.display(description=_("page"))
    def page(self, recommendation):
        return format_html('<a href="{0}">{0}</a>', recommendation.get_absolute_url())


@admin.register(Revision)
class RevisionAdmin(SecretariatAdmin):
    list_display = ["__str__", "written_by", "written_at", "audience", "note"]
    list_filter = ["audience", ("recommendation__group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["recommendation", "written_by"]
    search_fields = ["recommendation__title", "note", "written_by__name"]
    date_hierarchy = "written_at"
    ordering = ["-pk"]
    fields = ["recommendation", "number", "written_by", "written_at", "audience", "note", "body", "page"]
    readonly_fields = ["page"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("recommendation__group")

    @admin.display(description=_("page"))
    def page(self, revision):
        return format_html('<a href="{0}">{0}</a>', revision.get_absolute_url())


@admin.register(Event)
class EventAdmin(SecretariatAdmin):
    list_display = ["at", "recommendation", "kind", "by", "before", "after", "revision_number"]
    list_filter = ["kind", ("recommendation__group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["recommendation", "by"]
    search_fields = ["recommendation__title", "by__name"]
    date_hierarchy = "at"
    ordering = ["-at"]
