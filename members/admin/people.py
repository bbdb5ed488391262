"""People in the administration."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.admin.erasing import Erasing
from members.admin.filters import CurrentSectorFilter
from members.models import Affiliation, Member
from portal.admin import SecretariatAdmin
from portal.templatetags.look import sector_name


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
class MemberAdmin(Erasing, SecretariatAdmin):
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
        "mail_language",
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
