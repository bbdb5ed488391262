"""What is done with notices. The actor is `by`."""

from workstreams.notices.actions.choosing import choose_mailed, choose_notices
from workstreams.notices.actions.clearing import clear_old
from workstreams.notices.actions.erasing import erase_member
from workstreams.notices.actions.mailing import plan_mails
from workstreams.notices.actions.opening import mark_all_read, on_read, open_notice
from workstreams.notices.actions.reminding import plan_reminders
from workstreams.notices.actions.telling import (
    hand_out_forgotten,
    on_document_event,
    on_edited,
    on_happened,
    on_said,
)

__all__ = [
    "choose_mailed",
    "choose_notices",
    "clear_old",
    "erase_member",
    "hand_out_forgotten",
    "mark_all_read",
    "on_document_event",
    "on_edited",
    "on_happened",
    "on_read",
    "on_said",
    "open_notice",
    "plan_mails",
    "plan_reminders",
]
