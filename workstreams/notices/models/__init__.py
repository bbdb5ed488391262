"""What a member is told of, which of it they want, the mails that tell it, and of which deadlines was reminded."""

from workstreams.notices.models.mails import Mailing
from workstreams.notices.models.notices import Choice, Notice, Owed, mailed_at_first
from workstreams.notices.models.reminders import Reminder

__all__ = ["Choice", "Notice", "Mailing", "Owed", "Reminder", "mailed_at_first"]
