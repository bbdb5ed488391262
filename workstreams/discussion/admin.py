"""Threads and posts, for the secretariat to read, hidden ones included. Deciding is done at the desk."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.admin import SecretariatAdmin
from portal.templatetags.look import sector_name
from workstreams.discussion.models import Post, Thread


class SetFilter(admin.SimpleListFilter):
    """Whether a moment is set. `field`: its name; `yes` and `no`: the words for either."""

    field = yes = no = ""

    def lookups(self, request, model_admin):
        return [("yes", self.yes), ("no", self.no)]

    def queryset(self, request, queryset):
        if self.value() in {"yes", "no"}:
            return queryset.filter(**{f"{self.field}__isnull": self.value() == "no"})
        return queryset


class HiddenFilter(SetFilter):
    title, parameter_name, field = _("hidden"), "hidden", "hidden_at"
    yes, no = _("Hidden"), _("Readable")


class LockedFilter(SetFilter):
    title, parameter_name, field = _("locked"), "locked", "locked_at"
    yes, no = _("Locked"), _("Open")


class PinnedFilter(SetFilter):
    title, parameter_name, field = _("pinned"), "pinned", "pinned_at"
    yes, no = _("Pinned"), _("Not pinned")


@admin.register(Thread)
class ThreadAdmin(SecretariatAdmin):
    list_display = ["title", "group", "author", "reply_count", "last_post_at", "pinned_at", "locked_at"]
    list_filter = [("group", admin.RelatedOnlyFieldListFilter), PinnedFilter, LockedFilter]
    list_select_related = ["group", "author"]
    search_fields = ["title", "author__name"]
    date_hierarchy = "created_at"
    fields = [
        "title",
        "group",
        "author",
        "created_at",
        "last_post_at",
        "reply_count",
        "pinned_at",
        "locked_at",
        "locked_by",
        "page",
    ]
    readonly_fields = ["page"]

    @admin.display(description=_("page"))
    def page(self, thread):
        return format_html('<a href="{0}">{0}</a>', thread.get_absolute_url())


@admin.register(Post)
class PostAdmin(SecretariatAdmin):
    list_display = ["__str__", "author", "drawn_sector", "organisation", "thread", "group", "created_at", "hidden_at"]
    list_filter = [
        HiddenFilter,
        ("thread__group", admin.RelatedOnlyFieldListFilter),
        ("sector", admin.RelatedOnlyFieldListFilter),
        "format",
    ]
    list_select_related = ["author", "sector", "organisation", "thread__group"]
    search_fields = ["body", "author__name", "organisation__name", "thread__title"]
    date_hierarchy = "created_at"
    ordering = ["-pk"]
    fields = [
        "thread",
        "parent",
        "author",
        "sector",
        "organisation",
        "created_at",
        "format",
        "body",
        "hidden_at",
        "hidden_by",
        "hidden_reason",
        "page",
    ]
    readonly_fields = ["page"]

    @admin.display(description=_("sector"), ordering="sector__position")
    def drawn_sector(self, post):
        return sector_name(post.sector)

    @admin.display(description=_("working group"), ordering="thread__group__name")
    def group(self, post):
        return post.thread.group

    @admin.display(description=_("page"))
    def page(self, post):
        return format_html('<a href="{0}">{0}</a>', post.get_absolute_url())
