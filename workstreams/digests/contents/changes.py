"""Texts that changed in the readers' groups: charters, milestones, files."""

from collections import defaultdict

from django.db.models import Q
from django.urls import reverse

from workstreams.digests.contents.shape import Change, Section
from workstreams.discussion.models import Attachment
from workstreams.groups.models import CharterRevision, Milestone

SHOWN = 8


def read(readers, groups):
    """{index of a reader: its Section}, of those alone with changes. Three queries."""
    told = {number for reader in readers for number in reader.groups}
    if not told:
        return {}
    since = min(at for reader in readers for at in reader.groups.values())
    until = max(reader.wish.until for reader in readers)
    changed = defaultdict(list)
    for row in [*_charters(told, since, until), *_milestones(told, since, until), *_files(told, since, until)]:
        changed[row[0]].append(row)
    sections = {}
    for index, reader in enumerate(readers):
        items = _of(reader, changed, groups)
        if items:
            sections[index] = Section("changes", tuple(items[:SHOWN]), max(0, len(items) - SHOWN))
    return sections


def _of(reader, changed, groups):
    items = []
    for number, since in reader.groups.items():
        for _group, at, by, thread, make in changed.get(number, ()):
            if since < at <= reader.wish.until and by != reader.pk and not (thread and reader.mutes(thread, number)):
                items.append(make(groups[number]))
    return items


def _charters(told, since, until):
    revisions = CharterRevision.objects.filter(group__in=told, written_at__gt=since, written_at__lte=until)
    for group, at, by, number, note in revisions.order_by("-written_at").values_list(
        "group", "written_at", "written_by", "number", "note"
    ):
        yield (
            group,
            at,
            by,
            None,
            lambda group, number=number, note=note: Change(
                "charter",
                group.name,
                reverse("group_charter_revision", args=[group.slug, number]),
                note=note if group.texts_in_mail else "",
                number=number,
            ),
        )


def _milestones(told, since, until):
    settled = Q(settled_at__gt=since, settled_at__lte=until)
    milestones = Milestone.objects.filter(group__in=told).filter(
        settled | Q(created_at__gt=since, created_at__lte=until)
    )
    for group, created, settled_at, state, title, day in milestones.order_by("due_on", "pk").values_list(
        "group", "created_at", "settled_at", "state", "title", "due_on"
    ):
        yield (
            group,
            settled_at or created,
            None,
            None,
            lambda group, state=state, title=title, day=day: Change(
                str(state), group.name, group.get_absolute_url(), title=title, day=day
            ),
        )


def _files(told, since, until):
    files = Attachment.objects.filter(
        post__thread__group__in=told,
        post__created_at__gt=since,
        post__created_at__lte=until,
        post__hidden_at=None,
        post__withdrawn_at=None,
        hidden_at=None,
    )
    for group, at, by, thread, name, post, title in files.order_by("-post__created_at", "pk").values_list(
        *("post__thread__group", "post__created_at", "owner", "post__thread", "name", "post", "post__thread__title")
    ):
        yield (
            group,
            at,
            by,
            thread,
            lambda group, name=name, post=post, title=title: Change(
                "file", group.name, reverse("post", args=[post]), title=name, note=title
            ),
        )
