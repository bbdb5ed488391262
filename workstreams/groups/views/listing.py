"""The priority areas with their groups."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from members.models import Sector
from workstreams.groups.models import Participation, PriorityArea, WorkingGroup
from workstreams.groups.permissions import can_found


@login_not_required
@require_safe
def groups(request):
    """The priority areas, each with those of its groups that this reader may know of."""
    visible = WorkingGroup.objects.visible_to(request.user)
    areas = PriorityArea.objects.with_groups(visible.for_listing().with_standing_of(request.user).order_by("name"))
    sectors = list(Sector.objects.all())
    seated = Participation.objects.filter(group__in=visible).sectors_by_group()
    news = import_string(settings.NEWS_OF_GROUPS)(request.user)
    for area in areas:
        for group in area.shown_groups:
            group.table = [(sector, sector.pk in seated.get(group.pk, ())) for sector in sectors]
            group.news = news.get(group.pk, "")
            group.seated = ", ".join(sector.name for sector, seated_here in group.table if seated_here)
    return render(request, "workstreams/groups/groups.html", {"areas": areas, "may_found": can_found(request.user)})
