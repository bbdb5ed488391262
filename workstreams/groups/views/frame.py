"""The group whose page it is."""

from django.shortcuts import get_object_or_404

from workstreams.groups.models import WorkingGroup


def group_or_404(request, slug):
    visible = WorkingGroup.objects.visible_to(request.user)
    return get_object_or_404(visible.for_listing().with_standing_of(request.user), slug=slug)
