"""Flagging a post, and hiding one of a lead's own accord."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.fragments import refuse
from workstreams.discussion.models import Post
from workstreams.moderation import actions, docket
from workstreams.moderation.forms import FlagForm, HideForm
from workstreams.moderation.permissions import can_decide, can_flag, can_see_desk


def _shown_post(user, pk):
    """The post with the words that this user may read. 404 where its group does not exist for them."""
    posts = Post.objects.visible_to(user).readable_by(user)
    return get_object_or_404(posts.select_related("author", "sector", "organisation", "thread__group"), pk=pk)


def _context(post, form):
    crumbs = [
        (post.thread.group.name, post.thread.group.get_absolute_url()),
        (post.thread.title, post.get_absolute_url()),
    ]
    return {"post": post, "form": form, "crumbs": crumbs}


@require_http_methods(["GET", "HEAD", "POST"])
def flag_post(request, pk):
    """Quote the post and ask what is wrong with it; by POST, tell the leads."""
    post = _shown_post(request.user, pk)
    if not can_flag(request.user, post):
        raise PermissionDenied(
            _("You wrote this post. Others can flag it, not you.")
            if post.author_id == request.user.pk
            else _("Active members can flag posts. Your membership is not active yet.")
        )
    form = FlagForm(request.POST if request.method == "POST" else None)
    context = _context(post, form)
    template = "workstreams/moderation/flag.html"
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.flag_post(post, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("It is at the desk of this group’s leads. You get their decision by mail."))
                return redirect(post)
        return refuse(request, template, context)
    context["flagged"] = docket.has_flagged(request.user, post)
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def hide_post(request, pk):
    """Ask a lead why a post should be hidden; by POST, hide it, flagged or not."""
    post = _shown_post(request.user, pk)
    if not can_see_desk(request.user, post.thread.group):
        raise PermissionDenied(_("The leads of this group hide posts. You can flag it, and they decide."))
    if not can_decide(request.user, post):
        raise PermissionDenied(
            _("You wrote this. Another lead decides.")
            if post.author_id == request.user.pk
            else _("You flagged this. Another lead decides.")
        )
    form = HideForm(request.POST if request.method == "POST" else None)
    template = "workstreams/moderation/hide.html"
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.hide(post, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("The post is hidden. Its author is told why."))
                return redirect(post)
        return refuse(request, template, _context(post, form))
    return render(request, template, _context(post, form))
