"""Recommendations that went on in the readers' groups: new revisions, and steps that were taken."""

from collections import defaultdict

from workstreams.digests.contents.shape import Change, Section
from workstreams.recommendations.models import Event
from workstreams.recommendations.steps import Step

SHOWN = 8


def read(readers, groups):
    """{index of a reader: its Section}, of those alone with news. One query."""
    told = {number for reader in readers for number in reader.groups}
    if not told:
        return {}
    since = min(at for reader in readers for at in reader.groups.values())
    until = max(reader.wish.until for reader in readers)
    events = (
        Event.objects.filter(kind__in=[Event.Kind.REVISION, Event.Kind.STEP], recommendation__group__in=told)
        .filter(at__gt=since, at__lte=until)
        .select_related("recommendation")
        .in_order()
    )
    by_group = defaultdict(list)
    for event in events:
        by_group[event.recommendation.group_id].append(event)
    sections = {}
    for index, reader in enumerate(readers):
        items = _of(reader, by_group, groups)
        if items:
            sections[index] = Section("documents", tuple(items[:SHOWN]), max(0, len(items) - SHOWN))
    return sections


def _of(reader, by_group, groups):
    """One line for each document, the one that went on last first within its group."""
    items = []
    for number, since in reader.groups.items():
        if reader.mutes(None, number):
            continue
        lines = {}
        for event in by_group.get(number, ()):
            if since < event.at <= reader.wish.until and event.by_id != reader.pk:
                events = lines.pop(event.recommendation_id, [])
                lines[event.recommendation_id] = [*events, event]
        items += [line for events in reversed(lines.values()) if (line := _line(events, groups[number]))]
    return items


def _line(events, group):
    document = events[0].recommendation
    document.group = group
    step = next((event.after for event in reversed(events) if event.kind == Event.Kind.STEP), "")
    revision = next((event for event in reversed(events) if event.kind == Event.Kind.REVISION), None)
    if step == Step.PUBLISHED:  # see published
        return None
    return Change(
        "document",
        group.name,
        document.get_absolute_url(),
        title=document.title,
        note=revision.why if revision and group.texts_in_mail else "",
        number=revision.revision_number if revision else 0,
        step=step,
        day=document.step_ends_at if step == document.step else None,
    )
