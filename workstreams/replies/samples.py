"""What is told of an answer by mail, with invented content (see portal.postoffice.samples). Nothing is written."""

from functools import partial

from django.utils.translation import gettext as _

from members.samples import SOMEBODY, somebody
from portal import mail
from portal.postoffice.samples import Sample
from workstreams.replies.models import Received


def mails():
    """An answer that was refused, and one that waits."""
    text = _("I agree with the second part.")
    refused = Received(text=text, reason=_("A lead locked this thread."))
    for waits, when, subject in [
        (False, _("An answer by mail was not posted"), _("Not posted: %(subject)s")),
        (True, _("An answer by mail waits for a lead"), _("Waits for a lead: %(subject)s")),
    ]:
        context = {"received": refused, "waits": waits, "member": somebody(), "url": mail.absolute("/workstreams/…/")}
        title = subject % {"subject": _("Who may see full weights")}
        make = partial(mail.message, "reply_by_mail", SOMEBODY, title, context)
        yield Sample("email/reply_by_mail", when, make, "waits" if waits else "refused")
