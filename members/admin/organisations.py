"""Organisations in the administration: their facts, their names, their domains, and two that are one."""

from django.contrib import admin, messages
from django.forms import ModelForm
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from members import actions
from members.admin.bulk import each, say
from members.admin.filters import ApprovedFilter
from members.admin.merging import merge_page
from members.domains import clean_domain
from members.duplicates import alike
from members.models import EmailDomain, FormerName, Organisation
from portal.admin import SecretariatAdmin
from portal.templatetags.look import sector_name


class DomainForm(ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "domain" in self.fields:
            # In a table, the head of the column is all the name that Django gives a box.
            self.fields["domain"].widget.attrs["aria-label"] = _("Domain")

    def clean_domain(self):
        return clean_domain(self.cleaned_data["domain"])


class DomainInline(admin.TabularInline):
    """The domains whose addresses admit at once. Added and removed, never changed."""

    model = EmailDomain
    form = DomainForm
    extra = 1
    fields = ["domain"]

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    has_add_permission = has_delete_permission = has_view_permission

    def has_change_permission(self, request, obj=None):
        return False


class FormerNameInline(admin.TabularInline):
    """The names that it had. They come from renaming and merging."""

    model = FormerName
    extra = 0
    can_delete = False
    fields = readonly_fields = ["name", "until"]

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Organisation)
class OrganisationAdmin(SecretariatAdmin):
    """Organisations. They are approved, renamed, given domains and merged; none is deleted."""

    may_add = may_change = True
    list_display = ["name", "drawn_sector", "country", "website", "approved_at"]
    list_filter = [ApprovedFilter, "sector", "country"]
    list_select_related = ["sector"]
    search_fields = ["name", "former_names__name", "email_domains__domain"]
    ordering = ["name"]
    readonly_fields = ["created_at", "approved_at"]
    inlines = [DomainInline, FormerNameInline]
    actions = ["approve_selected", "merge_selected"]

    @admin.display(description=gettext_lazy("sector"), ordering="sector__position")
    def drawn_sector(self, organisation):
        return sector_name(organisation.sector)

    def get_urls(self):
        merge = path(
            "<int:pk>/merge/",
            self.admin_site.admin_view(lambda request, pk: merge_page(self, request, pk)),
            name="members_organisation_merge",
        )
        return [merge, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        one = self.get_object(request, object_id)
        near = alike(one.name, among=Organisation.objects.exclude(pk=one.pk)) if one else []
        return super().change_view(request, object_id, form_url, {"alike": near, **(extra_context or {})})

    def save_model(self, request, obj, form, change):
        facts = {name: form.cleaned_data[name] for name in ("name", "sector", "country", "website")}
        if change:
            actions.change_organisation(obj, by=request.user, **facts)
            return
        entered = actions.enter_organisation(by=request.user, **facts)
        obj.pk, obj.approved_at = entered.pk, entered.approved_at
        near = alike(obj.name, among=Organisation.objects.exclude(pk=obj.pk))
        if near:
            names = ", ".join(one.name for one in near)
            messages.warning(request, _("Names like it are here already: %(names)s.") % {"names": names})

    def save_formset(self, request, form, formset, change):
        """Domains come and go by actions; former names are only shown."""
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        if formset.model is not EmailDomain:
            return
        for row in formset.deleted_forms:
            if row.instance.pk:
                gone = str(row.instance)
                actions.remove_domain(row.instance, by=request.user)
                formset.deleted_objects.append(EmailDomain(domain=gone))
        for row in formset.extra_forms:
            if row.has_changed() and row not in formset.deleted_forms:
                domain = row.cleaned_data["domain"]
                formset.new_objects.append(actions.add_domain(form.instance, by=request.user, domain=domain))

    @admin.action(description=gettext_lazy("Approve selected organisations"))
    def approve_selected(self, request, queryset):
        done = each(request, queryset, lambda one: actions.approve_organisation(one, by=request.user))
        say(request, done, ngettext("%(count)s approved", "%(count)s approved", done) % {"count": done})

    @admin.action(description=gettext_lazy("Make one of two selected organisations…"))
    def merge_selected(self, request, queryset):
        two = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(two) != 2:
            messages.warning(request, _("Select exactly two organisations."))
            return None
        return redirect(reverse("admin:members_organisation_merge", args=[two[0]]) + f"?other={two[1]}")
