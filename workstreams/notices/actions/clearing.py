"""What the clock clears."""

from datetime import timedelta

from django.utils import timezone

from workstreams.notices.models import Notice

KEPT = timedelta(days=180)
BATCH = 1000


def clear_old(*, now=None):
    """Delete notices that were read and are older than 180 days, some at a time. Returns how many."""
    old = Notice.objects.filter(read_at__isnull=False, created_at__lt=(now or timezone.now()) - KEPT)
    gone = 0
    while some := list(old.order_by("created_at").values_list("pk", flat=True)[:BATCH]):
        gone += Notice.objects.filter(pk__in=some).delete()[0]
    return gone
