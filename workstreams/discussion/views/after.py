"""After a post was said: changing it, taking it back, its earlier versions, signs in answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.permissions import is_active_member
from portal.fragments import fragment_or_redirect, refuse
from workstreams.discussion import actions
from workstreams.discussion.forms import ChangeForm
from workstreams.discussion.models import Post, Reaction, Revision
from workstreams.discussion.permissions import (
    can_agree,
    can_edit,
    can_hide,
    can_react,
    can_reply,
    can_silence,
    can_steer,
    can_withdraw,
)
from workstreams.discussion.signs import signs_of
from workstreams.discussion.texts import state_of
from workstreams.discussion.views.attaching import with_files
from workstreams.discussion.views.drafting import draft_of
from workstreams.discussion.views.previewing import shown
from workstreams.groups.permissions import can_open_matters, know_role
from workstreams.markup.differences import difference


def _own_post(request, pk, may, refusal):
    """A post that this reader may change: 404 where it is not theirs to know, 403 where it is somebody else's."""
    posts = Post.objects.visible_to(request.user).select_related("thread__group", "author")
    post = get_object_or_404(posts, pk=pk)
    if not may(request.user, post):
        raise PermissionDenied(refusal)
    return post


def _crumbs(post):
    group = post.thread.group
    return [(group.name, group.get_absolute_url()), (post.thread.title, post.get_absolute_url())]


@require_http_methods(["GET", "HEAD", "POST"])
def post_edit(request, pk):
    """Write a post anew. Where another text of it was saved in the meantime, both are shown and none is lost."""
    post = _own_post(request, pk, can_edit, _("Whoever wrote a post changes it, while they have a seat in the group."))
    is_first = post.parent_id is None
    title = post.thread.title if is_first else ""
    page = "workstreams/discussion/post_edit.html"
    draft = draft_of(request.user, {"post": post})
    context = {"post": post, "crumbs": _crumbs(post), "draft": draft}
    if request.method != "POST":
        now = {"body": post.body, "title": title, "base": state_of(post.body, title)}
        now |= {"draft": draft.sequence} | ({"body": draft.body, "title": draft.title or title} if draft.said else {})
        return render(request, page, {**context, "form": ChangeForm(is_first=is_first, initial=now)})
    sent, problems = with_files(request, post.thread.group)
    form = ChangeForm(sent, is_first=is_first)
    for problem in problems:
        form.add_error("body", problem)
    if "preview" in request.POST:
        preview = shown(sent.get("body", ""), post.thread.group)
        return render(request, page, {**context, "form": form, "preview": preview})
    if form.is_valid():
        try:
            changed = actions.edit_post(post, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            if getattr(error, "code", "") == "overtaken":
                context |= _both_texts(form, post)
            form.add_error(None, error)
        else:
            return HttpResponseRedirect(changed.get_absolute_url())
    return refuse(request, page, {**context, "form": form})


def _both_texts(form, post):
    newer = Post.objects.select_related("thread").get(pk=post.pk)
    title = newer.thread.title if post.parent_id is None else ""
    # Saving once more is then written upon the newer text, with both in view.
    form.data = {**form.data.dict(), "base": state_of(newer.body, title)}
    return {"theirs": newer, "between": difference(newer.body, form["body"].value())}


@require_http_methods(["GET", "HEAD", "POST"])
def post_withdraw(request, pk):
    """Ask once, then take a post back."""
    post = _own_post(request, pk, can_withdraw, _("Whoever wrote a post withdraws it."))
    template = "workstreams/discussion/post_withdraw.html"
    context = {"post": post, "crumbs": _crumbs(post), "is_answered": post.replies.exists()}
    if request.method != "POST":
        return render(request, template, context)
    thread = post.thread
    try:
        kept = actions.withdraw_post(post, by=request.user)
    except ValidationError as error:
        return refuse(request, template, {**context, "wrong": error.messages[0]})
    messages.success(request, _("Your post is withdrawn."))
    if kept:
        return HttpResponseRedirect(kept.get_absolute_url())
    is_whole_thread = post.parent_id is None
    return HttpResponseRedirect(thread.group.get_absolute_url() if is_whole_thread else thread.get_absolute_url())


@login_not_required
@require_safe
def post_history(request, pk):
    """Every version of a post, the newest first, each with what changed against the one before."""
    posts = Post.objects.visible_to(request.user).words_for(request.user)
    post = get_object_or_404(posts.select_related("thread__group", "author"), pk=pk)
    revisions = list(Revision.objects.visible_to(request.user).filter(post=post).order_by("number"))
    if not revisions:
        raise Http404
    return render(
        request,
        "workstreams/discussion/post_history.html",
        {"post": post, "crumbs": _crumbs(post), "versions": _versions(post, revisions)},
    )


def _versions(post, revisions):
    """[(number, moment, body, difference from the version before or None, title if it changed)], newest first."""
    title = post.thread.title if post.parent_id is None else ""
    texts = [(one.number, one.written_at, one.title, one.body) for one in revisions]
    texts.append((len(texts) + 1, post.edited_at, title, post.body))
    versions = []
    for before, (number, moment, title, body) in zip([None, *texts], texts, strict=False):
        changes = before and difference(before[3], body)
        renamed = title if before and before[2] != title else ""
        versions.append({"number": number, "moment": moment, "body": body, "changes": changes, "title": renamed})
    return versions[::-1]


@login_not_required
@require_safe
def post_more(request, pk):
    """What else this reader may do with a post: for the page a menu, without script a page of its own."""
    posts = Post.objects.visible_to(request.user).for_menu(request.user)
    post = get_object_or_404(posts, pk=pk)
    user = request.user
    know_role(user, post.thread.group, post.own_role)
    is_gone = post.is_gone
    more = {
        "quote": not is_gone and user.is_authenticated and can_reply(user, post.thread),
        "take_up": not is_gone and can_open_matters(user, post.thread.group),
        "history": bool(post.revision_count) and (not is_gone or post.words_are_shown),
        "edit": not is_gone and user.is_authenticated and can_edit(user, post),
        "withdraw": not is_gone and user.is_authenticated and can_withdraw(user, post),
        "flag": not is_gone and is_active_member(user) and user.pk != post.author_id,
        "hide": not is_gone and user.is_authenticated and can_hide(user, post),
        "split": bool(post.parent_id) and user.is_authenticated and can_steer(user, post.thread),
        "silence": user.is_authenticated and can_silence(user, post.author, post.thread.group),
    }
    template = "workstreams/discussion/more.html" if request.htmx else "workstreams/discussion/post_more.html"
    return render(request, template, {"post": post, "more": more, "crumbs": _crumbs(post)})


@require_POST
def react_here(request):
    """Put the signs of a thread's page: the name of the button is the kind, its value the post; with a minus before it
    the sign is taken back."""
    for kind in Reaction.Kind.values:
        number = request.POST.get(kind, "")
        digits = number.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) <= 18:
            return _react(request, int(digits), kind, give=not number.startswith("-"))
    raise Http404


@require_POST
def react(request, pk):
    """Put a sign under a post, or with `give=0` take it back. For HTMX the signs as they stand now."""
    return _react(request, pk, request.POST.get("kind", ""), give=request.POST.get("give") != "0")


def _react(request, pk, kind, *, give):
    posts = Post.objects.visible_to(request.user).select_related("thread__group", "author")
    post = get_object_or_404(posts.defer("body", "body_html", "search"), pk=pk)
    verb = actions.give_sign if give else actions.take_sign_back
    try:
        post = verb(post, by=request.user, kind=kind)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    given = Reaction.objects.filter(post=post, member=request.user).values_list("kind", flat=True)
    may = {"may_react": can_react(request.user, post), "may_agree": can_agree(request.user, post)}
    context = {"post": post, "signs": signs_of(post, set(given), **may)}
    return fragment_or_redirect(request, "workstreams/discussion/signs.html", context, to=post.get_absolute_url())
