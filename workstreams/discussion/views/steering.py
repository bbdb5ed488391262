"""The buttons of a thread's leads."""

from django.http import HttpResponseRedirect
from django.views.decorators.http import require_POST

from workstreams.discussion import actions
from workstreams.discussion.views.frame import thread_or_404

VERBS = {
    "pin": actions.pin_thread,
    "unpin": actions.unpin_thread,
    "lock": actions.lock_thread,
    "unlock": actions.unlock_thread,
}


@require_POST
def steer(request, slug, pk, verb):
    """Pin, unpin, lock or unlock, and back to the thread."""
    thread = VERBS[verb](thread_or_404(request, slug, pk), by=request.user)
    return HttpResponseRedirect(thread.get_absolute_url())
