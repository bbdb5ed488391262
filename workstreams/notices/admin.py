"""What the secretariat sees: who was told of what, whether they read it, and what became of the mail that told it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.admin import SecretariatAdmin
from portal.postoffice.admin import OutgoingAdmin
from workstreams.notices.models import Mailing, Notice, Owed, Reminder


@admin.register(Notice)
class NoticeAdmin(SecretariatAdmin):
    list_display = ["recipient", "kind", "event", "group", "created_at", "read_at"]
    list_filter = ["kind"]
    list_select_related = ["recipient", "group"]
    fields = [
        *("recipient", "kind", "event", "actor", "group", "document", "due_at"),
        *("created_at", "read_at", "by_mail", "mail"),
    ]
    search_fields = ["recipient__name", "recipient__email"]
    search_help_text = _("By the name or address of whom it went to.")


@admin.register(Owed)
class OwedAdmin(SecretariatAdmin):
    """Empty while workers work. What stays here for long was lost, or fails: the log says why."""

    list_display = ["what", "event", "group", "document", "created_at", "handed_out_at", "attempts"]
    list_select_related = ["group", "document"]
    fields = ["what", "event", "group", "document", "post", "actor", "created_at", "handed_out_at", "attempts"]


@admin.register(Reminder)
class ReminderAdmin(SecretariatAdmin):
    """Of which deadlines was reminded. To whom it went stands among the notices."""

    list_display = ["document", "what", "deadline", "days", "planned_at"]
    list_filter = ["what"]
    list_select_related = ["document"]
    fields = ["document", "what", "deadline", "days", "planned_at"]


@admin.register(Mailing)
class MailingAdmin(OutgoingAdmin):
    list_display = ["recipient", "about", "state", "not_before", "settled_at", "attempts", "reason"]
    list_filter = ["state", "is_summary"]
    list_select_related = ["recipient", "thread", "group"]
    search_fields = ["recipient__name", "recipient__email", "reason", "message_id"]
    search_help_text = _("By the name or address of whom it goes to, the reason, or the Message-ID.")

    @admin.display(description=_("about"))
    def about(self, mailing):
        return _("A summary") if mailing.is_summary else mailing.thread or mailing.group or "–"
