"""Changes of sector or organisation that members ask for. Opens on what waits."""

from django.contrib import admin
from django.contrib.admin import helpers
from django.db.models import Prefetch
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from members import actions
from members.admin.bulk import each, say
from members.forms import DeclineForm
from members.models import AffiliationChange, Member
from portal.admin import SecretariatAdmin
from portal.templatetags.look import sector_name, when

WAITING = "waiting"


class OutcomeFilter(admin.SimpleListFilter):
    """Requests by what became of them. What waits is shown unless something else is chosen."""

    title = gettext_lazy("outcome")
    parameter_name = "outcome"

    def lookups(self, request, model_admin):
        return [(WAITING, _("Waiting for a decision")), *AffiliationChange.Outcome.choices, ("all", _("All"))]

    def queryset(self, request, queryset):
        if self.value() in AffiliationChange.Outcome.values:
            return queryset.filter(outcome=self.value())
        return queryset if self.value() == "all" else queryset.waiting()

    def choices(self, changelist):
        for value, title in self.lookup_choices:
            yield {
                "selected": (self.value() or WAITING) == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": title,
            }


@admin.register(AffiliationChange)
class AffiliationChangeAdmin(SecretariatAdmin):
    """Requests and their decisions, singly and many at once."""

    list_display = ["who", "now", "wanted", "organisation_name", "asked", "note", "outcome"]
    list_display_links = ["who"]
    list_filter = [OutcomeFilter, "sector"]
    list_select_related = ["sector"]
    search_fields = ["member__name", "member__email", "organisation_name"]
    ordering = ["asked_at"]
    actions = ["confirm_selected", "decline_selected"]
    fields = readonly_fields = [
        "member",
        "now",
        "wanted",
        "organisation_name",
        "note",
        "asked_at",
        "outcome",
        "decided_by",
        "decided_at",
        "reason",
    ]

    def get_queryset(self, request):
        members = Member.objects.with_affiliation()
        return super().get_queryset(request).prefetch_related(Prefetch("member", queryset=members))

    @admin.display(description=gettext_lazy("who"), ordering="member__name")
    def who(self, change):
        return change.member.name

    @admin.display(description=gettext_lazy("speaks now for"))
    def now(self, change):
        affiliation = change.member.affiliation
        return affiliation and f"{affiliation.organisation or _('For themselves')} ({affiliation.sector.short_name})"

    @admin.display(description=gettext_lazy("new sector"))
    def wanted(self, change):
        return sector_name(change.sector)

    @admin.display(description=gettext_lazy("asked"), ordering="asked_at")
    def asked(self, change):
        return when(change.asked_at)

    @admin.action(description=gettext_lazy("Confirm selected changes"))
    def confirm_selected(self, request, queryset):
        done = each(request, queryset, lambda one: actions.confirm_affiliation_change(one, by=request.user))
        say(request, done, ngettext("%(count)s confirmed", "%(count)s confirmed", done) % {"count": done})

    @admin.action(description=gettext_lazy("Decline selected changes…"))
    def decline_selected(self, request, queryset):
        sent = "decline" in request.POST
        form = DeclineForm(request.POST if sent else None)
        if sent and form.is_valid():
            reason = form.cleaned_data["reason"]
            done = each(
                request, queryset, lambda one: actions.decline_affiliation_change(one, by=request.user, reason=reason)
            )
            say(request, done, ngettext("%(count)s declined", "%(count)s declined", done) % {"count": done})
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Decline changes"),
            "opts": self.opts,
            "changes": queryset,
            "form": form,
            "action_checkbox_name": helpers.ACTION_CHECKBOX_NAME,
        }
        template = "admin/members/affiliationchange/decline.html"
        return TemplateResponse(request, template, context, status=422 if sent else 200)
