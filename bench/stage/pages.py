"""Which pages are measured: their addresses on both sites, and the speed that they are to reach."""

import re
from dataclasses import dataclass
from urllib.parse import quote_plus


@dataclass(frozen=True)
class Page:
    """One page on both sites. `members` and `visitors`: the ratio to the limit that is to be reached."""

    name: str
    portal: str
    limit: str
    members: float = 0.5
    visitors: float = 0.6


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
    makers = {
        "thread": lambda: Page("thread of 50, first page", thread("small"), limit("small")),
        "last50": lambda: Page("thread of 50, last page", last_page(site, thread("small")), f"{limit('small')}?last"),
        "last": lambda: Page("thread of 10,000, last page", last_page(site, thread("large")), f"{limit('large')}?last"),
        "list": lambda: Page("thread list, first page", listed, f"/threads/{group.pk}/"),
        "list200": lambda: Page("thread list, page 200", f"{listed}?page=200", f"/threads/{group.pk}/?page=200"),
        "search": lambda: Page("search, two words", f"{reverse('search')}?q={words}", f"/search/?q={words}", 1.5, 1.5),
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
