"""When two organisations become one, each call keeps one position of it."""

from django.db import transaction
from django.utils import timezone

from workstreams.consensus.models import Call, Position
from workstreams.recommendations.models import Recommendation


@transaction.atomic
def before_merge(duplicate, into):
    """Where both take a position on a call, the later one counts from now on and the other is kept, in the transaction
    of the merge (settings.BEFORE_MERGE), which holds both organisations: nobody takes a position for them meanwhile.
    An objection that the earlier one raised stands, and is answered like any other."""
    both = Position.objects.current().filter(organisation__in=[duplicate, into])
    twice = both.filter(organisation=into, call__in=both.filter(organisation=duplicate).order_by().values("call"))
    calls = list(twice.order_by().values_list("call", flat=True))
    documents = Recommendation.objects.filter(calls__in=calls).order_by("pk").distinct().values_list("pk", flat=True)
    list(Recommendation.objects.select_for_update(no_key=True).filter(pk__in=list(documents)).order_by("pk"))
    list(Call.objects.select_for_update(no_key=True).filter(pk__in=calls).order_by("pk"))
    now, found = timezone.now(), {}
    for position in both.filter(call__in=calls).order_by("taken_at", "pk").select_for_update(no_key=True):
        found.setdefault(position.call_id, []).append(position)
    for earlier, _later in found.values():
        earlier.superseded_at = now
        earlier.save(update_fields=["superseded_at"])
