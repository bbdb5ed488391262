"""Former addresses of threads lead on."""

from django.http import HttpResponseRedirect
from django.urls import reverse

from workstreams.discussion.placing import place_now

BELOW_A_THREAD = "workstreams/<slug:slug>/threads/<int:pk>/"


class FormerThreadMiddleware:
    """Sends every page of a thread that was moved or merged to the same page where it stands now.

    Nothing is looked up unless a page was not found. Only threads that this reader may know of lead on: for everybody
    else the old address answers as one that never was. A press is sent on with all that was typed into its form (307).
    None of it is for good, as a browser would keep it: a thread may be moved back.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != 404 or match is None or not match.route.startswith(BELOW_A_THREAD):
            return response
        thread, post = place_now(match.kwargs["pk"], request.user)
        if thread is None or (thread.pk, thread.group.slug) == (match.kwargs["pk"], match.kwargs["slug"]):
            return response
        if post and match.view_name == "thread":
            return HttpResponseRedirect(post.get_absolute_url())
        here = reverse(match.view_name, kwargs={"slug": thread.group.slug, "pk": thread.pk})
        query = request.META.get("QUERY_STRING", "")
        again = request.method not in {"GET", "HEAD"}
        return HttpResponseRedirect(f"{here}?{query}" if query else here, preserve_request=again)
