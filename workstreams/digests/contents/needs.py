"""What waits for readers who decide, as their desks show it: nothing of their own, and nothing that another decides."""

from collections import defaultdict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Min, OuterRef

from members.models import Membership
from workstreams.digests.contents.shape import Matter
from workstreams.discussion.models import HeldPost
from workstreams.groups.models import JoinRequest
from workstreams.moderation.models import Appeal, Case, Flag, Statement

ORDER = ["applications", "requests", "texts", "flags", "appeals"]


def read(readers, groups):
    """{index of a reader: its Matters, the most urgent kinds first}. Five queries at most."""
    desks = {number for reader in readers for number in reader.desks}
    waiting = defaultdict(list)
    if desks:
        for kind, rows in _rows(desks):
            for group, since, not_for in rows:
                waiting[group].append((kind, since, not_for))
    applications = _applications() if any(reader.is_secretariat for reader in readers) else None
    return {index: _of(reader, waiting, groups, applications) for index, reader in enumerate(readers)}


def _rows(desks):
    """By kind, rows of a group, since when, and the members who are not to decide."""
    requests = JoinRequest.objects.waiting().filter(group__in=desks)
    yield "requests", [(g, at, {who}) for g, at, who in requests.values_list("group", "created_at", "member")]
    texts = HeldPost.objects.waiting().filter(group__in=desks)
    yield "texts", [(g, at, {who}) for g, at, who in texts.values_list("group", "held_at", "author")]
    raised = Flag.objects.filter(case=OuterRef("pk")).order_by().values("raised_by")
    cases = Case.objects.open().of_leads().filter(group__in=desks).annotate(raisers=ArraySubquery(raised))
    yield (
        "flags",
        [
            (g, at, {who, *raisers})
            for g, at, who, raisers in cases.values_list("group", "opened_at", "author", "raisers")
        ],
    )
    decision = OuterRef("statement__decision")
    told = Statement.objects.filter(decision=decision).order_by().values("recipient")
    flagged = Flag.objects.filter(case__decisions=decision).order_by().values("raised_by")
    appeals = Appeal.objects.open().filter(group__in=desks)
    appeals = appeals.annotate(told=ArraySubquery(told), raisers=ArraySubquery(flagged))
    yield (
        "appeals",
        [
            (g, at, {who, first, *concerned, *raisers})
            for g, at, who, first, concerned, raisers in appeals.values_list(
                "group", "created_at", "appellant", "first_decided_by", "told", "raisers"
            )
        ],
    )


def _applications():
    found = Membership.objects.waiting().order_by().aggregate(count=Count("pk"), since=Min("applied_at"))
    return Matter("applications", found["count"], found["since"]) if found["count"] else None


def _of(reader, waiting, groups, applications):
    matters = [applications] if applications and reader.is_secretariat and reader.wish.covers_all else []
    for number in reader.desks:
        by_kind = defaultdict(list)
        for kind, since, not_for in waiting.get(number, ()):
            if reader.pk not in not_for:
                by_kind[kind].append(since)
        group = groups[number]
        matters += [Matter(kind, len(all_), min(all_), group.name, group.slug) for kind, all_ in by_kind.items()]
    return tuple(sorted(matters, key=lambda matter: (ORDER.index(matter.kind), matter.since)))
