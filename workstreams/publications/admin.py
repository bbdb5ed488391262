"""Publications, for the secretariat to read, and how they are numbered, for it to say."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.admin import SecretariatAdmin
from workstreams.publications.forms import SchemeForm
from workstreams.publications.models import Publication, Scheme


@admin.register(Scheme)
class SchemeAdmin(SecretariatAdmin):
    """One row. What is published keeps the number and the licence that it has."""

    form = SchemeForm
    may_change = True
    list_display = ["pattern", "licence", "licence_url"]

    def has_add_permission(self, request):
        return self._in_secretariat(request) and not Scheme.objects.exists()


class ForceFilter(admin.SimpleListFilter):
    """Opens on what is in force."""

    title, parameter_name = _("state"), "state"

    def lookups(self, request, model_admin):
        return [("all", _("All")), ("ended", _("Superseded or withdrawn"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [{**first, "display": _("In force")}, *others]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.ended() if self.value() == "ended" else queryset.in_force()


@admin.register(Publication)
class PublicationAdmin(SecretariatAdmin):
    list_display = ["__str__", "title", "published_at", "published_by", "licence", "superseded_at", "withdrawn_at"]
    list_filter = [ForceFilter, ("recommendation__group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["published_by"]
    search_fields = ["number", "title", "published_by__name"]
    date_hierarchy = "published_at"
    fields = [
        *("number", "version", "title", "recommendation", "published_at", "published_by", "licence", "licence_url"),
        *("changes", "superseded_at", "superseded_by", "withdrawn_at", "withdrawn_reason", "page"),
    ]
    readonly_fields = ["page"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("record")

    @admin.display(description=_("page"))
    def page(self, publication):
        return format_html('<a href="{0}">{0}</a>', publication.get_absolute_url())
