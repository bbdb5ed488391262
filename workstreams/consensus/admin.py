"""Calls and what came of them, for the secretariat to read. Positions and objections are read on their pages alone,
where a call hides them as long as it was said."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.admin import SecretariatAdmin
from workstreams.consensus.models import Call, Outcome


@admin.register(Call)
class CallAdmin(SecretariatAdmin):
    list_display = ["question", "recommendation", "opened_at", "closes_at", "closed_at", "parties", "results"]
    list_filter = ["parties", "results", ("recommendation__group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["recommendation"]
    search_fields = ["question", "recommendation__title"]
    date_hierarchy = "opened_at"
    fields = [
        *("recommendation", "revision", "question", "parties", "results"),
        *("opened_by", "opened_at", "closes_at", "closed_by", "closed_at", "page"),
    ]
    readonly_fields = ["page"]

    @admin.display(description=_("page"))
    def page(self, call):
        return format_html('<a href="{0}">{0}</a>', call.get_absolute_url())


@admin.register(Outcome)
class OutcomeAdmin(SecretariatAdmin):
    list_display = ["call", "result", "stated_by", "stated_at"]
    list_filter = ["result"]
    list_select_related = ["call", "stated_by"]
    search_fields = ["call__question", "call__recommendation__title"]
    date_hierarchy = "stated_at"
    fields = ["call", "result", "statement", "stated_by", "stated_at"]
