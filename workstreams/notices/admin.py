"""What the secretariat sees: who was told of what, and whether they read it. Nothing to change here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.admin import SecretariatAdmin
from workstreams.notices.models import Notice, Owed


@admin.register(Notice)
class NoticeAdmin(SecretariatAdmin):
    list_display = ["recipient", "kind", "event", "group", "created_at", "read_at"]
    list_filter = ["kind"]
    list_select_related = ["recipient", "group"]
    fields = ["recipient", "kind", "event", "actor", "group", "created_at", "read_at"]
    search_fields = ["recipient__name", "recipient__email"]
    search_help_text = _("By the name or address of whom it went to.")


@admin.register(Owed)
class OwedAdmin(SecretariatAdmin):
    """Empty while workers work. What stays here for long was lost, or fails: the log says why."""

    list_display = ["what", "event", "group", "created_at", "handed_out_at", "attempts"]
    list_select_related = ["group"]
    fields = ["what", "event", "group", "post", "actor", "created_at", "handed_out_at", "attempts"]
