"""What an open page of a thread asks now and then: is there anything new."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from workstreams.discussion.models import Post, Thread

EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
# Nobody waits for a number beyond this.
MOST_COUNTED = 100


def live(thread):
    """What the page tells its script (workstreams/discussion/live.html): the state of the thread that it shows. No
    query."""
    after = (thread.last_post_at - EPOCH) // MICROSECOND
    return {"etag": _etag(thread.version), "after": after, "seconds": settings.LIVE_SECONDS}


@login_not_required
@require_safe
def thread_live(request, slug, pk):
    """How many replies by others came `after` a moment (microseconds), as a sentence that links to the first of them.

    Answers 304 to whoever knows the thread's version, after one query.
    """
    threads = Thread.objects.visible_to(request.user).filter(group__slug=slug, pk=pk)
    version = threads.values_list("version", flat=True).first()
    if version is None:
        raise Http404
    response = get_conditional_response(request, etag=_etag(version)) or _news(request, pk)
    response["ETag"] = _etag(version)
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


def _news(request, pk):
    posts = Post.objects.visible_to(request.user).filter(thread=pk, created_at__gt=_moment(request)).not_hidden()
    if request.user.is_authenticated:
        posts = posts.exclude(author=request.user.pk)
    numbers = list(posts.order_by("created_at", "pk").values_list("pk", flat=True)[:MOST_COUNTED])
    return render(request, "workstreams/discussion/news.html", {"numbers": numbers, "most": MOST_COUNTED})


def _moment(request):
    try:
        return EPOCH + int(request.GET["after"]) * MICROSECOND
    except (KeyError, ValueError, OverflowError) as error:
        raise Http404 from error


def _etag(version):
    return f'W/"{version}"'
