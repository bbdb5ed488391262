"""One round of the clock by hand: plan the digests that are due, and tell the workers. The workers are told of those
whose own minute has come by then: see DIGEST_SPREAD_MINUTES."""

import dataclasses
import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from workstreams.digests import actions


class Command(BaseCommand):
    help = "Plan the digests that are due now, and hand them to the workers. Running it twice plans nothing twice."

    def add_arguments(self, parser):
        parser.add_argument(
            "--as-of",
            metavar="MOMENT",
            help="Do what the clock would do at this moment (ISO 8601; UTC where it names no zone). What is said "
            "between now and then counts as covered. For a demonstration.",
        )
        parser.add_argument("--json", action="store_true", help="Print one line of JSON.")

    def handle(self, *args, as_of, **options):
        done = dataclasses.asdict(actions.plan(now=self._moment(as_of) if as_of else None))
        if options["json"]:
            self.stdout.write(json.dumps(done))
            return
        self.stdout.write(
            f"New subscriptions: {done['subscribed']}. Begun again: {done['resumed']}. "
            f"Reckoned anew after a move: {done['moved']}. Digests planned: {done['planned']}, the last for now of "
            f"{done['stopped']} who did not come. Handed to the workers: {done['queued']}."
        )

    def _moment(self, text):
        try:
            moment = parse_datetime(text)
        except ValueError:
            moment = None
        if moment is None:
            raise CommandError(f"“{text}” is no date and time. Write it as 2026-11-30T08:00+01:00.")
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment, timezone.get_default_timezone())
