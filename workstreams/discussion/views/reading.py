"""Reading: a group's threads, a thread, the page that holds a post."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from workstreams.discussion import actions, tree
from workstreams.discussion.models import Post, Thread
from workstreams.discussion.permissions import can_reply
from workstreams.discussion.quoting import quoted
from workstreams.discussion.views.drafting import draft_of
from workstreams.discussion.views.frame import composer, posts_of, reply_form, thread_context, thread_or_404
from workstreams.groups.heading import heading
from workstreams.groups.models import WorkingGroup
from workstreams.groups.table import table

THREADS_A_PAGE = 30


@login_not_required
@require_safe
def group(request, slug):
    """A group's own page: its threads, pinned ones first, and who sits at its table."""
    visible = WorkingGroup.objects.visible_to(request.user)
    group = get_object_or_404(visible.for_listing().with_standing_of(request.user), slug=slug)
    threads = Thread.objects.visible_to(request.user).filter(group=group).for_group_page()
    paginator = Paginator(threads, THREADS_A_PAGE)
    paginator.count = group.thread_count  # was counted with the group
    page = paginator.get_page(request.GET.get("page"))
    for thread in page:
        thread.group = group  # its address is written with the group's
    seats = table(group)
    return render(
        request,
        "workstreams/discussion/group.html",
        {
            "head": heading(group, request.user, tab="group"),
            "page": page,
            "threads": [(thread, [voice.sector_id for voice in thread.voices.all()]) for thread in page],
            "sectors": [sector for sector, _count in seats.seats],
            "table": seats,
        },
    )


@login_not_required
@require_safe
def thread(request, slug, pk):
    """A page of a thread: from the post `from`, and with a composer under the post `reply`."""
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
        context = thread_context(thread, request.user, start=start, answered=answered)
        response = render(request, "workstreams/discussion/thread.html", context)
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
    return HttpResponseRedirect(address_of(post, request.user))


def address_of(post, user):
    """Where a post stands now: the page of its thread that holds it, and its place there."""
    start = tree.page_holding(Post.objects.visible_to(user).filter(thread=post.thread), post)
    query = f"?from={start}" if start else ""
    return f"{post.thread.get_absolute_url()}{query}#post-{post.pk}"
