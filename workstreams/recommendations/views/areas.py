"""What became of an area's work: its groups, what they promised, what they write, what they published."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from workstreams.groups.models import Milestone, PriorityArea, WorkingGroup
from workstreams.recommendations.layout import with_publications
from workstreams.recommendations.models import Recommendation
from workstreams.recommendations.worklist import work_of


@login_not_required
@require_safe
def area(request, slug):
    """An area's page: charter, milestones, drafts, recommendations and review dates of the groups that one may see."""
    area = get_object_or_404(PriorityArea.objects.all(), slug=slug)
    groups = WorkingGroup.objects.visible_to(request.user).filter(area=area).order_by("name")
    milestones = Milestone.objects.visible_to(request.user).filter(group__area=area).order_by("due_on", "pk")
    documents = Recommendation.objects.visible_to(request.user).filter(group__area=area).for_listing()
    work = work_of(list(groups), list(milestones), with_publications(list(documents)))
    return render(request, "workstreams/recommendations/area.html", {"area": area, "work": work})
