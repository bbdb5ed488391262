"""How moderation works, in numbers that everybody may read: per group and quarter. No writes, no names.

Only groups that the reader may see are counted, so that no figure tells of another.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncQuarter

from workstreams.groups.models import WorkingGroup
from workstreams.moderation.docket.ages import span
from workstreams.moderation.models import Appeal, Case, Decision, Flag


class Median(Aggregate):
    """The middle one of the values: half of them are smaller (PostgreSQL's ordered-set aggregate)."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    name = "Median"


@dataclass
class Quarter:
    """What happened in one group in one quarter. `flags` that were raised, `upheld` and `dismissed` cases, `own_accord`
    restrictions that nobody had flagged, `by_rule` posts that the rule on spam hid, `appeals` that were made and
    `reversed` ones that were decided so; `median` how long half of the cases took at most, None without a case."""

    begins: date
    flags: int = 0
    upheld: int = 0
    dismissed: int = 0
    own_accord: int = 0
    by_rule: int = 0
    appeals: int = 0
    reversed: int = 0
    median: timedelta | None = None

    @property
    def number(self):
        return (self.begins.month - 1) // 3 + 1

    @property
    def took(self):
        """The median in words, "" without one."""
        return span(self.median) if self.median is not None else ""


@dataclass
class GroupFigures:
    """A group and its quarters in which something happened, the latest first."""

    group: WorkingGroup
    quarters: list = field(default_factory=list)


def figures(user, since):
    """The figures of each group that this user may see, from the quarter of the day `since` on. Five queries, however
    many groups and cases there are."""
    groups = {group.pk: group for group in WorkingGroup.objects.visible_to(user).select_related("area")}
    cells = defaultdict(dict)

    def cell(row):
        begins = row["quarter"].date()
        return cells[row["of"]].setdefault(begins, Quarter(begins))

    for row in _by_quarter(Flag.objects.filter(case__group__in=groups), "case__group", "created_at", since).annotate(
        n=Count("pk")
    ):
        cell(row).flags = row["n"]
    decided = Case.objects.filter(group__in=groups, closed_at__isnull=False)
    took = ExpressionWrapper(F("closed_at") - F("opened_at"), output_field=DurationField())
    for row in _by_quarter(decided, "group", "closed_at", since).annotate(median=Median(took)):
        cell(row).median = row["median"]
    in_force = Decision.objects.filter(group__in=groups)
    restricting = Q(kind__in=Decision.RESTRICTIONS, decided_by__isnull=False)
    for row in _by_quarter(in_force, "group", "decided_at", since).annotate(
        upheld=Count("pk", filter=restricting & Q(case__isnull=False)),
        dismissed=Count("pk", filter=Q(kind=Decision.Kind.DISMISS)),
        own_accord=Count("pk", filter=restricting & Q(case=None)),
        by_rule=Count("pk", filter=Q(decided_by=None)),
    ):
        one = cell(row)
        one.upheld, one.dismissed = row["upheld"], row["dismissed"]
        one.own_accord, one.by_rule = row["own_accord"], row["by_rule"]
    appeals = Appeal.objects.filter(group__in=groups)
    for row in _by_quarter(appeals, "group", "created_at", since).annotate(n=Count("pk")):
        cell(row).appeals = row["n"]
    reversals = appeals.filter(outcome=Appeal.Outcome.REVERSED)
    for row in _by_quarter(reversals, "group", "decided_at", since).annotate(n=Count("pk")):
        cell(row).reversed = row["n"]
    return [
        GroupFigures(group, sorted(cells[pk].values(), key=lambda one: one.begins, reverse=True))
        for pk, group in groups.items()
        if pk in cells
    ]


def _by_quarter(rows, group, moment, since):
    of = rows.filter(**{f"{moment}__gte": since}).order_by()
    return of.annotate(quarter=TruncQuarter(moment)).values("quarter", of=F(group))


def first_day_of_quarter(day, back=0):
    """The first day of the quarter of `day`, or of the one `back` quarters before."""
    months = day.year * 12 + (day.month - 1) // 3 * 3 - 3 * back
    return date(months // 12, months % 12 + 1, 1)
