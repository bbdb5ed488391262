"""Opening a revision to more than its group, in the transaction of whoever consults or publishes."""

from workstreams.recommendations.models import Revision

WIDER = [Revision.Audience.GROUP, Revision.Audience.MEMBERS, Revision.Audience.PUBLIC]


def open_revision(revision, audience):
    """Let this audience read a revision. What is open already to more stays so. Returns it."""
    revision = Revision.objects.select_for_update(no_key=True).get(pk=revision.pk)
    if WIDER.index(audience) > WIDER.index(revision.audience):
        revision.audience = audience
        revision.save(update_fields=["audience"])
    return revision
