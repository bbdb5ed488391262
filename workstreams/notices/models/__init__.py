"""What a member is told of, which of it they want, and the mails that tell it."""

from workstreams.notices.models.mails import Mailing
from workstreams.notices.models.notices import Choice, Notice, Owed, mailed_at_first

__all__ = ["Choice", "Notice", "Mailing", "Owed", "mailed_at_first"]
