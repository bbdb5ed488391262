"""Looking for posts, groups and people, and keeping a search."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.fragments import refuse
from workstreams.directory.listing import with_what_is_told
from workstreams.directory.permissions import can_read_directory
from workstreams.discussion.models import Post
from workstreams.markup.asking import read
from workstreams.search import actions, gathering, hits, stems
from workstreams.search.forms import AskForm, PostsForm, SaveForm
from workstreams.search.models import SavedSearch
from workstreams.search.permissions import can_keep_search

PAGE = "workstreams/search/search.html"
POSTS, GROUPS, PEOPLE = "posts", "groups", "people"
PEOPLE_A_PAGE = 50


@login_not_required
@require_safe
def search(request):
    """What a reader looks for, among posts, groups or people."""
    kind = request.GET.get("in", POSTS)
    kind = kind if kind in {GROUPS, PEOPLE} else POSTS
    if kind == PEOPLE and not can_read_directory(request.user):
        raise PermissionDenied(_("The directory is for members of the alliance."))
    form = (PostsForm if kind == POSTS else AskForm)(request.GET, user=request.user)
    is_valid = form.is_valid()
    context = {"form": form, "kind": kind, "tabs": _tabs(request, kind), "keep": _keep(request, form, kind)}
    # Fields that nobody asked for are not drawn: it takes as long as the search itself.
    context["narrows"] = kind == POSTS and ("narrow" in request.GET or not is_valid or form.is_narrowed)
    if not is_valid:
        return refuse(request, PAGE, context)
    context["q"] = q = form.cleaned_data["q"]
    if q:
        context |= {POSTS: _posts, GROUPS: _groups, PEOPLE: _people}[kind](request, form, q)
    return render(request, PAGE, context)


def _posts(request, form, q):
    asked = read(q)
    reading = stems.read_one(asked)
    if not asked.wanted or reading.is_empty:
        return {"says_nothing": True, "only_left_out": bool(asked.unwanted) and not asked.wanted}
    before = _number(request.GET.get("before"))
    before = before and Post.objects.visible_to(request.user).not_hidden().filter(pk=before).first()
    posts = form.narrow(hits.posts_for(request.user, reading))
    found = hits.found(posts, reading, by_date=form.by_date, before=before)
    if not found.numbers and reading.is_common:
        return {"says_nothing": True}
    page = Paginator(found.numbers, hits.PAGE).get_page(request.GET.get("page"))
    return {
        "found": found,
        "page": page,
        "hits": hits.shown(page.object_list, request.user, reading),
        "before": before,
    }


def _groups(request, form, q):
    asked = read(q)
    return {"groups": gathering.groups_found(request.user, asked), "says_nothing": not asked.wanted}


def _people(request, form, q):
    page = Paginator(gathering.members_by(request.user, q), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "members": with_what_is_told(page.object_list, request.user)}


def _tabs(request, kind):
    names = [(POSTS, _("Posts")), (GROUPS, _("Groups"))]
    if can_read_directory(request.user):
        names.append((PEOPLE, _("People")))
    q = request.GET.get("q", "")
    return [
        (name, f"?{urlencode({key: value for key, value in (('q', q), ('in', one)) if value})}", None, one == kind)
        for one, name in names
    ]


def _keep(request, form, kind):
    """What the form to save this search sends; None where there is nothing to save or nobody to save it."""
    if kind != POSTS or not form.is_valid() or not form.cleaned_data["q"]:
        return None
    if not request.user.is_authenticated or not can_keep_search(request.user, request.user):
        return None
    return {"query": _query(form), "name": form.cleaned_data["q"]}


def _query(form):
    """The search as its address says it: what was chosen, in the form's own order. Days as the form writes them: of
    2026-1-5, too, a digest makes a day again."""
    chosen = [(name, form.cleaned_data[name]) for name in form.fields if form.cleaned_data[name]]
    return urlencode([(name, value if isinstance(value, date) else form[name].value()) for name, value in chosen])


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


@login_not_required
@require_safe
def suggestions(request):
    """Groups, threads and people of the name that is being typed, as far as this reader may know of them."""
    form = AskForm(request.GET, user=request.user)
    q = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"q": q, "suggestions": gathering.suggestions(request.user, q)}
    return render(request, "workstreams/search/suggestions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_searches(request):
    """The searches that one keeps; a POST keeps another, and leads back to it."""
    if request.method != "POST":
        if not can_keep_search(request.user, request.user):
            raise PermissionDenied(_("Active members keep searches. Your membership is not active."))
        return render(request, "workstreams/search/saved.html", _saved_context(request))
    # Kept is what a search would understand, and nothing else that somebody sends.
    form = PostsForm(QueryDict(request.POST.get("query", "")), user=request.user)
    query = _query(form) if form.is_valid() and form.cleaned_data["q"] else ""
    try:
        actions.save_search(request.user, by=request.user, query=query, name=request.POST.get("name", ""))
    except ValidationError as problem:
        context = _saved_context(request) | {"problem": problem.messages[0]}
        return refuse(request, "workstreams/search/saved.html", context)
    messages.success(request, _("The search is saved."))
    return HttpResponseRedirect(f"{reverse('search')}?{query}")


def _saved_context(request):
    return {"saved": SavedSearch.objects.visible_to(request.user)}


@require_http_methods(["GET", "HEAD", "POST"])
def saved_search(request, pk):
    """Call a saved search otherwise, and say whether it comes with the digest."""
    saved = get_object_or_404(SavedSearch.objects.visible_to(request.user).select_related("member"), pk=pk)
    form = SaveForm(request.POST or None, instance=saved) if request.method == "POST" else SaveForm(instance=saved)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_saved_search(saved, by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The search is changed."))
            return HttpResponseRedirect(reverse("saved_searches"))
    context = {"form": form, "one": saved}
    if form.is_bound:
        return refuse(request, "workstreams/search/saved_search.html", context)
    return render(request, "workstreams/search/saved_search.html", context)


@require_POST
def delete(request, pk):
    saved = get_object_or_404(SavedSearch.objects.visible_to(request.user).select_related("member"), pk=pk)
    actions.delete_saved_search(saved, by=request.user)
    messages.success(request, _("The search is deleted."))
    return HttpResponseRedirect(reverse("saved_searches"))
