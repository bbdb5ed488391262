"""What the secretariat sees: which mails came in, and what became of each. Never what they say."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.admin import SecretariatAdmin
from workstreams.replies.models import Received


@admin.register(Received)
class ReceivedAdmin(SecretariatAdmin):
    list_display = ["came_at", "sender", "subject", "state", "reason", "attempts"]
    list_filter = ["state"]
    fields = ["message_id", "sender", "member", "subject", "came_at", "state", "reason", "attempts", "settled_at"]
    date_hierarchy = "came_at"
    search_fields = ["sender", "member__name", "reason", "message_id"]
    search_help_text = _("By the address that it came from, the member’s name, the reason, or the Message-ID.")
    show_facets = admin.ShowFacets.ALWAYS
