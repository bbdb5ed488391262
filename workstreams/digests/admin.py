"""What the secretariat sees: who wants a digest when, and what became of each. Nothing to change here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.admin import SecretariatAdmin
from workstreams.digests import wording
from workstreams.digests.models import Digest, Subscription


@admin.register(Subscription)
class SubscriptionAdmin(SecretariatAdmin):
    list_display = ["member", "rhythm", "next_due_at", "covered_until"]
    list_filter = ["frequency", "weekday"]
    list_select_related = ["member"]
    search_fields = ["member__name", "member__email"]
    search_help_text = _("By the member's name or address.")
    show_facets = admin.ShowFacets.ALWAYS

    @admin.display(description=_("how often"), ordering="frequency")
    def rhythm(self, subscription):
        return wording.rhythm(subscription)


@admin.register(Digest)
class DigestAdmin(SecretariatAdmin):
    list_display = ["subscription_member", "due_at", "state", "settled_at", "attempts", "reason"]
    list_filter = ["state"]
    list_select_related = ["subscription__member"]
    date_hierarchy = "due_at"
    search_fields = ["subscription__member__name", "subscription__member__email", "reason", "message_id"]
    search_help_text = _("By the member's name or address, the reason, or the Message-ID.")
    show_facets = admin.ShowFacets.ALWAYS

    @admin.display(description=_("member"), ordering="subscription__member__name")
    def subscription_member(self, digest):
        return digest.subscription.member
