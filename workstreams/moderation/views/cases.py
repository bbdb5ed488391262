"""The desk: one case per flagged post, the longest waiting first, one of them open."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.fragments import UNPROCESSABLE
from workstreams.discussion.models import Post
from workstreams.moderation import actions, docket, emails
from workstreams.moderation.forms import DecisionForm
from workstreams.moderation.views.frame import PAGE_SIZE, desk_group, frame


@require_safe
def desk(request, slug):
    """The open flags of a group. `?case=` is the post whose case is open, the first that this lead may decide else."""
    group = desk_group(request.user, slug)
    asked = request.GET.get("case", "")
    return _desk_page(request, group, asked=int(asked) if asked.isdecimal() and len(asked) < 19 else None)


@require_POST
def decide_post(request, pk):
    """Hide the post or leave it. `preview` in the form shows the letter and decides nothing."""
    post = get_object_or_404(Post.objects.visible_to(request.user).select_related("thread__group"), pk=pk)
    group = desk_group(request.user, post.thread.group.slug)
    form = DecisionForm(request.POST)
    if form.is_valid():
        if "preview" in request.POST:
            return _desk_page(request, group, asked=post.pk, form=form, preview=True)
        try:
            return _decide(request, group, post, **form.cleaned_data)
        except ValidationError as error:
            if error.code == "decided":
                return _desk_page(request, group, overtaken=error.message, kept=form.cleaned_data["reason"])
            form.add_error(None, error)
    return _desk_page(request, group, asked=post.pk, form=form)


def _decide(request, group, post, verdict, reason):
    if verdict == DecisionForm.HIDE:
        actions.uphold(post, by=request.user, reason=reason)
        messages.success(request, _("The post is hidden. Its author and those who flagged it are told why."))
    else:
        actions.dismiss(post, by=request.user, reason=reason)
        messages.success(request, _("The post stays as it is. Those who flagged it are told."))
    return redirect("desk", slug=group.slug)


def _desk_page(request, group, *, asked=None, form=None, preview=False, overtaken="", kept=""):
    ids = docket.open_case_ids(group, request.user)
    pages = Paginator(ids, PAGE_SIZE)
    if asked in ids:
        page = pages.page(ids.index(asked) // PAGE_SIZE + 1)
    else:
        page = pages.get_page(request.GET.get("page"))
    cases = docket.cases(page.object_list, request.user)
    mine = [case for case in cases if not case.part]
    opened = next((case for case in mine if case.post.pk == asked), mine[0] if mine else None)
    context = {
        **frame(group, "desk"),
        "page": page,
        "cases": cases,
        "opened": opened,
        "form": form or DecisionForm(),
        "overtaken": overtaken,
        "gone": asked is not None and asked not in ids and not overtaken,
        "kept": [("reason", kept)] if kept else [],
    }
    if opened:
        context["answered"] = docket.answered_by(opened.post, request.user)
        context["earlier"] = docket.earlier_decisions(opened.post, request.user)
        if preview:
            context["letter"] = emails.preview(opened, by=request.user, **form.cleaned_data)
    refused = overtaken or (form is not None and form.errors)
    return render(request, "workstreams/moderation/desk.html", context, status=UNPROCESSABLE if refused else 200)


@require_safe
def desk_decided(request, slug):
    """What was decided in a group, the newest first."""
    group = desk_group(request.user, slug)
    page = Paginator(docket.decided(group, request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "workstreams/moderation/decided.html", {**frame(group, "desk_decided"), "page": page})
