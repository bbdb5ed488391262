"""The secretariat's lists of areas, groups, seats and requests. Its buttons call actions."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.models import Member, Sector
from portal.admin import SecretariatAdmin
from portal.templatetags.look import sector_name
from workstreams.groups import actions
from workstreams.groups.actions.renaming import wrong_with_slug
from workstreams.groups.forms.describing import NOT_MEANT, WHAT_OPENS, opens
from workstreams.groups.models import (
    CharterRevision,
    FormerAddress,
    JoinRequest,
    Milestone,
    Participation,
    PriorityArea,
    WorkingGroup,
)


class SectorFilter(admin.SimpleListFilter):
    """By the sector for which the member speaks now."""

    title = _("sector")
    parameter_name = "sector"

    def lookups(self, request, model_admin):
        return [(str(sector.pk), sector.name) for sector in Sector.objects.all()]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        return queryset.filter(member__affiliations__sector=self.value(), member__affiliations__ends_at=None)


class OpensOn(admin.SimpleListFilter):
    """A list that opens on what matters today; the rest is a choice. Subclasses say what is what."""

    opens_on = ""
    rest = ()

    def lookups(self, request, model_admin):
        return [*self.rest, ("all", _("All"))]

    def choices(self, changelist):
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": self.opens_on,
        }
        for value, title in self.lookup_choices:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": title,
            }


class CurrentFilter(OpensOn):
    title = _("when")
    parameter_name = "when"
    opens_on = _("Now")
    rest = [("past", _("Before"))]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(left_at__isnull=self.value() != "past")


class WaitingFilter(OpensOn):
    title = _("state")
    parameter_name = "state"
    opens_on = _("Waiting for a lead")
    rest = [("decided", _("Decided"))]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(decided_at__isnull=self.value() != "decided")


@admin.register(PriorityArea)
class PriorityAreaAdmin(SecretariatAdmin):
    may_add = may_change = True
    list_display = ["name", "summary", "position"]
    prepopulated_fields = {"slug": ["name"]}

    def get_readonly_fields(self, request, obj=None):
        # An address that was given out stays, whatever the name becomes.
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields


class GroupForm(forms.ModelForm):
    """A group, with an address that is nobody else's, now or formerly. One that is opened asks for a tick."""

    opens = forms.BooleanField(
        label=_("More people may read all that was ever written here"), help_text=WHAT_OPENS, required=False
    )

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if wrong := wrong_with_slug(slug, but=self.instance if self.instance.pk else None):
            raise ValidationError(wrong)
        return slug

    def clean(self):
        cleaned = super().clean()
        before = WorkingGroup.objects.filter(pk=self.instance.pk).first()
        if before and opens(before, cleaned.get("visibility")) and not cleaned.get("opens"):
            self.add_error("opens", NOT_MEANT)
        return cleaned


class HistoryInline(admin.TabularInline):
    """What a group was, to read: nothing is added or changed here."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return SecretariatAdmin._in_secretariat(request)


class RevisionInline(HistoryInline):
    model = CharterRevision
    fields = ["number", "note", "written_by", "written_at"]


class FormerAddressInline(HistoryInline):
    model = FormerAddress
    fields = ["slug", "name", "until"]


class MilestoneInline(HistoryInline):
    model = Milestone
    fields = ["title", "due_on", "state", "settled_at"]


@admin.register(WorkingGroup)
class WorkingGroupAdmin(SecretariatAdmin):
    """What a group says of itself is changed by the action that the site uses, so former addresses go on leading to it.
    Charters and the end of a group need words, and have their pages in the site."""

    may_add = may_change = True
    form = GroupForm
    list_display = ["name", "area", "state", "visibility", "joining", "seats", "threads_here", "page"]
    list_filter = ["state", "area", "visibility", "joining"]
    search_fields = ["name", "purpose", "slug", "former_addresses__name", "former_addresses__slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["area", "name", "slug", "purpose", "charter", "visibility", "joining", "roster"]
    actions = ["charter_groups", "revive_groups"]
    changed_here = [
        "name",
        "slug",
        "purpose",
        "visibility",
        "joining",
        "roster",
        "first_posts_held",
        "texts_in_mail",
    ]

    def get_fields(self, request, obj=None):
        return [*self._of_changing(), "area", "charter", "state", "state_since", "state_note"] if obj else self.fields

    def _of_changing(self):
        here = self.changed_here
        after = here.index("visibility") + 1
        return [*here[:after], "opens", *here[after:]]

    def get_readonly_fields(self, request, obj=None):
        return ["area", "charter", "state", "state_since", "state_note"] if obj else []

    def get_inlines(self, request, obj):
        return [RevisionInline, FormerAddressInline, MilestoneInline] if obj else []

    def save_model(self, request, obj, form, change):
        if change:
            group = WorkingGroup.objects.get(pk=obj.pk)
            actions.change_group(
                group, by=request.user, **{name: form.cleaned_data[name] for name in self.changed_here}
            )
        else:
            said = {name: form.cleaned_data[name] for name in self.fields}
            obj.pk = actions.create_group(by=request.user, **said).pk
            obj._state.adding = False

    @admin.action(description=_("Charter"))
    def charter_groups(self, request, queryset):
        self._each(request, queryset, actions.charter_group)

    @admin.action(description=_("Revive"))
    def revive_groups(self, request, queryset):
        self._each(request, queryset, actions.revive_group)

    def _each(self, request, queryset, act):
        done = 0
        for group in WorkingGroup.objects.filter(pk__in=queryset.values("pk")).order_by("pk"):
            try:
                act(group, by=request.user)
                done += 1
            except ValidationError as error:
                messages.error(request, f"{group}: {' '.join(error.messages)}")
        if done:
            said = ngettext("%(count)s group works now", "%(count)s groups work now", done)
            messages.success(request, said % {"count": done})

    def get_queryset(self, request):
        return super().get_queryset(request).for_listing()

    def get_prepopulated_fields(self, request, obj=None):
        # An address that was given out stays, whatever the name becomes.
        return {} if obj else self.prepopulated_fields

    @admin.display(description=_("people"))
    def seats(self, group):
        return group.seat_count

    @admin.display(description=_("threads"))
    def threads_here(self, group):
        return group.thread_count

    @admin.display(description=_("page"))
    def page(self, group):
        return format_html('<a href="{}">{}</a>', group.get_absolute_url(), _("Open"))


class SeatForm(forms.ModelForm):
    """A seat for a member of the alliance."""

    class Meta:
        model = Participation
        fields = ["group", "member", "role"]

    def clean(self):
        cleaned = super().clean()
        seats = Participation.objects.current().filter(group=cleaned.get("group"), member=cleaned.get("member"))
        if seats.exists():
            raise ValidationError(_("This member has a seat there. Choose it in the list, and change the role there."))
        return cleaned


@admin.register(Participation)
class ParticipationAdmin(SecretariatAdmin):
    may_add = True
    form = SeatForm
    list_display = ["member", "drawn_sector", "group", "role", "joined_at", "left_at"]
    list_filter = [CurrentFilter, "role", ("group", admin.RelatedOnlyFieldListFilter), SectorFilter]
    search_fields = ["member__name", "member__email", "group__name"]
    autocomplete_fields = ["member"]
    actions = ["make_lead", "make_editor", "make_participant", "make_observer"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_people().select_related("member", "group")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "member":
            kwargs["queryset"] = Member.objects.active_in_alliance()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        seat = actions.appoint(obj.member, obj.group, by=request.user, role=obj.role)
        obj.pk, obj.joined_at = seat.pk, seat.joined_at
        obj._state.adding = False

    @admin.display(description=_("sector"))
    def drawn_sector(self, seat):
        return sector_name(seat.member.affiliation.sector) if seat.member.affiliation else ""

    @admin.action(description=_("Appoint as lead"))
    def make_lead(self, request, queryset):
        self._appoint(request, queryset, Participation.Role.LEAD)

    @admin.action(description=_("Appoint as editor"))
    def make_editor(self, request, queryset):
        self._appoint(request, queryset, Participation.Role.EDITOR)

    @admin.action(description=_("Make observer"))
    def make_observer(self, request, queryset):
        self._appoint(request, queryset, Participation.Role.OBSERVER)

    @admin.action(description=_("Make participant again"))
    def make_participant(self, request, queryset):
        self._appoint(request, queryset, Participation.Role.PARTICIPANT)

    def _appoint(self, request, queryset, role):
        done = 0
        for seat in queryset.current().select_related("member", "group").order_by("pk"):
            try:
                actions.appoint(seat.member, seat.group, by=request.user, role=role)
                done += 1
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
        if done:
            said = ngettext("%(count)s seat is now: %(role)s", "%(count)s seats are now: %(role)s", done)
            messages.success(request, said % {"count": done, "role": role.label})


@admin.register(JoinRequest)
class JoinRequestAdmin(SecretariatAdmin):
    list_display = ["member", "group", "created_at", "note", "outcome", "decided_by", "decided_at"]
    list_filter = [WaitingFilter, ("group", admin.RelatedOnlyFieldListFilter), SectorFilter]
    list_select_related = ["member", "group", "decided_by"]
    search_fields = ["member__name", "member__email", "group__name", "note"]
    ordering = ["created_at"]
    fields = ["member", "group", "note", "created_at", "outcome", "reason", "decided_by", "decided_at"]
