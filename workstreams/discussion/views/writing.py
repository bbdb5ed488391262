"""Writing: a new thread, a reply, and how a text will look."""

from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from portal import rates
from portal.fragments import UNPROCESSABLE, refuse
from workstreams.discussion import actions, tree
from workstreams.discussion.forms import ReplyForm, ThreadForm
from workstreams.discussion.models import Attachment, HeldPost, Post, Silence
from workstreams.discussion.permissions import can_reply, can_start_thread
from workstreams.discussion.questions import heard_in, root_of
from workstreams.discussion.rows import draw, rows
from workstreams.discussion.views.attaching import with_files
from workstreams.discussion.views.drafting import draft_of
from workstreams.discussion.views.frame import composer, posts_of, thread_or_404
from workstreams.discussion.views.holding import address_while_waiting
from workstreams.discussion.views.page import thread_page
from workstreams.discussion.views.previewing import shown
from workstreams.discussion.views.reading import address_of
from workstreams.groups.models import WorkingGroup
from workstreams.groups.permissions import know_role


@require_http_methods(["GET", "HEAD", "POST"])
def thread_new(request, slug):
    """Open a thread: a title and its first post."""
    visible = WorkingGroup.objects.visible_to(request.user).select_related("area")
    group = get_object_or_404(visible.with_standing_of(request.user), slug=slug)
    know_role(request.user, group, group.own_role)
    if not can_start_thread(request.user, group):
        raise PermissionDenied(
            _("Observers reply in threads, and open none. Ask a lead if this should change.")
            if group.own_role
            else _("Those who take part in this group can open threads. Join it first.")
        )
    sent, problems = with_files(request, group)
    draft = draft_of(request.user, {"group": group})
    now = {"title": draft.title, "body": draft.body, "draft": draft.sequence}
    form = ThreadForm(sent) if request.method == "POST" else ThreadForm(initial=now)
    page = "workstreams/discussion/thread_new.html"
    is_new = actions.is_newcomer(request.user, group)
    context = {"group": group, "form": form, "draft": draft, "is_new": is_new}
    silences = Silence.objects.visible_to(request.user).on().filter(group=group, member=request.user)
    context["silenced_until"] = silences.values_list("until", flat=True).first()
    if request.method != "POST":
        # Where nothing can be posted there is nothing to type.
        return render(request, page, context) if group.takes_posts else HttpResponseRedirect(group.get_absolute_url())
    if "preview" in request.POST:
        return render(request, page, {**context, "preview": shown(sent.get("body", ""), group)})
    for problem in problems:
        form.add_error("body", problem)
    if form.is_valid():
        try:
            said = actions.start_thread(group, by=request.user, source=rates.source_of(request), **form.cleaned_data)
            if isinstance(said, HeldPost):
                return _waits(request, said)
            return HttpResponseRedirect(said.get_absolute_url())
        except ValidationError as error:
            form.add_error(None, error)
            return rates.with_wait(refuse(request, page, context), error)
    return refuse(request, page, context)


@require_POST
def thread_reply(request, slug, pk):
    """Answer a post. For HTMX the new post comes at its place; else the reader is led to it."""
    thread = thread_or_404(request, slug, pk)
    if not can_reply(request.user, thread):
        raise PermissionDenied(_("Those who take part in this group can reply. Join it first."))
    sent, problems = with_files(request, thread.group)
    # Most replies answer the first post, and name none.
    posts = posts_of(thread, request.user) if sent.get("parent") else Post.objects.none()
    form = ReplyForm(sent, posts=posts)
    if "preview" in request.POST:
        form.is_valid()
        return _with_composer(request, thread, form, preview=shown(sent.get("body", ""), thread.group))
    for problem in problems:
        form.add_error("body", problem)
    if form.is_valid():
        # What was typed stays whole: where it is refused, its composer comes back below the post that it answers.
        reply = {**form.cleaned_data, "parent": form.cleaned_data["parent"] or root_of(thread)}
        try:
            post = actions.post_reply(thread, by=request.user, source=rates.source_of(request), **reply)
        except ValidationError as error:
            if getattr(error, "code", "") == "moved":
                # The same once more, from here: it is led to where the thread is now (see middleware).
                return HttpResponseRedirect(request.get_full_path(), preserve_request=True)
            form.add_error(None, error)
            return rates.with_wait(_with_composer(request, thread, form, status=UNPROCESSABLE), error)
        else:
            if isinstance(post, HeldPost):
                return _waits(request, post)
            return _posted(request, thread, post, inline=bool(form["parent"].value()))
    return _with_composer(request, thread, form, status=UNPROCESSABLE)


def _with_composer(request, thread, form, *, preview="", status=200):
    """The composer with what was typed, alone for HTMX, else on the page of the post that was to be answered."""
    answered = form.cleaned_data.get("parent")
    if request.htmx:
        context = {"composer": composer(thread, request.user, form, parent=answered, preview=preview)}
        return render(request, "workstreams/discussion/composer.html", context, status=status)
    start = tree.page_holding(posts_of(thread, request.user), answered) if answered else None
    return thread_page(request, thread, start=start, answered=answered, form=form, preview=preview, status=status)


def _waits(request, held):
    where = address_while_waiting(request, held)
    return HttpResponseClientRedirect(where) if request.htmx else HttpResponseRedirect(where)


def _posted(request, thread, post, *, inline):
    if not request.htmx:
        return HttpResponseRedirect(address_of(post))
    above = _above_on_this_page(request, thread, post)
    if above is None:
        return HttpResponseClientRedirect(address_of(post))
    thread = thread_or_404(request, thread.group.slug, thread.pk)
    posts = Post.objects.visible_to(request.user).filter(thread=thread, pk=post.pk)
    posts = list(posts.for_rows(request.user))
    files = Attachment.objects.visible_to(request.user).for_posts(posts, request.user)
    [row] = rows(posts, thread, request.user, may_reply=True, files=files)
    row.fresh = True
    fresh = None if inline else composer(thread, request.user)
    _voices, thread.organisation_count = heard_in(thread)
    context = {"thread": thread, "post": draw([row]), "above": above, "composer": fresh}
    return render(request, "workstreams/discussion/posted.html", context)


def _above_on_this_page(request, thread, post):
    """The post just above the new one, if the browser's page surely shows it; else None.

    The page tells when it was drawn (`seen`), and its address with which post it begins. Where somebody else has
    posted just above in the meantime, the whole page is worth loading anew.
    """
    query = parse_qs(urlsplit(request.htmx.current_url or "").query)
    if {"order", "within"} & set(query):
        return None
    posts = Post.objects.visible_to(request.user).filter(thread=thread).in_tree_order()
    nearest = list(posts.filter(path__lt=bytes(post.path)).reverse().defer("body", "body_html")[: tree.PAGE_SIZE - 1])
    begun = query.get("from", [""])[0]
    if not any(str(one.pk) == begun or (not begun and one.parent_id is None) for one in nearest):
        return None
    above = nearest[0]
    own = above.author_id == request.user.pk
    return above if own or f"{above.created_at.timestamp():.6f}" <= request.POST.get("seen", "") else None


@require_POST
def preview(request):
    """How a text will look in the `group` that the address names, for HTMX. Without it, the forms show the same by a
    button of their own."""
    group = WorkingGroup.objects.visible_to(request.user).filter(slug=request.GET.get("group", "")).first()
    context = {"preview": shown(request.POST.get("body", ""), group)}
    return render(request, "workstreams/discussion/preview.html", context)
