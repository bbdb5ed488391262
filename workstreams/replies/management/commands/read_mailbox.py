"""One round of reading the mailbox by hand: to see whether its address is right."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from workstreams.replies import actions, collecting


class Command(BaseCommand):
    help = "Take in what is new in the mailbox that INBOUND_IMAP_URL names. Running it twice posts nothing twice."

    def handle(self, *args, **options):
        if not settings.INBOUND_ADDRESS or not settings.INBOUND_IMAP_URL:
            raise CommandError("Set INBOUND_ADDRESS and INBOUND_IMAP_URL first: see docs/mail-in.md.")
        try:
            taken = actions.fetch(settings.INBOUND_IMAP_URL)
        except (*collecting.AWAY, ValueError) as problem:
            raise CommandError(f"The mailbox could not be read: {type(problem).__name__}: {problem}") from problem
        self.stdout.write(f"Mails taken in: {taken}. What became of each stands in the administration.")
