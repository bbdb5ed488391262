"""Bring a mailing list's archive into a working group, with its reply tree: all of it, or nothing."""

from django.utils.translation import gettext as _

from workstreams.discussion import actions, mbox
from workstreams.discussion.management.bringing import BringingIn


class Command(BringingIn):
    help = "Bring a mailing list's archive into a working group, with its reply tree. See docs/import-mbox.md."
    format = "a file in mbox format"
    unreadable = mbox.Unreadable

    def bring_in(self, group, file):
        messages = mbox.read(file, self.reading)
        return actions.import_messages(group, messages, by=None, progress=self.writing)

    def tell(self, report, group):
        say = self.stdout.write
        say(_("%(file)d messages read for “%(group)s”.") % {"file": report.messages, "group": group.name})
        say(_("  new threads            %5d") % report.threads)
        say(_("  new replies            %5d") % report.replies)
        say(_("  here already, or twice %5d") % report.duplicates)
        say(_("  left out               %5d") % len(report.skipped))
        say(_("  deepest level          %5d") % report.max_depth)
        left_out = _("Left out <%(message_id)s>: %(why)s.")
        self.name_some([left_out % one for one in report.skipped])
