"""Hiding a post of a lead's own accord: alone, with the answers to it, or with the thread that it begins."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.fragments import refuse
from workstreams.discussion import tree
from workstreams.discussion.models import Post
from workstreams.moderation import actions
from workstreams.moderation.forms import HideForm
from workstreams.moderation.permissions import can_decide, can_see_desk

PAGE = "workstreams/moderation/hide.html"


@require_http_methods(["GET", "HEAD", "POST"])
def hide_post(request, pk):
    """Ask a lead how much is hidden, and why; by POST, hide it, flagged or not."""
    posts = Post.objects.visible_to(request.user).readable_by(request.user)
    post = get_object_or_404(posts.select_related("author", "sector", "organisation", "thread__group"), pk=pk)
    _ask(request.user, post)
    in_thread = Post.objects.visible_to(request.user).filter(thread=post.thread)
    answers = tree.branch(in_thread, post).filter(hidden_at=None).exclude(pk=post.pk).count()
    asked = {"answers": answers, "is_first": post.parent_id is None}
    form = HideForm(request.POST if request.method == "POST" else None, initial={"scope": _offered(request)}, **asked)
    crumbs = [
        (post.thread.group.name, post.thread.group.get_absolute_url()),
        (post.thread.title, post.get_absolute_url()),
    ]
    context = {"post": post, "form": form, "crumbs": crumbs}
    if request.method != "POST":
        return render(request, PAGE, context)
    if form.is_valid():
        try:
            actions.hide(post, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("It is hidden. Whoever wrote it is told why, and how to appeal."))
            return HttpResponseRedirect(post.get_absolute_url())
    return refuse(request, PAGE, context)


def _ask(user, post):
    if not can_see_desk(user, post.thread.group):
        raise PermissionDenied(_("The leads of this group hide posts. You can flag it, and they decide."))
    if not can_decide(user, post):
        raise PermissionDenied(
            _("You wrote this. Another lead decides.")
            if post.author_id == user.pk
            else _("You flagged this. Another lead decides.")
        )


def _offered(request):
    # The page of a thread's tools leads here for the whole of it.
    return request.GET.get("scope", "")
