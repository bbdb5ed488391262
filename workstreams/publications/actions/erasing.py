"""What publications keep of somebody who is erased. In the transaction of whoever erases."""

from django.db import connection

from members.effacing import shared_by_enough
from members.models import Member
from workstreams.publications.models import Publication


def erase_member(member, efface):
    """Take the name out of every record, wherever it stands in its words, and out of what leads wrote. What was
    recommended, and who stood where by organisation and sector, stays; but the sector of somebody who spoke for nobody
    else where too few others share it. The figures stay: they name nobody."""
    with connection.cursor() as cursor:
        # The record refuses every other change; see migration 0002.
        cursor.execute("SELECT set_config('portal.erasing', 'on', true)")
    for one in Publication.objects.select_for_update(no_key=True).order_by("pk").iterator(chunk_size=50):
        record = _without(_with_open_cells(one.record, member), member, efface)
        reason = efface(one.withdrawn_reason)
        if (record, reason) != (one.record, one.withdrawn_reason):
            Publication.objects.filter(pk=one.pk).update(record=record, withdrawn_reason=reason)


def _with_open_cells(record, member):
    ids = {said["by"]["member"] for said in [*record["positions"], *record["dissent"]]}
    if member.pk not in ids:
        return record
    former = {member.pk, *Member.objects.filter(pk__in=ids).exclude(erased_at=None).values_list("pk", flat=True)}
    others = {}
    for said in record["positions"]:
        others.setdefault(said["sector"], set()).add(said["by"]["member"])

    def opened(said):
        is_own = said["by"]["member"] in former and not said["organisation"]
        if is_own and not shared_by_enough(len(others.get(said["sector"], set()) - former)):
            return {**said, "sector": None}
        return said

    return {**record, **{part: [opened(said) for said in record[part]] for part in ("positions", "dissent")}}


def _without(kept, member, efface):
    if isinstance(kept, dict):
        if kept.get("member") == member.pk and "name" in kept:
            return {**kept, "name": efface.instead}
        return {name: _without(value, member, efface) for name, value in kept.items()}
    if isinstance(kept, list):
        return [_without(one, member, efface) for one in kept]
    return efface(kept) if isinstance(kept, str) else kept
