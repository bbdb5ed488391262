"""Which pages are measured: their addresses on both sites, and the speed that they are to reach."""

import re
from dataclasses import dataclass
from urllib.parse import quote_plus


@dataclass(frozen=True)
class Page:
    """One page on both sites. `members` and `visitors`: the ratio to the limit that is to be reached, None for none.

    `alike`: whether both show the same posts or threads: search may rank them, the limit takes the newest.
    `many`: further pages of its kind, as (portal's path, limit's path), all asked for in turn.
    """

    name: str
    portal: str
    limit: str
    members: float | None = 0.5
    visitors: float | None = 0.6
    alike: bool = True
    many: tuple = ()

    @property
    def of_portal(self):
        return [self.portal, *(path for path, _other in self.many)]

    @property
    def of_limit(self):
        return [self.limit, *(path for _other, path in self.many)]


def pages(data, site, names, said):
    """The pages of these names, those that the portal has. Addresses come from the portal, never from a guess."""
    from django.urls import NoReverseMatch, reverse

    from workstreams.groups.models import WorkingGroup

    def thread(name):
        number, slug = data.facts["threads"][name]
        return reverse("thread", args=[slug, number])

    def limit(name):
        return f"/thread/{data.facts['threads'][name][0]}/"

    group = WorkingGroup.objects.get(slug=data.facts["threads"]["small"][1])
    listed, words = group.get_absolute_url(), quote_plus(" ".join(data.facts["words"]))
    tail = [(reverse("thread", args=[group.slug, number]), f"/thread/{number}/") for number in data.facts["tail"]]
    makers = {
        "thread": lambda: Page("thread of 50, first page", thread("small"), limit("small")),
        "last50": lambda: Page("thread of 50, last page", last_page(site, thread("small")), f"{limit('small')}?last"),
        "last": lambda: Page("thread of 10,000, last page", last_page(site, thread("large")), f"{limit('large')}?last"),
        "list": lambda: Page("thread list, first page", listed, f"/threads/{group.pk}/"),
        "list200": lambda: Page("thread list, page 200", f"{listed}?page=200", f"/threads/{group.pk}/?page=200"),
        "any": lambda: Page(
            f"{len(tail)} threads in turn, first page", *tail[0], members=None, visitors=None, many=tuple(tail[1:])
        ),
        "search": lambda: Page(
            "search, two words", f"{reverse('search')}?q={words}", f"/search/?q={words}", 1.5, 1.5, alike=False
        ),
        "large": lambda: Page("thread of 10,000, first page", thread("large"), limit("large")),
        "huge": lambda: Page("thread of 100,000, first page", thread("huge"), limit("huge")),
        "hugelast": lambda: Page(
            "thread of 100,000, last page", last_page(site, thread("huge")), f"{limit('huge')}?last"
        ),
    }
    found = {}
    for name in names:
        try:
            found[name] = makers[name]()
        except NoReverseMatch:
            said(f"The portal has no page of the name {name}.")
    return found


def shown(site, path, cookie=""):
    """The numbers of the posts, or else of the threads, that a page shows. Raises RuntimeError where it is no page."""
    answer = site.get(path, cookie)
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status} on the {site.name}, so there is nothing to measure")
    html = answer.body.decode()
    return set(re.findall(r'id="post-(\d+)"', html) or re.findall(r'/threads?/(\d+)/["?#]', html))


def last_page(site, address):
    """The address of the last page of a thread, as its first one names it."""
    answer = site.get(address)
    html = answer.body.decode()
    if answer.status != 200:
        raise LookupError(f"{address} answers {answer.status}")
    link = re.search(r'<a href="([^"]+)"[^>]*>\s*Last\s*</a>', html)
    if not link:
        raise LookupError(f"{address} has no link to its last page")
    return link[1].replace("&amp;", "&")
