"""What the readers' groups published."""

from collections import defaultdict

from workstreams.digests.contents.shape import Change, Section
from workstreams.publications.models import Publication

SHOWN = 8


def read(readers, groups):
    """{index of a reader: its Section}, of those alone whose groups published anything. One query."""
    told = {number for reader in readers for number in reader.groups}
    if not told:
        return {}
    since = min(at for reader in readers for at in reader.groups.values())
    until = max(reader.wish.until for reader in readers)
    found = Publication.objects.in_force().filter(recommendation__group__in=told)
    found = found.filter(published_at__gt=since, published_at__lte=until).select_related("recommendation")
    by_group = defaultdict(list)
    for publication in found.for_listing():
        by_group[publication.recommendation.group_id].append(publication)
    sections = {}
    for index, reader in enumerate(readers):
        items = tuple(_of(reader, by_group, groups))
        if items:
            sections[index] = Section("published", items[:SHOWN], max(0, len(items) - SHOWN))
    return sections


def _of(reader, by_group, groups):
    for number, since in reader.groups.items():
        for one in by_group.get(number, ()):
            is_new = since < one.published_at <= reader.wish.until
            if is_new and one.published_by_id != reader.pk and not reader.mutes(None, number):
                yield Change("publication", groups[number].name, one.get_absolute_url(), title=one.title, note=str(one))
