"""Counts of moderation that everybody may read."""

from datetime import datetime, time

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from workstreams.moderation.figures import figures, first_day_of_quarter
from workstreams.moderation.rulebook import in_force

QUARTERS = 8


@login_not_required
@require_safe
def transparency(request):
    """What was flagged, decided and appealed in the groups that this reader may see, in the last two years."""
    first = first_day_of_quarter(timezone.localdate(), back=QUARTERS - 1)
    since = timezone.make_aware(datetime.combine(first, time.min))
    context = {"groups": figures(request.user, since), "since": first, "rules": in_force()}
    return render(request, "workstreams/moderation/transparency.html", context)
