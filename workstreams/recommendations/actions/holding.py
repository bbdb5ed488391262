"""Holding a document for as long as a transaction lasts: its group first, as everywhere."""

from workstreams.groups.models import WorkingGroup
from workstreams.recommendations.models import Recommendation


def held(recommendation):
    """The document as it stands now, locked, with its group. Lock order: groups, recommendations, then what hangs on
    them."""
    group = WorkingGroup.objects.select_for_update(no_key=True).get(pk=recommendation.group_id)
    found = Recommendation.objects.select_for_update(no_key=True).get(pk=recommendation.pk)
    found.group = group
    return found
