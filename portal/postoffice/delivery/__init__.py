"""Sending so that each mail goes once, whatever is killed, restarted or run twice."""

from portal.postoffice.delivery.outboxes import Outbox, Skip, name_of
from portal.postoffice.delivery.sending import in_short, send, take

__all__ = ["Outbox", "Skip", "in_short", "name_of", "send", "take"]
