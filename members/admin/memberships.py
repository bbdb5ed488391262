"""Applications and memberships in the administration."""

from django.contrib import admin
from django.contrib.admin import helpers
from django.template.response import TemplateResponse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from members import actions
from members.admin.bulk import each, say
from members.admin.filters import ApplicantSectorFilter, StateFilter
from members.admin.suspensions import Suspending, SuspensionInline
from members.admin.weighing import Weighing
from members.forms import DeclineForm
from members.models import Membership
from portal.admin import SecretariatAdmin
from portal.templatetags.look import sector_name, when


@admin.register(Membership)
class MembershipAdmin(Weighing, Suspending, SecretariatAdmin):
    """Applications and their decisions. Opens on what waits for one."""

    list_display = [
        "who",
        "sector_code",
        "organisation",
        "names_like_it",
        "email_domain",
        "confirmed",
        "applied",
        "wrote",
    ]
    list_display_links = ["who"]
    list_filter = [StateFilter, ApplicantSectorFilter, "admitted_through"]
    search_fields = ["member__name", "member__email", "member__affiliations__organisation__name"]
    ordering = ["applied_at"]
    inlines = [SuspensionInline]
    actions = ["approve_selected", "decline_selected", "suspend_selected", "reinstate_selected"]
    fields = [
        "member",
        "email",
        "email_domain",
        "confirmed",
        "drawn_sector",
        "organisation",
        "names_like_it",
        "statement",
        "applied_at",
        "rules",
        "rules_accepted_at",
        "state",
        "admitted_through",
        "decided_by",
        "decided_at",
        "reason",
    ]
    readonly_fields = ["email", "email_domain", "confirmed", "drawn_sector", "organisation", "names_like_it"]

    def get_queryset(self, request):
        return super().get_queryset(request).for_the_desk()

    def get_list_display(self, request):
        # What waits for a decision is all in one state.
        waiting = request.GET.get("state", Membership.State.APPLIED) == Membership.State.APPLIED
        return self.list_display if waiting else [*self.list_display, "state", "admitted_through"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Applications"), **(extra_context or {})})

    @admin.display(description=gettext_lazy("who"), ordering="member__name")
    def who(self, membership):
        return membership.member.name

    @admin.display(description=gettext_lazy("e-mail address"))
    def email(self, membership):
        return membership.member.email

    @admin.display(description=gettext_lazy("sector"))
    def drawn_sector(self, membership):
        affiliation = membership.member.affiliation
        return sector_name(affiliation.sector) if affiliation else None

    @admin.display(description=gettext_lazy("sector"))
    def sector_code(self, membership):
        affiliation = membership.member.affiliation
        return sector_name(affiliation.sector, code=True) if affiliation else None

    @admin.display(description=gettext_lazy("applied"), ordering="applied_at")
    def applied(self, membership):
        return when(membership.applied_at)

    @admin.display(description=gettext_lazy("organisation"))
    def organisation(self, membership):
        affiliation = membership.member.affiliation
        if affiliation is None or affiliation.organisation is None:
            return _("For themselves")
        if affiliation.organisation.approved_at:
            return affiliation.organisation.name
        return _("%(name)s (new)") % {"name": affiliation.organisation.name}

    @admin.display(description=gettext_lazy("confirmed"), boolean=True)
    def confirmed(self, membership):
        return membership.email_is_confirmed

    @admin.display(description=gettext_lazy("what they wrote"))
    def wrote(self, membership):
        return Truncator(membership.statement).chars(100)

    @admin.action(description=gettext_lazy("Approve selected applications"))
    def approve_selected(self, request, queryset):
        done = each(request, queryset, lambda one: actions.approve_membership(one, by=request.user))
        say(request, done, ngettext("%(count)s approved", "%(count)s approved", done) % {"count": done})

    @admin.action(description=gettext_lazy("Decline selected applications…"))
    def decline_selected(self, request, queryset):
        sent = "decline" in request.POST
        form = DeclineForm(request.POST if sent else None)
        if sent and form.is_valid():
            reason = form.cleaned_data["reason"]
            done = each(request, queryset, lambda one: actions.decline_membership(one, by=request.user, reason=reason))
            say(request, done, ngettext("%(count)s declined", "%(count)s declined", done) % {"count": done})
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Decline applications"),
            "opts": self.opts,
            "memberships": queryset,
            "form": form,
            "action_checkbox_name": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/members/membership/decline.html", context, status=422 if sent else 200)
