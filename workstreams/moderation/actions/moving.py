"""Cases go along with what they are about."""

from django.db.models import Q

from workstreams.moderation.models import Appeal, Case


def on_moved(thread, group):
    """A thread, or what became part of it, stands in this group now: one of settings.ON_MOVED. What is open about it
    waits at the desk of that group; what was decided stays where it was decided."""
    Case.objects.open().filter(post__thread=thread).exclude(group=group).update(
        group=group, claimed_at=None, claimed_by=None
    )
    # One that is the secretariat's stays with it.
    here = Q(statement__decision__post__thread=thread) | Q(statement__decision__held__thread=thread)
    Appeal.objects.open().filter(here, group__isnull=False).exclude(group=group).update(group=group)
