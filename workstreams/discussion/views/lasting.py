"""Lasting addresses: a thread by its number alone, wherever it stands and whatever it became."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.views.decorators.http import require_safe

from workstreams.discussion.placing import place_now


@login_not_required
@require_safe
def thread_number(request, pk):
    """Leads to the thread with this number, or to the post with which it began where it was merged into another."""
    thread, post = place_now(pk, request.user)
    if thread is None:
        raise Http404
    return HttpResponseRedirect((post or thread).get_absolute_url())
