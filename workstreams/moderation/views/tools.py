"""What the leads do with a thread: another title, slow mode, moving, merging; and making a thread of a branch."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.fragments import refuse
from workstreams.discussion import actions as discussion
from workstreams.discussion import tree
from workstreams.discussion.models import Post, Thread
from workstreams.discussion.permissions import can_steer
from workstreams.groups.models import WorkingGroup
from workstreams.moderation import actions
from workstreams.moderation.docket import readers
from workstreams.moderation.forms import MergeForm, MoveForm, RetitleForm, SlowForm, SplitForm
from workstreams.moderation.permissions import can_decide

PAGE = "workstreams/moderation/tools.html"
SPLIT = "workstreams/moderation/split.html"


@require_http_methods(["GET", "HEAD", "POST"])
def thread_tools(request, slug, pk):
    """All that leads can do with a thread, each with a form of its own; `act` names the one that was sent."""
    threads = Thread.objects.visible_to(request.user).select_related("group__area", "author")
    thread = get_object_or_404(threads, group__slug=slug, pk=pk)
    if not can_steer(request.user, thread):
        raise PermissionDenied(_("The leads of this group steer its threads. You can flag one, and they decide."))
    act = request.POST.get("act", "")
    if act == "unslow":
        discussion.unslow_thread(thread, by=request.user)
        messages.success(request, _("Everybody posts as often as they like again."))
        return HttpResponseRedirect(thread.get_absolute_url())
    forms = _forms(request, thread, act)
    form, verb = forms.get(act), VERBS.get(act)
    if form and form.is_valid():
        try:
            done = verb(request, thread, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return HttpResponseRedirect(done.get_absolute_url())
    context = _context(request, thread, forms, act)
    return refuse(request, PAGE, context) if request.method == "POST" else render(request, PAGE, context)


def _forms(request, thread, act):
    def sent(name):
        return {"data": request.POST if act == name else None, "auto_id": f"{name}_%s"}

    led = WorkingGroup.objects.visible_to(request.user).moderated_by(request.user)
    groups = led.exclude(pk=thread.group_id).taking_posts().order_by("name")
    threads = Thread.objects.visible_to(request.user).filter(group__in=led).select_related("group")
    before = {"thread": thread, "readers_of": readers}
    return {
        "retitle": RetitleForm(initial={"title": thread.title}, **sent("retitle")),
        "slow": SlowForm(**sent("slow")),
        "move": MoveForm(groups=groups, **before, **sent("move")),
        "merge": MergeForm(threads=threads, **before, **sent("merge")),
    }


def _retitle(request, thread, said):
    decision = actions.retitle(thread, by=request.user, **said)
    messages.success(request, _("The thread has its new title. Whoever opened it is told why."))
    return decision.post.thread


def _slow(request, thread, said):
    messages.success(request, _("The thread is slow now. It ends by itself."))
    return discussion.slow_thread(thread, by=request.user, **said)


def _move(request, thread, said):
    moved = discussion.move_thread(thread, by=request.user, to=said["to"])
    messages.success(
        request, _("The thread stands in %(group)s now. Its old address leads there.") % {"group": said["to"]}
    )
    return moved


def _merge(request, thread, said):
    root = thread.posts.get(parent=None)
    discussion.merge_threads(thread, by=request.user, into=said["into"])
    messages.success(request, _("The threads are one now. The old address leads here."))
    return root


VERBS = {"retitle": _retitle, "slow": _slow, "move": _move, "merge": _merge}


def _context(request, thread, forms, act):
    root = Post.objects.visible_to(request.user).select_related("author").get(thread=thread, parent=None)
    root.thread = thread
    return {
        "thread": thread,
        "root": root,
        "forms": forms,
        "act": act,
        "sent": forms.get(act),
        "may_decide": can_decide(request.user, root),
        "own": root.author_id == request.user.pk,
        "readers": readers(thread.group),
        "crumbs": [(thread.group.name, thread.group.get_absolute_url()), (thread.title, thread.get_absolute_url())],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def split_post(request, pk):
    """Make a post and the answers to it a thread of its own."""
    posts = Post.objects.visible_to(request.user).readable_by(request.user)
    post = get_object_or_404(posts.select_related("author", "sector", "thread__group"), pk=pk)
    if not can_steer(request.user, post.thread):
        raise PermissionDenied(_("The leads of this group split threads."))
    form = SplitForm(request.POST if request.method == "POST" else None)
    in_thread = Post.objects.visible_to(request.user).filter(thread=post.thread)
    group, thread = post.thread.group, post.thread
    context = {
        "post": post,
        "form": form,
        "answers": tree.branch(in_thread, post).exclude(pk=post.pk).count(),
        "crumbs": [(group.name, group.get_absolute_url()), (thread.title, post.get_absolute_url())],
    }
    if request.method != "POST":
        return render(request, SPLIT, context)
    if form.is_valid():
        try:
            new = discussion.split_subtree(post, by=request.user, title=form.cleaned_data["title"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("This is a thread of its own now. The addresses of its posts stay as they were.")
            )
            return HttpResponseRedirect(new.get_absolute_url())
    return refuse(request, SPLIT, context)
