"""What a member follows and has read: small buttons of a thread's page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from workstreams.discussion import actions, unread
from workstreams.discussion.models import Post, Thread
from workstreams.discussion.views.reading import address_of

#: A page has far fewer posts; a request with more is none of ours.
MOST_POSTS = 500


def _thread_or_404(request, slug, pk):
    threads = Thread.objects.visible_to(request.user).select_related("group")
    return get_object_or_404(threads, group__slug=slug, pk=pk)


@require_POST
def thread_follow(request, slug, pk):
    """Choose how closely to follow a thread, and back to the page that the button stood on."""
    thread = _thread_or_404(request, slug, pk)
    try:
        actions.follow_thread(thread, by=request.user, level=request.POST.get("level", ""))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return HttpResponseRedirect(thread.get_absolute_url())


@require_POST
def thread_read(request, slug, pk):
    """Move the read mark: to the posts `posts` that were shown, or past the whole thread up to the post `until`.

    A script sends it as one reads, and is answered in a word; a button leads back to the thread.
    """
    thread = _thread_or_404(request, slug, pk)
    posts = _numbers(request.POST.getlist("posts"))
    try:
        if until := _numbers([request.POST.get("until", "")]):
            actions.mark_thread_read(thread, by=request.user, until=until[0])
        else:
            actions.mark_read(thread, by=request.user, posts=posts)
    except ValidationError:
        # The same once more, from here: it is led to where the thread is now (see middleware).
        return HttpResponseRedirect(request.get_full_path(), preserve_request=True)
    if request.POST.get("quietly"):
        return HttpResponse(status=204)
    return HttpResponseRedirect(thread.get_absolute_url())


def _numbers(values):
    """The numbers of posts that were sent, in any of "1", "2" or "1,2"; whatever else was sent is none."""
    words = [word for value in values[:MOST_POSTS] for word in value[: MOST_POSTS * 20].split(",")]
    return [int(word) for word in words[:MOST_POSTS] if word.isascii() and word.isdigit() and len(word) <= 18]


@require_safe
@never_cache
def thread_unread(request, slug, pk):
    """Lead to the first unread post in the order of reading, or the next one below the post `after`; to the newest
    post where nothing is unread."""
    threads = Thread.objects.visible_to(request.user).select_related("group")
    thread = get_object_or_404(unread.with_reading(threads, request.user), group__slug=slug, pk=pk)
    after = _numbers([request.GET.get("after", "")])
    post = unread.next_unread(thread, request.user, after=after[0] if after else None)
    if post is None:
        post = Post.objects.visible_to(request.user).filter(thread=thread).order_by("-created_at", "-pk").first()
    if post is None:
        # It was merged, or taken back, since the thread was looked up.
        raise Http404
    post.thread = thread
    return HttpResponseRedirect(address_of(post))
