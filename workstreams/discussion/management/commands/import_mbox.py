"""Bring a mailing list's archive into a working group, with its reply tree: all of it, or nothing."""

import json
import time
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.discussion import actions, mbox
from workstreams.groups.models import WorkingGroup

#: Seconds between two words about how far it is: on a terminal, where they replace each other, and in a log.
OFTEN, SELDOM = 0.2, 5
#: Of what was left out, so many are named one by one.
NAMED = 20


class Command(BaseCommand):
    help = "Bring a mailing list's archive into a working group, with its reply tree. See docs/import-mbox.md."

    def add_arguments(self, parser):
        parser.add_argument("file", help="a file in mbox format")
        parser.add_argument("--group", required=True, metavar="SLUG", help="the working group's short address")
        parser.add_argument("--json", action="store_true", help="report as one line of JSON")
        parser.add_argument("--dry-run", action="store_true", help="do everything, report, and store nothing")

    def handle(self, *args, **options):
        group = self._group(options["group"])
        self.told = time.monotonic()
        try:
            with transaction.atomic():
                report = actions.import_messages(
                    group, mbox.read(options["file"], self._reading), by=None, progress=self._writing
                )
                transaction.set_rollback(options["dry_run"])
        except mbox.Unreadable as problem:
            raise CommandError(str(problem)) from problem
        finally:
            self._clear()
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report), ensure_ascii=False))
        else:
            self._tell(report, group, options["dry_run"])

    def _group(self, slug):
        group = WorkingGroup.objects.filter(slug=slug).first()
        if group is None:
            known = ", ".join(WorkingGroup.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(
                _("There is no working group “%(slug)s”. There are: %(known)s.") % {"slug": slug, "known": known or "–"}
            )
        return group

    def _reading(self, done, total):
        self._say(_("Reading: %(percent)d %%") % {"percent": 100 * done // max(1, total)})

    def _writing(self, done, total):
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

    def _tell(self, report, group, dry_run):
        say = self.stdout.write
        say(_("%(file)d messages read for “%(group)s”.") % {"file": report.messages, "group": group.name})
        say(_("  new threads            %5d") % report.threads)
        say(_("  new replies            %5d") % report.replies)
        say(_("  here already, or twice %5d") % report.duplicates)
        say(_("  left out               %5d") % len(report.skipped))
        say(_("  deepest level          %5d") % report.max_depth)
        for one in report.skipped[:NAMED]:
            say(_("Left out <%(id)s>: %(why)s.") % {"id": one["message_id"], "why": one["why"]})
        if (more := len(report.skipped) - NAMED) > 0:
            say(ngettext("And %(more)d more: see --json.", "And %(more)d more: see --json.", more) % {"more": more})
        if dry_run:
            say(_("This was a trial: nothing was stored."))
