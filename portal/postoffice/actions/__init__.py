"""What is done with mail that waits, and with addresses. One transaction each; the actor is `by`."""

from portal.postoffice.actions.handing_out import hand_out, hand_out_all
from portal.postoffice.actions.holding import hold, resend, resume
from portal.postoffice.actions.posting import owe, post
from portal.postoffice.actions.reporting import forget_addresses, forget_old, report, report_bounce, work_again

__all__ = [
    "forget_addresses",
    "forget_old",
    "hand_out",
    "hand_out_all",
    "hold",
    "owe",
    "post",
    "report",
    "report_bounce",
    "resend",
    "resume",
    "work_again",
]
