"""What the clock clears."""

from datetime import timedelta

from django.utils import timezone

from workstreams.notices.models import Mailing, Notice

KEPT = timedelta(days=180)
BATCH = 1000


def clear_old(*, now=None):
    """Delete notices that were read, and mails of notices that are settled, both older than 180 days; some at a time.
    Returns how many."""
    before = (now or timezone.now()) - KEPT
    read = Notice.objects.filter(read_at__isnull=False, created_at__lt=before).order_by("created_at")
    settled = Mailing.objects.filter(settled_at__lt=before).order_by("settled_at")
    return _cleared(read) + _cleared(settled)


def _cleared(old):
    gone = 0
    while some := list(old.values_list("pk", flat=True)[:BATCH]):
        gone += old.model.objects.filter(pk__in=some).delete()[1][old.model._meta.label]
    return gone
