"""How much waits at each desk. No writes."""

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from workstreams.discussion.models import HeldPost
from workstreams.groups.models import JoinRequest
from workstreams.moderation.models import Appeal, Case

#: What waits at a group's desk: the names that `with_waiting` gives, which add up.
WAITING = ["open_cases", "open_requests", "open_held", "open_appeals"]


def with_waiting(groups):
    """Count what waits at each group's desk: `open_cases` that its leads decide, `open_requests` to join, `open_held`
    first posts, and `open_appeals`."""
    waiting = {
        "open_cases": Case.objects.open().of_leads(),
        "open_requests": JoinRequest.objects.waiting(),
        "open_held": HeldPost.objects.waiting(),
        "open_appeals": Appeal.objects.open(),
    }
    return groups.annotate(**{name: _count(rows) for name, rows in waiting.items()})


def everything():
    """All that waits at a group's desk, as a sum of what `with_waiting` counted."""
    first, *others = [F(name) for name in WAITING]
    return sum(others, start=first)


def waiting_for_secretariat():
    """{"open_cases", "open_appeals"}: what only the secretariat decides, and all appeals, for it may look at each that
    it did not decide itself. Two queries."""
    return {
        "open_cases": Case.objects.open().of_secretariat().count(),
        "open_appeals": Appeal.objects.open().count(),
    }


def _count(rows):
    counted = rows.filter(group=OuterRef("pk")).order_by().values("group").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
