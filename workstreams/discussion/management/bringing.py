"""What commands have in common that bring an archive into a working group."""

import json
import time
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.groups.models import WorkingGroup

#: Seconds between two words about how far it is: on a terminal, where they replace each other, and in a log.
OFTEN, SELDOM = 0.2, 5
#: Of what was left out, so many are named one by one.
NAMED = 20


class BringingIn(BaseCommand):
    """`unreadable`: what reading raises for a file that cannot be read. A command says how to `bring_in` and how to
    `tell` what was done."""

    unreadable = ()
    format = ""

    def add_arguments(self, parser):
        parser.add_argument("file", help=self.format)
        parser.add_argument("--group", required=True, metavar="SLUG", help="the working group's short address")
        parser.add_argument("--json", action="store_true", help="report as one line of JSON")
        parser.add_argument("--dry-run", action="store_true", help="do everything, report, and store nothing")

    def handle(self, *args, **options):
        group = self._group(options["group"])
        self.told = time.monotonic()
        try:
            with transaction.atomic():
                report = self.bring_in(group, options["file"])
                transaction.set_rollback(options["dry_run"])
        except self.unreadable as problem:
            raise CommandError(str(problem)) from problem
        finally:
            self._clear()
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report), ensure_ascii=False))
            return
        self.tell(report, group)
        if options["dry_run"]:
            self.stdout.write(_("This was a trial: nothing was stored."))

    def name_some(self, sentences):
        """Write the first of many sentences, and how many more there are."""
        for sentence in sentences[:NAMED]:
            self.stdout.write(sentence)
        if (more := len(sentences) - NAMED) > 0:
            words = ngettext("And %(more)d more: see --json.", "And %(more)d more: see --json.", more)
            self.stdout.write(words % {"more": more})

    def _group(self, slug):
        group = WorkingGroup.objects.filter(slug=slug).first()
        if group is None:
            known = ", ".join(WorkingGroup.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(
                _("There is no working group “%(slug)s”. There are: %(known)s.") % {"slug": slug, "known": known or "–"}
            )
        return group

    def reading(self, done, total):
        self._say(_("Reading: %(percent)d %%") % {"percent": 100 * done // max(1, total)})

    def writing(self, done, total):
        self._say(_("Writing: %(done)d of %(total)d posts") % {"done": done, "total": total})

    def _say(self, words):
        on_terminal = self.stderr.isatty()
        if time.monotonic() - self.told >= (OFTEN if on_terminal else SELDOM):
            self.told = time.monotonic()
            self.stderr.write(f"\r{words:<60}" if on_terminal else words, str, ending="" if on_terminal else "\n")
            self.stderr.flush()

    def _clear(self):
        if self.stderr.isatty():
            self.stderr.write(f"\r{'':<60}\r", str, ending="")
