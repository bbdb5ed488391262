"""Former addresses of groups lead on."""

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse

from workstreams.groups.models import WorkingGroup

BELOW_A_GROUP = "workstreams/<slug:slug>/"


class FormerAddressMiddleware:
    """Sends every page below a group's former address to the same page below the one it has now.

    Nothing is looked up unless a page was not found. Only groups that this reader may know of lead on: for everybody
    else the old address answers as the new one does, as if it had never been. A press is sent on with all that was
    typed into its form (308).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != 404 or match is None or not match.route.startswith(BELOW_A_GROUP):
            return response
        groups = WorkingGroup.objects.visible_to(request.user)
        group = groups.filter(former_addresses__slug=match.kwargs["slug"]).first()
        if group is None:
            return response
        here = reverse(match.view_name, kwargs={**match.kwargs, "slug": group.slug})
        query = request.META.get("QUERY_STRING", "")
        moved = HttpResponsePermanentRedirect(f"{here}?{query}" if query else here)
        if request.method not in {"GET", "HEAD"}:
            moved.status_code = 308
        return moved
