"""What publications keep of somebody who is erased. In the transaction of whoever erases."""

from django.db import connection

from workstreams.publications.models import Publication


def erase_member(member, efface):
    """Take the name out of every record, wherever it stands in its words, and out of what leads wrote. What was
    recommended, and who stood where by organisation and sector, stays."""
    with connection.cursor() as cursor:
        # The record refuses every other change; see migration 0002.
        cursor.execute("SELECT set_config('portal.erasing', 'on', true)")
    for one in Publication.objects.select_for_update(no_key=True).order_by("pk").iterator(chunk_size=50):
        record = _without(one.record, member, efface)
        reason = efface(one.withdrawn_reason)
        if (record, reason) != (one.record, one.withdrawn_reason):
            Publication.objects.filter(pk=one.pk).update(record=record, withdrawn_reason=reason)


def _without(kept, member, efface):
    if isinstance(kept, dict):
        if kept.get("member") == member.pk and "name" in kept:
            return {**kept, "name": efface.instead}
        return {name: _without(value, member, efface) for name, value in kept.items()}
    if isinstance(kept, list):
        return [_without(one, member, efface) for one in kept]
    return efface(kept) if isinstance(kept, str) else kept
