"""What is in digests: read for a batch of them with a fixed number of queries, with the rights of this moment.

Never in one: the reader's own words, hidden or withdrawn posts, what they muted, groups that they left or may not see.
A later app that has something to tell in every digest adds a function to `SECTIONS`: readers and groups in, a Section
for each reader who has one out.
"""

from members import models as members
from workstreams.digests.contents import asked, changes, documents, needs, published, readers
from workstreams.digests.contents.shape import News, Said, SearchNews, Sector, Wish
from workstreams.digests.contents.threads import Tallies
from workstreams.digests.contents.words import CHARACTERS_OF_A_HIT, excerpt
from workstreams.search.fresh import fresh_for_all

__all__ = ["News", "Wish", "collect"]

#: What follows the groups, in this order.
SECTIONS = [documents.read, published.read, changes.read]


def collect(wishes):
    """The News of each wish, in their order. The members are to come `with_standing` (see audience). As many queries
    for one as for all of a batch, at most."""
    wishes = list(wishes)
    if not wishes:
        return []
    all_readers, groups = readers.of(wishes)
    tallies = Tallies(all_readers, groups)
    readers.learn_levels(all_readers, tallies.threads)
    told = tallies.read(all_readers)
    matters = needs.read(all_readers, groups)
    dues = asked.read(all_readers)
    sections = [read(all_readers, groups) for read in SECTIONS]
    searches = _searches(wishes)
    sectors = tuple(Sector(one.pk, str(one), one.mark) for one in members.Sector.objects.all())
    return [
        News(
            matters=matters[index],
            dues=dues[index],
            groups=told[index],
            sections=tuple(section[index] for section in sections if index in section),
            searches=searches[index],
            sectors=sectors,
            seats=reader.seats,
            silent=tuple(groups[number].name for number in reader.silent),
        )
        for index, reader in enumerate(all_readers)
    ]


def _searches(wishes):
    """What the saved searches of each found; those of a digest that tells of single groups alone wait for the next."""
    asked = [(wish.member, wish.since, wish.until) if wish.covers_all else None for wish in wishes]
    return [
        tuple(SearchNews(one.saved.name, one.saved.query, tuple(map(_hit, one.posts)), one.more) for one in found)
        for found in fresh_for_all(asked)
    ]


def _hit(post):
    """A post that a search found. Where its group keeps texts out of mail, its thread's title alone."""
    title = post.thread.title
    if not post.thread.group.texts_in_mail:
        return Said(post.pk, "", "", "", "", title)
    sector, organisation = str(post.sector or ""), str(post.organisation or "")
    return Said(post.pk, post.author.name, sector, organisation, excerpt(post.body_html, CHARACTERS_OF_A_HIT), title)
