"""What a good delivery says of an address."""

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from portal.postoffice.models import Mailbox


def note_arrived(addresses):
    """Count that mail servers took mail for these addresses: one query, and no row touched where none had trouble."""
    if addresses:
        Mailbox.objects.of(addresses).filter(score__gt=0, stopped_at=None).update(
            score=Greatest(F("score") + Mailbox.ARRIVED, 0), changed_at=timezone.now()
        )
