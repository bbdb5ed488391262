"""Bring organisations and members in from a CSV file: all of it, or nothing."""

import json

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members import actions, roster
from members.forms import RosterRowForm
from members.intake import Plan, Report
from members.models import Member, Organisation, Sector, time_zone_choices

#: After so many rows the progress is shown anew.
STEP = 250


class Command(BaseCommand):
    help = "Bring organisations and members in from a CSV file, by sector. See docs/import-members.md."

    def add_arguments(self, parser):
        parser.add_argument("file", help="a CSV file in UTF-8; the first line names the columns")
        parser.add_argument("--dry-run", action="store_true", help="check and report, and store nothing")
        parser.add_argument("--json", action="store_true", help="report as one line of JSON")
        parser.add_argument(
            "--other",
            default="academia-and-technical-community",
            metavar="SECTOR",
            help='the sector (its short address) for the type "Other"; those lines are reported. "none" refuses them',
        )
        parser.add_argument(
            "--by", metavar="EMAIL", help="who of the secretariat brings in the members, if there are any"
        )

    def handle(self, *args, **options):
        try:
            rows = roster.read(options["file"])
        except roster.Unreadable as problem:
            raise CommandError(str(problem)) from problem
        self.report = Report(dry_run=options["dry_run"])
        plan = self._plan(rows, self._other(options["other"]))
        if self.report.errors:
            self._tell(options)
            wrong = len({line for line, _message in self.report.errors})
            text = ngettext(
                "Nothing was stored: %(count)s line is to be put right.",
                "Nothing was stored: %(count)s lines are to be put right.",
                wrong,
            )
            raise CommandError(text % {"count": wrong})
        by = self._person(options["by"]) if plan.people else None
        try:
            self._store(plan, by, dry_run=options["dry_run"])
        except (ValidationError, IntegrityError) as problem:
            why = problem.messages[0] if isinstance(problem, ValidationError) else str(problem).splitlines()[0]
            raise CommandError(_("Nothing was stored: %(why)s") % {"why": why}) from problem
        self._tell(options)

    def _other(self, slug):
        if slug == "none":
            return None
        sector = Sector.objects.filter(slug=slug).first()
        if sector is None:
            known = ", ".join(Sector.objects.values_list("slug", flat=True))
            raise CommandError(
                _("There is no sector “%(slug)s”. There are: %(known)s.") % {"slug": slug, "known": known}
            )
        return sector

    def _person(self, email):
        if not email:
            raise CommandError(_("The file holds people. Say who of the secretariat brings them in: --by EMAIL."))
        person = Member.objects.filter(email__iexact=email, is_staff=True, is_active=True).first()
        if person is None:
            raise CommandError(_("Nobody in the secretariat has the address %(email)s.") % {"email": email})
        return person

    def _plan(self, rows, other):
        """Check every row, and sort out what is new."""
        words = {
            "sectors": roster.sectors_by_word(other),
            "country_codes": roster.country_codes(),
            "zones": {value for value, _label in time_zone_choices()},
        }
        plan = Plan(self.report)
        for count, (line, row) in enumerate(rows, 1):
            form = RosterRowForm(row, **words)
            if form.is_valid():
                plan.take(line, form.cleaned_data)
            else:
                for field, messages in form.errors.items():
                    for message in messages:
                        self.report.wrong(line, message if field == "__all__" else f"{field}: {message}")
            if count % STEP == 0 or count == len(rows):
                self._progress(count, len(rows))
        self.report.lines = len(rows)
        return plan

    def _progress(self, count, total):
        if self.stderr.isatty():
            end = "\n" if count == total else ""
            self.stderr.write(_("\r%(count)s of %(total)s rows") % {"count": count, "total": total}, ending=end)

    @transaction.atomic
    def _store(self, plan, by, *, dry_run):
        new, approved = actions.import_organisations(
            [(row["organisation"], row["speaks_for"], row["country"], row["website"]) for row in plan.organisations],
            by=by,
        )
        self.report.organisations_added = len(new)
        self.report.organisations_approved = approved
        if plan.people:
            here = Organisation.objects.by_name()
            people = [
                {
                    "name": row["person"],
                    "email": row["email"],
                    "sector": row["speaks_for"],
                    "organisation": here.get(row["organisation"].lower()),
                    "country": row["country"],
                    "time_zone": row["time_zone"],
                }
                for row in plan.people
            ]
            self.report.members_added = len(actions.import_members(people, by=by))
        transaction.set_rollback(dry_run)

    def _tell(self, options):
        if options["json"]:
            self.stdout.write(json.dumps(self.report.as_dict(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(self.report.as_lines()))
