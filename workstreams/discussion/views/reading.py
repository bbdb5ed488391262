"""Reading: a group's threads, a thread, the page that holds a post."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from workstreams.discussion import actions, tree
from workstreams.discussion.models import Post
from workstreams.discussion.permissions import can_reply
from workstreams.discussion.questions import group_for, page_holding
from workstreams.discussion.quoting import quoted
from workstreams.discussion.views.arranging import arrangement
from workstreams.discussion.views.drafting import draft_of
from workstreams.discussion.views.frame import composer, posts_of, reply_form, thread_or_404
from workstreams.discussion.views.list import list_page
from workstreams.discussion.views.page import thread_page


@login_not_required
@require_safe
def group(request, slug):
    """A group's own page: its threads, pinned ones first, and who sits at its table."""
    group = group_for(request.user, slug)
    if group is None:
        raise Http404
    return list_page(request, group)


@login_not_required
@require_safe
def thread(request, slug, pk):
    """A page of a thread: from the post `from`, and with a composer under the post `reply`, quoting `quote`."""
    thread = thread_or_404(request, slug, pk)
    start, reply = _number(request, "from"), _number(request, "reply")
    answered = None
    if reply and can_reply(request.user, thread):
        answered = posts_of(thread, request.user).filter(pk=reply).first()
    is_open = not thread.locked_at and thread.group.takes_posts
    form = _quoting(request, thread, answered) if answered and is_open else None
    if answered and request.htmx and is_open:
        fragment = {"composer": composer(thread, request.user, form, parent=answered)}
        response = render(request, "workstreams/discussion/composer.html", fragment)
    else:
        if answered and start is None:
            start = tree.page_holding(posts_of(thread, request.user), answered)
        arranged = arrangement(request, thread)
        response = thread_page(request, thread, start=start, arranged=arranged, answered=answered, form=form)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _quoting(request, thread, answered):
    """The form of an answer with the words of the post `quote`, where this reader may read them; else None."""
    number = _number(request, "quote")
    posts = Post.objects.visible_to(request.user).filter(thread=thread).words_for(request.user)
    post = number and posts.select_related("author").filter(pk=number).first()
    if not post:
        return None
    draft = draft_of(request.user, actions.answer_to(thread, answered))
    quote = quoted(post.body, post.author.name, post.get_absolute_url())
    return reply_form(thread, request.user, draft, parent=answered, quote=quote)


def _number(request, name):
    value = request.GET.get(name)
    if value is None:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 18:
        raise Http404
    return int(value)


@login_not_required
@require_safe
def post(request, pk):
    """A post's lasting address: leads to it, on the page of its thread that holds it today."""
    post = get_object_or_404(
        Post.objects.visible_to(request.user).select_related("thread__group").defer("body", "body_html"), pk=pk
    )
    return HttpResponseRedirect(address_of(post))


def address_of(post):
    """Where a post that the reader may read stands now: the page of its thread that holds it, and its place there."""
    start = page_holding(post.thread, post)
    query = f"?from={start}" if start else ""
    return f"{post.thread.get_absolute_url()}{query}#post-{post.pk}"
