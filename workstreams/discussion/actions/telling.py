"""Saying on this floor what a lead changed, so that what stands above can keep a log of it, or go along."""

from django.conf import settings
from django.utils.module_loading import import_string


def steered(event, *, by, group, thread=None, post=None, member=None, reason="", before="", after=""):
    """Somebody who leads did something: `event` is its name, `by` who (None where a rule acted), `before` and `after`
    are what it changed, as text. In the transaction of whoever did it; settings.ON_STEERED names what keeps it."""
    for name in settings.ON_STEERED:
        import_string(name)(
            event,
            by=by,
            group=group,
            thread=thread,
            post=post,
            member=member,
            reason=reason,
            before=before,
            after=after,
        )


def moved(thread):
    """The posts of a thread, or some of them, came to stand in its group from another. In the transaction of whoever
    moved them. What goes along is named by settings.ON_MOVED."""
    for name in settings.ON_MOVED:
        import_string(name)(thread, thread.group)
