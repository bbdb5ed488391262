"""What happened to a document, kept in the transaction of whoever did it."""

from django.conf import settings
from django.utils.module_loading import import_string

from workstreams.recommendations.models import Event


def record(recommendation, kind, *, by, before="", after="", revision_number=None, why="", at=None):
    """Keep an event, and tell what stands above (settings.ON_DOCUMENT_EVENT). Returns it."""
    moment = {"at": at} if at else {}
    event = Event.objects.create(
        recommendation=recommendation,
        kind=kind,
        by=by,
        before=before,
        after=after,
        revision_number=revision_number,
        why=why,
        **moment,
    )
    for name in settings.ON_DOCUMENT_EVENT:
        import_string(name)(event)
    return event
