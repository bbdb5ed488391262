"""Forgetting mail that was settled long ago, and addresses that have worked for long."""

from django.utils import timezone

from portal.postoffice import actions as postoffice
from workstreams.replies.models import Received


def tidy(*, now=None):
    """Delete the words of what was refused or failed a month ago, and later the rows. Safe to run twice."""
    now = now or timezone.now()
    Received.objects.with_old_words(now).update(raw=None, text="")
    Received.objects.outlived(now).delete()
    postoffice.forget_old(now=now)
