"""Bring a working group's archive of issues and change proposals into a group: all of it, or nothing."""

from django.utils.translation import gettext as _

from workstreams.discussion import actions, archive
from workstreams.discussion.management.bringing import BringingIn


class Command(BringingIn):
    help = "Bring a working group's archive of issues and change proposals into a group. See docs/import-archive.md."
    format = "a file in JSON, as tools write it that keep a copy of a repository's discussion"
    unreadable = archive.Unreadable

    def bring_in(self, group, file):
        return actions.import_archive(group, file, by=None, progress=self.writing)

    def tell(self, report, group):
        say = self.stdout.write
        say(_("%(topics)d topics read for “%(group)s”.") % {"topics": report.topics, "group": group.name})
        say(_("  new threads            %5d") % report.threads)
        say(_("  new replies            %5d") % report.replies)
        say(_("  here already           %5d") % report.duplicates)
        say(_("  new tags               %5d") % report.tags)
        say(_("  references resolved    %5d") % report.resolved)
        say(_("  references unresolved  %5d") % len(report.unresolved))
        say(_("  remarks on lines of changes, left out %5d") % report.remarks)
        self.name_some([_("%(place)s: %(reference)s leads nowhere.") % one for one in report.unresolved])
        self.name_some([_("%(place)s: left out, for it has no text.") % {"place": one} for one in report.skipped])
        self.name_some([_("%(place)s: cut, for it was too long.") % {"place": one} for one in report.shortened])
