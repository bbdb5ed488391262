"""Each page on both sites in turn, round after round: what drifts on the machine meets both alike."""

from dataclasses import dataclass
from statistics import median

from stage.load import load
from stage.pages import shown

MEMBER, VISITOR = "signed in", "anonymous"
WARM = 1  # seconds on each site before the first round of a page


@dataclass(frozen=True)
class Compared:
    """One page for one kind of reader: the rounds on both sites, side by side."""

    page: object
    reader: str
    ours: list
    theirs: list
    same: bool

    @property
    def ratios(self):
        return [one.rate / other.rate for one, other in zip(self.ours, self.theirs, strict=True)]

    @property
    def ratio(self):
        """Of the round in the middle: each round has its own, for both halves of it met the same machine."""
        return median(self.ratios)

    @property
    def target(self):
        return self.page.members if self.reader == MEMBER else self.page.visitors

    @property
    def wrong(self):
        return sum(one.wrong for one in [*self.ours, *self.theirs])

    def middle(self, what, site="ours"):
        return median(getattr(one, what) for one in getattr(self, site))


def compare(portal, limit, pages, cookies, *, rounds, seconds, said=lambda compared: None):
    """Load every page for members and for visitors. Returns a list of Compared; each is `said` when it is known."""
    asked = [(page, reader) for page in pages for reader in (MEMBER, VISITOR)]
    jars = {MEMBER: cookies, VISITOR: {"portal": [""], "limit": [""]}}
    found = {each: ([], []) for each in asked}
    same = {(page, reader): _same(portal, limit, page, jars[reader]) for page, reader in asked}
    for number in range(rounds):
        for page, reader in asked:
            sites = [(portal, page.of_portal, 0), (limit, page.of_limit, 1)]
            for site, paths, place in reversed(sites) if number % 2 else sites:
                if not number:
                    load(site, paths, jars[reader][site.name], WARM)
                found[page, reader][place].append(load(site, paths, jars[reader][site.name], seconds))
            if number == rounds - 1:
                said(Compared(page, reader, *found[page, reader], same[page, reader]))
    return [Compared(page, reader, *found[page, reader], same[page, reader]) for page, reader in asked]


def _same(portal, limit, page, cookies):
    """Whether both sites show the same posts or threads. Raises RuntimeError where one of them shows no page."""
    found = [shown(site, path, cookies[site.name][0]) for site, path in ((portal, page.portal), (limit, page.limit))]
    return found[0] == found[1] or not page.alike
