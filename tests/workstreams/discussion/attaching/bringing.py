"""Bringing a file, and what has become of it."""

from datetime import timedelta

from django.utils import timezone

from tests.workstreams.discussion import samples
from workstreams.discussion import actions
from workstreams.discussion.models import Attachment

DAY = timedelta(days=1)


def bring(group, author, content=None, name="chart.png"):
    return actions.attach(group, by=author, name=name, file=samples.named(content or samples.picture()))


def brought_before(attachment, age):
    Attachment.objects.filter(pk=attachment.pk).update(created_at=timezone.now() - age)


def is_here(attachment):
    return Attachment.objects.filter(pk=attachment.pk).exists()
