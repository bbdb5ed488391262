"""What the secretariat sees: who wants a digest when, and what became of each. It changes no choice; of single digests
it holds back, lets go and sends once more, as of any mail."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.admin import SecretariatAdmin
from portal.postoffice.admin import OutgoingAdmin
from workstreams.digests import wording
from workstreams.digests.models import Digest, Subscription


@admin.register(Subscription)
class SubscriptionAdmin(SecretariatAdmin):
    list_display = ["member", "rhythm", "next_due_at", "covered_until", "paused_at"]
    list_filter = ["frequency", "weekday", ("paused_at", admin.EmptyFieldListFilter)]
    list_select_related = ["member"]
    search_fields = ["member__name", "member__email"]
    search_help_text = _("By the member's name or address.")
    show_facets = admin.ShowFacets.ALWAYS
    fields = [
        "member",
        "rhythm",
        "single_groups",
        "next_due_at",
        "covered_until",
        "asked_at",
        "paused_at",
        "created_at",
    ]
    readonly_fields = ["rhythm", "single_groups"]

    @admin.display(description=_("how often"), ordering="frequency")
    def rhythm(self, subscription):
        return wording.rhythm(subscription)

    @admin.display(description=_("of single groups"))
    def single_groups(self, subscription):
        chosen = subscription.groups.exclude(frequency="").select_related("group").order_by("group__name")
        return "; ".join(f"{one.group.name}: {one.get_frequency_display()}" for one in chosen) or "–"


@admin.register(Digest)
class DigestAdmin(OutgoingAdmin):
    list_display = ["subscription_member", "due_at", "state", "settled_at", "attempts", "reason"]
    list_filter = ["state", "covers_all", "is_last"]
    list_select_related = ["subscription__member"]
    date_hierarchy = "due_at"
    search_fields = ["subscription__member__name", "subscription__member__email", "reason", "message_id"]
    search_help_text = _("By the member's name or address, the reason, or the Message-ID.")

    @admin.display(description=_("member"), ordering="subscription__member__name")
    def subscription_member(self, digest):
        return digest.subscription.member
