"""What is done with mail that comes in. One transaction each; nobody asks for it but the clock, or a provider."""

from workstreams.replies.actions.erasing import erase_member
from workstreams.replies.actions.fetching import fetch
from workstreams.replies.actions.receiving import hand_out_forgotten, receive
from workstreams.replies.actions.tidying import tidy

__all__ = ["erase_member", "fetch", "hand_out_forgotten", "receive", "tidy"]
