"""Forgetting mail that was settled long ago."""

from django.utils import timezone

from workstreams.replies.models import Received


def tidy(*, now=None):
    """Delete the words of what was refused or failed a month ago, and later the rows. Safe to run twice."""
    now = now or timezone.now()
    Received.objects.with_old_words(now).update(raw=None, text="")
    Received.objects.outlived(now).delete()
