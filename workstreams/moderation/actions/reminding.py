"""Reminding of what has waited for long. The clock starts it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from workstreams.moderation.actions.telling import tell, tell_of_appeal, tell_of_case
from workstreams.moderation.models import Appeal, Case, Letter

#: As long as a flag may wait before somebody is reminded of it.
WAITED_FOR = timedelta(hours=48)


@transaction.atomic
def remind_of_appeals(now=None):
    """Write once to those who may decide an appeal that has waited for two days, and to the secretariat. Returns of how
    many."""
    now = now or timezone.now()
    reminded = Letter.objects.filter(appeal=OuterRef("pk"), kind=Letter.Kind.APPEAL_WAITS)
    late = Appeal.objects.open().filter(~Exists(reminded), created_at__lte=now - WAITED_FOR)
    late = list(late.select_for_update(of=["self"], skip_locked=True).select_related("group", "statement__decision"))
    for appeal in late:
        told = tell_of_appeal(appeal, Letter.Kind.APPEAL_WAITS)
        if None not in told:
            tell(Letter.Kind.APPEAL_WAITS, None, appeal=appeal)
    return len(late)


@transaction.atomic
def remind_of_cases(now=None):
    """Write to those who may decide the cases that have waited for two days: once for each case, and for all that a
    round finds at one desk one letter, about the oldest of them. Returns of how many cases."""
    now = now or timezone.now()
    late = Case.objects.open().filter(reminded_at=None, opened_at__lte=now - WAITED_FOR).longest_waiting()
    late = list(late.select_for_update(of=["self"], skip_locked=True).select_related("group"))
    desks = {}
    for case in late:
        # What was passed on waits at the secretariat's desk, whatever group it comes from.
        desks.setdefault(None if case.escalated_at else case.group_id, case)
    for oldest in desks.values():
        tell_of_case(oldest, Letter.Kind.CASE_WAITS)
    Case.objects.filter(pk__in=[case.pk for case in late]).update(reminded_at=now)
    return len(late)
