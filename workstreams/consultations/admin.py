"""Consultations and comments, for the secretariat to read. What is done with them is done on their pages."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.admin import SecretariatAdmin
from workstreams.consultations.models import Comment, Consultation, Disposition


@admin.register(Consultation)
class ConsultationAdmin(SecretariatAdmin):
    list_display = ["__str__", "audience", "opened_at", "closes_at", "closed_at", "opened_by"]
    list_filter = ["audience"]
    list_select_related = ["revision__recommendation", "opened_by"]
    search_fields = ["recommendation__title"]
    date_hierarchy = "opened_at"


class StateFilter(admin.SimpleListFilter):
    """Opens on what waits."""

    title, parameter_name = _("what became of it"), "state"

    def lookups(self, request, model_admin):
        return [("all", _("All")), *Disposition.Outcome.choices]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [{**first, "display": _("Open")}, *others]

    def queryset(self, request, queryset):
        state = self.value() or "open"
        return queryset if state == "all" else queryset.in_state(state)


@admin.register(Comment)
class CommentAdmin(SecretariatAdmin):
    list_display = ["pk", "revision", "writer", "sector", "created_at", "confirmed_at", "hidden_at"]
    list_filter = [StateFilter, "sector"]
    list_select_related = ["revision__recommendation", "author", "sector"]
    search_fields = ["revision__recommendation__title", "author__name", "guest_name"]
    date_hierarchy = "created_at"
    fields = ["revision", "writer", "sector", "organisation", "created_at", "confirmed_at", "body", "proposed", "page"]
    readonly_fields = ["page", "writer"]

    @admin.display(description=_("author"))
    def writer(self, comment):
        return comment.writer

    @admin.display(description=_("page"))
    def page(self, comment):
        return format_html('<a href="{0}">{0}</a>', comment.get_absolute_url())
