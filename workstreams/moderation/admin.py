"""Cases, decisions, appeals, letters and the log, for the secretariat to read. Deciding is done at the desks."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.admin import SecretariatAdmin
from portal.postoffice.admin import OutgoingAdmin
from workstreams.moderation.models import Appeal, Case, Decision, Flag, Letter, LogEntry

GROUP = ("group", admin.RelatedOnlyFieldListFilter)


class OpenFilter(admin.SimpleListFilter):
    """Opens on what waits; "all" is a choice. `field`: the moment at which it ended."""

    title = _("state")
    parameter_name = "state"
    field = "closed_at"

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
        return queryset.filter(**{f"{self.field}__isnull": self.value() != "closed"})


class OpenAppealFilter(OpenFilter):
    field = "decided_at"


class OpenFlagFilter(OpenFilter):
    field = "case__closed_at"


class InForceFilter(admin.SimpleListFilter):
    title = _("in force")
    parameter_name = "force"

    def lookups(self, request, model_admin):
        return [("yes", _("In force")), ("no", _("Taken back"))]

    def queryset(self, request, queryset):
        if self.value() in {"yes", "no"}:
            return queryset.filter(undone_at__isnull=self.value() == "yes")
        return queryset


def _link(url, text):
    return format_html('<a href="{}">{}</a>', url, text)


class FlagInline(admin.TabularInline):
    model = Flag
    fields = ["reason", "note", "raised_by", "sector", "organisation", "created_at"]
    can_delete = False
    extra = 0

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Case)
class CaseAdmin(SecretariatAdmin):
    list_display = ["about", "group", "author", "flag_count", "opened_at", "claimed_by", "escalated_at", "closed_at"]
    list_filter = [OpenFilter, "about", GROUP]
    list_select_related = ["group", "author", "claimed_by"]
    search_fields = ["author__name", "flags__note", "post__thread__title"]
    search_help_text = _("By the author, the title of the thread, or what was said with a flag.")
    date_hierarchy = "opened_at"
    inlines = [FlagInline]
    fields = [
        "about",
        "group",
        "author",
        "at_the_desk",
        "opened_at",
        "claimed_by",
        "claimed_at",
        "escalated_by",
        "escalated_at",
        "escalation_note",
        "reminded_at",
        "closed_at",
    ]
    readonly_fields = ["at_the_desk"]

    @admin.display(description=_("at the desk"))
    def at_the_desk(self, case):
        return _link(case.get_absolute_url(), _("Open"))


@admin.register(Flag)
class FlagAdmin(SecretariatAdmin):
    list_display = ["reason", "about", "group", "author", "raised_by", "sector", "created_at", "state"]
    list_display_links = ["reason"]
    list_filter = [OpenFlagFilter, "reason", ("case__group", admin.RelatedOnlyFieldListFilter), "sector"]
    list_select_related = ["case__author", "case__group", "raised_by", "sector"]
    search_fields = ["note", "case__post__thread__title", "case__author__name", "raised_by__name", "raised_by__email"]
    date_hierarchy = "created_at"
    fields = ["reason", "note", "about", "author", "group", "raised_by", "sector", "organisation", "created_at"]
    readonly_fields = ["about", "author", "group"]

    @admin.display(description=_("what was flagged"))
    def about(self, flag):
        return _link(flag.case.get_absolute_url(), flag.case.get_about_display())

    @admin.display(description=_("author"), ordering="case__author__name")
    def author(self, flag):
        return flag.case.author

    @admin.display(description=_("working group"), ordering="case__group__name")
    def group(self, flag):
        return flag.case.group or ""

    @admin.display(description=_("state"), ordering="case__closed_at")
    def state(self, flag):
        return _("Closed") if flag.case.closed_at else _("Open")


@admin.register(Decision)
class DecisionAdmin(SecretariatAdmin):
    list_display = ["kind", "scope", "group", "subject", "rule", "reason", "decided_by", "decided_at", "undone_at"]
    list_filter = ["kind", "scope", InForceFilter, GROUP, ("decided_by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["group", "subject", "decided_by"]
    search_fields = ["reason", "subject__name", "decided_by__name", "post__thread__title"]
    date_hierarchy = "decided_at"
    fields = [
        "kind",
        "scope",
        "group",
        "post",
        "subject",
        "rules",
        "rule",
        "reason",
        "until",
        "before",
        "after",
        "decided_by",
        "decided_at",
        "undone_by",
        "undone_at",
        "undone_reason",
        "statements",
    ]
    readonly_fields = ["statements"]

    @admin.display(description=_("statements of reasons"))
    def statements(self, decision):
        return ", ".join(str(one.recipient) for one in decision.statements.select_related("recipient")) or _("None")


@admin.register(Appeal)
class AppealAdmin(SecretariatAdmin):
    list_display = ["appellant", "group", "created_at", "first_decided_by", "outcome", "decided_by", "decided_at"]
    list_filter = [OpenAppealFilter, "outcome", GROUP]
    list_select_related = ["appellant", "group", "first_decided_by", "decided_by"]
    search_fields = ["appellant__name", "text", "reason"]
    date_hierarchy = "created_at"
    fields = [
        "appellant",
        "group",
        "statement_page",
        "text",
        "created_at",
        "first_decided_by",
        "outcome",
        "reason",
        "decided_by",
        "decided_at",
    ]
    readonly_fields = ["statement_page"]

    @admin.display(description=_("statement of reasons"))
    def statement_page(self, appeal):
        return _link(appeal.get_absolute_url(), _("Open"))


@admin.register(Letter)
class LetterAdmin(OutgoingAdmin):
    """What went to whom, and what did not."""

    list_display = ["kind", "recipient", "state", "planned_at", "settled_at", "attempts", "reason"]
    list_filter = ["state", "kind"]
    list_select_related = ["recipient"]
    search_fields = ["recipient__name", "recipient__email"]
    fields = [
        "kind",
        "recipient",
        "state",
        "reason",
        "planned_at",
        "queued_at",
        "settled_at",
        "attempts",
        "message_id",
    ]


@admin.register(LogEntry)
class LogEntryAdmin(SecretariatAdmin):
    """The log, as the desk shows it too: nobody changes an entry, the database refuses."""

    list_display = ["at", "action", "group", "by", "member", "post_number", "reason"]
    list_filter = ["action", GROUP, ("by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["group", "by", "member"]
    search_fields = ["reason", "by__name", "member__name"]
    date_hierarchy = "at"
    fields = [
        "at",
        "action",
        "by",
        "group",
        "thread_number",
        "post_number",
        "member",
        "decision",
        "reason",
        "before",
        "after",
    ]
