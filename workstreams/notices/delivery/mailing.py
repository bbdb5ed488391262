"""The outbox of notices: each is in one mail at most, whatever is killed, restarted or run twice (see
portal.postoffice.delivery)."""

from portal.postoffice.delivery import Outbox, Skip
from workstreams.notices import contents, emails
from workstreams.notices.models import Mailing


def compose(mailings):
    """{number: message, or Skip} of mails, with the rights of this moment. A fixed number of queries, however many."""
    mailings = list(Mailing.objects.for_composing([mailing.pk for mailing in mailings]))
    told, reasons = contents.of_mails(mailings)
    made = {number: Skip(reason) for number, reason in reasons.items()}
    return made | {mailing.pk: emails.notices(mailing, told[mailing.pk]) for mailing in mailings if mailing.pk in told}


OUTBOX = Outbox(model=Mailing, compose=compose)
