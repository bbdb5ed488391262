"""What is done with mail that waits, and with addresses. One transaction each; the actor is `by`."""

from portal.postoffice.actions.handing_out import hand_out, hand_out_all
from portal.postoffice.actions.holding import hold, resend, resume
from portal.postoffice.actions.posting import post

__all__ = ["hand_out", "hand_out_all", "hold", "post", "resend", "resume"]
