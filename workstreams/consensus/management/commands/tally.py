"""How far the sectors agree on statements that were voted on elsewhere."""

import csv

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.consensus import ballots
from workstreams.consensus.tally import tally

FIGURES = ["statement", "n", "xsc", "floor", "group_informed_consensus", "label"]
#: So many wrong lines are named; of the rest only how many.
NAMED = 20


class Command(BaseCommand):
    help = (
        "Print how far the sectors agree on each statement of a CSV file of votes, as CSV. "
        "The figures are those that the page of a call shows. See docs/tally.md."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file", help="CSV in UTF-8 with the columns statement, voter, sector, stance, perhaps organisation and at"
        )

    def handle(self, *args, **options):
        try:
            with open(options["file"], encoding="utf-8-sig", newline="") as lines:
                read = ballots.read(lines)
        except OSError as problem:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": options["file"], "why": problem.strerror}
            ) from problem
        except ballots.Unreadable as problem:
            raise CommandError(str(problem)) from problem
        self._refuse(read.wrong)
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow([*FIGURES, *(f"{sector}_{of}" for sector in read.sectors for of in "ADP")])
        for statement, cast in read.votes.items():
            counted = tally(cast.values(), read.sectors)
            writer.writerow(
                [
                    statement,
                    counted.n,
                    counted.xsc,
                    counted.floor,
                    counted.group_informed_consensus,
                    str(counted.label()),
                    *(count for one in counted.voices for count in (one.support, one.against, one.neither)),
                ]
            )

    def _refuse(self, wrong):
        """Nothing is printed while a line is wrong: figures from a part of the votes look like those of all."""
        for number, why in wrong[:NAMED]:
            self.stderr.write(_("Line %(number)s: %(why)s.") % {"number": number, "why": why})
        if wrong:
            raise CommandError(
                ngettext(
                    "Nothing was counted: %(count)s line is to be put right.",
                    "Nothing was counted: %(count)s lines are to be put right.",
                    len(wrong),
                )
                % {"count": len(wrong)}
            )
