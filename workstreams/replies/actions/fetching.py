"""Emptying the mailbox at which we read (settings.INBOUND_IMAP_URL)."""

import logging

from django.db import InterfaceError, OperationalError
from imap_tools import MailMessageFlags

from workstreams.replies import collecting
from workstreams.replies.actions.receiving import receive

log = logging.getLogger(__name__)

AT_ONCE = 200


def fetch(url):
    """Take in what is new in a mailbox. What is ours goes from there once it is written down here; what is not stays,
    and counts as seen; so does one that cannot be written down, for it is to stop no other. Returns how many were taken
    in.

    Harmless twice at the same moment, and after a crash: what was written down is known by its Message-ID. Raises one
    of collecting.AWAY where the mailbox cannot be read, and ValueError for an address that is none.
    """
    taken = 0
    with collecting.opened(url) as mailbox:
        for number in collecting.new_in(mailbox, AT_ONCE):
            content = collecting.content_of(mailbox, number)
            if content is None:
                continue
            if _receive(content):
                mailbox.delete([number])
                taken += 1
            else:
                mailbox.flag([number], [MailMessageFlags.SEEN], True)
    return taken


def _receive(content):
    """Take in a mail. One that cannot be written down, whatever is wrong with it, stays there and stops no other."""
    try:
        return receive(content)
    except (OperationalError, InterfaceError):
        # The database is away: the mail waits where it lies.
        raise
    except Exception:
        log.exception("A mail in the mailbox could not be taken in; it stays there, and counts as seen")
        return None
