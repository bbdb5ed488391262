"""Flags and decisions, for the secretariat to read. Deciding is done at the desk."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.admin import SecretariatAdmin
from workstreams.moderation.models import Decision, Flag


class OpenFilter(admin.SimpleListFilter):
    """Opens on what waits for a lead; "all" is a choice."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("closed", _("Closed")), ("all", _("All"))]

    def choices(self, changelist):
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("Open"),
        }
        for value, title in self.lookup_choices:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": title,
            }

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(closed_at__isnull=self.value() != "closed")


class OfAPost(SecretariatAdmin):
    """What flags and decisions have in common: the post, its author, and the group."""

    @admin.display(description=_("post"), ordering="post")
    def post_link(self, row):
        return format_html('<a href="{}">{}</a>', row.post.get_absolute_url(), row.post.thread.title)

    @admin.display(description=_("author"), ordering="post__author__name")
    def author(self, row):
        return row.post.author

    @admin.display(description=_("working group"), ordering="post__thread__group__name")
    def group(self, row):
        return row.post.thread.group


@admin.register(Flag)
class FlagAdmin(OfAPost):
    list_display = ["reason", "group", "post_link", "author", "raised_by", "sector", "created_at", "state", "outcome"]
    list_display_links = ["reason"]
    list_filter = [OpenFilter, "reason", ("post__thread__group", admin.RelatedOnlyFieldListFilter), "sector"]
    list_select_related = ["post__author", "post__thread__group", "raised_by", "sector", "decision"]
    search_fields = ["note", "post__thread__title", "post__author__name", "raised_by__name", "raised_by__email"]
    date_hierarchy = "created_at"
    fields = ["reason", "note", "post_link", "author", "group", "raised_by", "sector", "created_at", "decision"]

    @admin.display(description=_("state"), ordering="closed_at")
    def state(self, flag):
        return _("Closed") if flag.closed_at else _("Open")

    @admin.display(description=_("decision"), ordering="decision__kind")
    def outcome(self, flag):
        return flag.decision.get_kind_display() if flag.decision else ""


@admin.register(Decision)
class DecisionAdmin(OfAPost):
    list_display = ["kind", "group", "post_link", "author", "reason", "decided_by", "decided_at"]
    list_filter = [
        "kind",
        ("post__thread__group", admin.RelatedOnlyFieldListFilter),
        ("decided_by", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["post__author", "post__thread__group", "decided_by"]
    search_fields = ["reason", "post__thread__title", "post__author__name", "decided_by__name"]
    date_hierarchy = "decided_at"
    fields = ["kind", "reason", "post_link", "author", "group", "decided_by", "decided_at", "closed_flags"]

    @admin.display(description=_("flags that it closed"))
    def closed_flags(self, decision):
        return ", ".join(flag.get_reason_display() for flag in decision.flags.all()) or _("None: nobody had flagged it")
