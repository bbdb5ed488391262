"""Writing notices to many, and the outbox of their mails."""

from workstreams.notices.delivery.mailing import OUTBOX
from workstreams.notices.delivery.telling import tell, tell_of_event, tell_of_mentions, tell_of_post

__all__ = ["OUTBOX", "tell", "tell_of_event", "tell_of_mentions", "tell_of_post"]
