"""What a file of organisations and people would add, and the report of what became of it. Nothing is written."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members import likeness
from members.models import Member, Organisation, Sector
from members.names import elsewhere
from members.roster import OTHER

#: So many names are held against one another, in a quarter of a minute; a file with more new ones is told so.
MOST_COMPARISONS = 150_000_000


class Plan:
    """What a file would add: organisations and people that are new, each once."""

    def __init__(self, report):
        self.report = report
        #: Rows of new organisations, and of those that somebody who applied has entered and nobody has approved yet.
        self.organisations = []
        self.people = []
        self.organisations_here = Organisation.objects.by_name()
        self.addresses_here = Member.objects.addresses()
        self.organisation_lines, self.address_lines = {}, {}
        #: Every organisation's name, here or in the file, and how it is compared.
        self.keys = {one.name: one.name_key for one in self.organisations_here.values()}
        self.comparisons = 0

    def take(self, line, row):
        """Take one row that is right in itself, and hold it against the others and against what is here."""
        if (row["type"] or "").strip().casefold() == OTHER and not row["sector"]:
            self.report.other.append(line)
        if row["organisation"] and not self._take_organisation(line, row):
            return
        if row["email"]:
            self._take_person(line, row)

    def _take_organisation(self, line, row):
        key, sector = row["organisation"].lower(), row["speaks_for"]
        here, earlier = self.organisations_here.get(key), self.organisation_lines.get(key)
        if here and here.sector != sector and row["email"]:
            self.report.wrong(line, elsewhere(here))
            return False
        if earlier and earlier[1] != sector:
            words = {"name": row["organisation"], "sector": earlier[1], "line": earlier[0]}
            self.report.wrong(line, _("“%(name)s” stands in line %(line)s under “%(sector)s”.") % words)
            return False
        if earlier:
            if not row["email"]:
                words = {"name": row["organisation"], "line": earlier[0]}
                self.report.duplicates.append((line, _("“%(name)s” stands in line %(line)s already.") % words))
            return True
        self.organisation_lines[key] = (line, sector)
        if here:
            self.report.organisations_known += 1
            if here.approved_at is None and here.sector == sector:
                self.organisations.append(row)
            if here.sector != sector:
                words = {"name": here.name, "sector": here.sector}
                self.report.duplicates.append(
                    (line, _("“%(name)s” is here under “%(sector)s” and stays there.") % words)
                )
        else:
            self.report.by_sector[sector.slug] += 1
            self.organisations.append(row)
            self._compare(line, row["organisation"])
        return True

    def _compare(self, line, name):
        """Point out a new organisation whose name is nearly another's. It is taken all the same."""
        before, self.comparisons = self.comparisons, self.comparisons + len(self.keys)
        if self.comparisons > MOST_COMPARISONS:
            if before <= MOST_COMPARISONS:
                text = _("From here on, names are not held against one another: they are too many. Split the file.")
                self.report.alike.append((line, text))
            return
        near = likeness.near(name, self.keys, limit=1)
        if near:
            words = {"name": name, "other": near[0][0]}
            self.report.alike.append((line, _("“%(name)s” is nearly “%(other)s”. Are they the same?") % words))
        self.keys[name] = likeness.key(name)

    def _take_person(self, line, row):
        earlier = self.address_lines.setdefault(row["email"], line)
        if earlier != line:
            words = {"email": row["email"], "line": earlier}
            self.report.duplicates.append((line, _("%(email)s stands in line %(line)s already.") % words))
        elif row["email"] in self.addresses_here:
            self.report.members_known += 1
        else:
            self.people.append(row)


class Report:
    """What became of a file, for people and for programs."""

    def __init__(self, dry_run):
        self.dry_run = dry_run
        self.lines = self.organisations_added = self.organisations_known = self.members_added = self.members_known = 0
        self.organisations_approved = 0
        self.by_sector = Counter()
        self.other, self.duplicates, self.alike, self.errors = [], [], [], []

    def wrong(self, line, message):
        self.errors.append((line, message))

    def as_dict(self):
        return {
            "rows": self.lines,
            "organisations_added": self.organisations_added,
            "organisations_known": self.organisations_known,
            "organisations_approved": self.organisations_approved,
            "members_added": self.members_added,
            "members_known": self.members_known,
            "by_sector": dict(self.by_sector),
            "other": self.other,
            "duplicates": [{"line": line, "message": message} for line, message in self.duplicates],
            "alike": [{"line": line, "message": message} for line, message in self.alike],
            "errors": [{"line": line, "message": message} for line, message in self.errors],
            "dry_run": self.dry_run,
        }

    def as_lines(self):
        yield from (_("line %(line)s: %(message)s") % {"line": line, "message": text} for line, text in self.errors)
        yield from (_("line %(line)s: %(message)s") % {"line": line, "message": text} for line, text in self.duplicates)
        yield from (_("line %(line)s: %(message)s") % {"line": line, "message": text} for line, text in self.alike)
        if self.errors:
            return
        yield _("%(count)s rows read.") % {"count": self.lines}
        yield _("Organisations: %(new)s new, %(known)s here already.") % {
            "new": self.organisations_added,
            "known": self.organisations_known,
        }
        if self.organisations_approved:
            yield ngettext(
                "%(count)s of these waited for approval, and is approved with this.",
                "%(count)s of these waited for approval, and are approved with this.",
                self.organisations_approved,
            ) % {"count": self.organisations_approved}
        for sector in Sector.objects.filter(slug__in=self.by_sector):
            yield f"  {self.by_sector[sector.slug]:>5}  {sector.name}"
        if self.members_added or self.members_known:
            yield _("Members: %(new)s new, %(known)s here already.") % {
                "new": self.members_added,
                "known": self.members_known,
            }
        if self.other:
            yield _("Of the type “Other”, look at their sector: lines %(lines)s.") % {
                "lines": ", ".join(map(str, self.other))
            }
        if self.dry_run:
            yield _("This was a dry run: nothing was stored.")
