"""The secretariat's lists of people, organisations and applications. Its buttons call actions."""

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from members import actions
from members.forms import DeclineForm
from members.models import Affiliation, Member, Membership, Organisation, RulesVersion, Sector
from portal.admin import SecretariatAdmin
from portal.templatetags.look import sector_name, when

# Being in the secretariat is one right; there are no groups of rights to hand out.
admin.site.unregister(Group)


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


@admin.register(Sector)
class SectorAdmin(SecretariatAdmin):
    may_add = may_change = True
    list_display = ["drawn", "code", "organisations_here", "position"]
    ordering = ["position"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request):
        return super().get_queryset(request).with_organisation_count()

    @admin.display(description=gettext_lazy("sector"), ordering="position")
    def drawn(self, sector):
        return sector_name(sector)

    @admin.display(description=gettext_lazy("approved organisations"))
    def organisations_here(self, sector):
        return sector.organisation_count


@admin.register(Organisation)
class OrganisationAdmin(SecretariatAdmin):
    may_add = may_change = True
    list_display = ["name", "drawn_sector", "country", "website", "approved_at"]
    list_filter = [ApprovedFilter, "sector", "country"]
    list_select_related = ["sector"]
    search_fields = ["name"]
    ordering = ["name"]
    readonly_fields = ["created_at", "approved_at"]
    actions = ["approve_selected"]

    @admin.display(description=gettext_lazy("sector"), ordering="sector__position")
    def drawn_sector(self, organisation):
        return sector_name(organisation.sector)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            actions.approve_organisation(obj, by=request.user)

    @admin.action(description=gettext_lazy("Approve selected organisations"))
    def approve_selected(self, request, queryset):
        done = _each(request, queryset, lambda one: actions.approve_organisation(one, by=request.user))
        _say(request, done, ngettext("%(count)s approved", "%(count)s approved", done) % {"count": done})


class AffiliationInline(admin.TabularInline):
    """For whom a member spoke, and when. History: nobody changes it here."""

    model = Affiliation
    fk_name = "member"
    extra = 0
    can_delete = False
    fields = readonly_fields = ["sector", "organisation", "capacity", "starts_at", "ends_at"]

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("sector", "organisation")


@admin.register(Member)
class MemberAdmin(SecretariatAdmin):
    """People. Facts are theirs to change; who works here and who may sign in, a superuser says."""

    list_display = ["name", "drawn_sector", "organisation", "email", "state", "is_staff", "date_joined"]
    list_filter = [CurrentSectorFilter, "membership__state", "is_staff", "is_fictitious"]
    list_select_related = ["membership"]
    search_fields = ["name", "email"]
    inlines = [AffiliationInline]
    fields = [
        "name",
        "how_they_came",
        "email",
        "confirmed",
        "country",
        "time_zone",
        "state",
        "is_staff",
        "is_active",
        "is_superuser",
        "is_fictitious",
        "date_joined",
        "last_login",
    ]
    #: What a superuser may change.
    RIGHTS = {"is_staff", "is_active"}

    def get_queryset(self, request):
        return super().get_queryset(request).with_affiliation()

    def has_change_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and request.user.is_superuser

    def get_readonly_fields(self, request, obj=None):
        changeable = set() if obj and obj.is_imported else self.RIGHTS
        return [field for field in self.fields if field not in changeable]

    @admin.display(description=gettext_lazy("sector"))
    def drawn_sector(self, member):
        return sector_name(member.affiliation.sector) if member.affiliation else None

    @admin.display(description=gettext_lazy("organisation"))
    def organisation(self, member):
        return member.affiliation and member.affiliation.organisation

    @admin.display(description=gettext_lazy("membership"), ordering="membership__state")
    def state(self, member):
        membership = getattr(member, "membership", None)
        if membership is None:
            return None
        return (
            _("Active, has not accepted the rules yet")
            if membership.waits_for_rules
            else membership.get_state_display()
        )

    @admin.display(description=gettext_lazy("e-mail confirmed"), boolean=True)
    def confirmed(self, member):
        return member.emailaddress_set.filter(verified=True).exists()

    @admin.display(description=gettext_lazy("how they came"))
    def how_they_came(self, member):
        if member.is_imported:
            return _(
                "Came in with an imported archive. Nobody can sign in as this person, and no mail is sent to them."
            )
        return _("Has an account.")


@admin.register(Membership)
class MembershipAdmin(SecretariatAdmin):
    """Applications and their decisions. Opens on what waits for one."""

    list_display = ["who", "sector_code", "organisation", "email_domain", "confirmed", "applied", "wrote"]
    list_display_links = ["who"]
    list_filter = [StateFilter, ApplicantSectorFilter]
    search_fields = ["member__name", "member__email", "member__affiliations__organisation__name"]
    ordering = ["applied_at"]
    actions = ["approve_selected", "decline_selected"]
    fields = [
        "member",
        "email",
        "confirmed",
        "drawn_sector",
        "organisation",
        "statement",
        "applied_at",
        "rules",
        "rules_accepted_at",
        "state",
        "decided_by",
        "decided_at",
        "reason",
    ]
    readonly_fields = ["email", "confirmed", "drawn_sector", "organisation"]

    def get_queryset(self, request):
        return super().get_queryset(request).for_the_desk()

    def get_list_display(self, request):
        # What waits for a decision is all in one state.
        waiting = request.GET.get("state", Membership.State.APPLIED) == Membership.State.APPLIED
        return self.list_display if waiting else [*self.list_display, "state"]

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

    @admin.display(description=gettext_lazy("e-mail domain"))
    def email_domain(self, membership):
        return (membership.member.email or "").rpartition("@")[2]

    @admin.display(description=gettext_lazy("confirmed"), boolean=True)
    def confirmed(self, membership):
        return membership.email_is_confirmed

    @admin.display(description=gettext_lazy("what they wrote"))
    def wrote(self, membership):
        return Truncator(membership.statement).chars(100)

    @admin.action(description=gettext_lazy("Approve selected applications"))
    def approve_selected(self, request, queryset):
        done = _each(request, queryset, lambda one: actions.approve_membership(one, by=request.user))
        _say(request, done, ngettext("%(count)s approved", "%(count)s approved", done) % {"count": done})

    @admin.action(description=gettext_lazy("Decline selected applications…"))
    def decline_selected(self, request, queryset):
        sent = "decline" in request.POST
        form = DeclineForm(request.POST if sent else None)
        if sent and form.is_valid():
            reason = form.cleaned_data["reason"]
            done = _each(request, queryset, lambda one: actions.decline_membership(one, by=request.user, reason=reason))
            _say(request, done, ngettext("%(count)s declined", "%(count)s declined", done) % {"count": done})
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


def _each(request, queryset, act):
    """Do `act` to each, one transaction each; what could not be done is told with its reason. Returns how many."""
    done, problems = 0, []
    for one in queryset:
        try:
            act(one)
            done += 1
        except (ValidationError, PermissionDenied) as problem:
            problems.append(problem.messages[0] if isinstance(problem, ValidationError) else str(problem))
    if problems:
        text = ngettext("%(count)s not: %(why)s", "%(count)s not: %(why)s", len(problems))
        messages.warning(request, text % {"count": len(problems), "why": " ".join(problems)})
    return done


def _say(request, done, text):
    if done:
        messages.success(request, text)


@admin.register(RulesVersion)
class RulesVersionAdmin(SecretariatAdmin):
    """Versions of the rules. What is in force was accepted by somebody, so it changes only by a newer version."""

    may_add = may_change = True
    list_display = ["version", "in_force_from"]

    def has_change_permission(self, request, obj=None):
        ahead = obj is None or obj.in_force_from > timezone.now()
        return ahead and super().has_change_permission(request, obj)
