"""Drafts: keeping what is typed, the list of them, and what a composer begins with."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.fragments import UNPROCESSABLE
from workstreams.discussion import actions
from workstreams.discussion.models import Draft, Post
from workstreams.discussion.placing import place_now
from workstreams.discussion.views.holding import waiting_anywhere
from workstreams.groups.models import WorkingGroup

CONFLICT = 409
NOWHERE = {"group": None, "thread": None, "parent": None, "post": None}


@dataclass(frozen=True)
class Opened:
    """What a composer begins with: the text that was kept for its place, and where it goes on being kept."""

    url: str
    key: str
    sequence: int = 0
    title: str = ""
    body: str = ""
    said: str = ""


def draft_of(user, place):
    """The draft of this person for a place (see actions.drafting), as Opened. One query."""
    draft = Draft.objects.visible_to(user).filter(**{**NOWHERE, **place}).first()
    if draft is None:
        return no_draft(user, place)
    has_words = draft.posted_at is None and (draft.body or draft.title)
    return Opened(
        **_address(user, place),
        sequence=draft.sequence,
        title=draft.title,
        body=draft.body,
        said=_said(draft) if has_words else "",
    )


def no_draft(user, place):
    """As `draft_of`, where nothing is kept for the place. No query."""
    return Opened(**_address(user, place))


def _address(user, place):
    query = urlencode({name: thing.pk for name, thing in place.items() if thing})
    return {"url": f"{reverse('draft_save')}?{query}", "key": f"draft:{user.pk}:{query}"}


@require_POST
def draft_save(request):
    """Keep a text for the place that the address names. JSON for a script, else the list of drafts.

    409 where another page has saved another text: the answer holds both, and saving upon `sequence` chooses.
    """
    text = {"title": request.POST.get("title", ""), "body": request.POST.get("body", "")}
    base = _whole(request.POST.get("base", request.POST.get("draft")))
    is_script = "application/json" in request.headers.get("Accept", "")
    sent = {"sequence": _whole(request.POST.get("sequence")), "base": base, "page": request.POST.get("page", "")[:36]}
    place = _place(request)
    try:
        try:
            draft, is_kept = actions.save_draft(place, by=request.user, **sent, **text)
        except ValidationError as error:
            if getattr(error, "code", "") != "moved":
                raise
            # Where it is now, it is kept as well.
            place = _place(request)
            draft, is_kept = actions.save_draft(place, by=request.user, **sent, **text)
    except ValidationError as error:
        return _not_kept(request, place, text, error, is_script)
    if is_script:
        return JsonResponse({"sequence": draft.sequence, "kept": is_kept, "said": _said(draft)})
    messages.success(request, _("Your draft is saved."))
    return HttpResponseRedirect(reverse("drafts"))


def _not_kept(request, place, text, error, is_script):
    overtaken = getattr(error, "code", "") == "overtaken"
    status = CONFLICT if overtaken else UNPROCESSABLE
    newer = Draft.objects.visible_to(request.user).filter(**{**NOWHERE, **place}).first() if overtaken else None
    answer = {"said": error.messages[0]}
    if newer:
        answer |= {"sequence": newer.sequence, "title": newer.title, "body": newer.body}
        answer["posted"] = newer.posted_at is not None
        if newer.posted_at:
            answer["said"] = _("You posted or discarded this in another page. What stands here is kept here.")
    if is_script:
        return JsonResponse(answer, status=status)
    context = {"wrong": answer["said"], "newer": newer, "text": text, "here": request.get_full_path()}
    return render(request, "workstreams/discussion/draft_choose.html", context, status=status)


@require_safe
def drafts(request):
    """What this person has begun to write and not posted, the newest first; above it what they sent and waits."""
    here = set(WorkingGroup.objects.visible_to(request.user).values_list("pk", flat=True))
    listed = [_row(draft, here) for draft in Draft.objects.visible_to(request.user).unposted().for_listing()[: 2 * 200]]
    waiting = waiting_anywhere(request.user)
    return render(request, "workstreams/discussion/drafts.html", {"drafts": listed, "waiting": waiting})


@require_POST
def draft_discard(request, pk):
    """Throw a draft away."""
    actions.discard_draft(get_object_or_404(Draft.objects.visible_to(request.user), pk=pk), by=request.user)
    messages.success(request, _("The draft is discarded."))
    return HttpResponseRedirect(reverse("drafts"))


def _row(draft, here):
    """A draft with where it belongs, as far as this person may still know, and where it can be gone on with."""
    thread = draft.thread or (draft.post and draft.post.thread)
    group = draft.group or thread.group
    row = {"draft": draft, "group": group, "url": "", "why": ""}
    if group.pk not in here:
        return row | {"group": None, "what": _("In a group that is not open to you any more")}
    if draft.group:
        row["what"] = _("New thread")
        row["url"] = reverse("thread_new", args=[group.slug])
    elif draft.post:
        row["what"] = _("Change of your post in “%(thread)s”") % {"thread": thread.title}
        row["url"] = reverse("post_edit", args=[draft.post_id])
    elif draft.parent:
        row["what"] = _("Reply to %(name)s in “%(thread)s”") % {
            "name": draft.parent.author.name,
            "thread": thread.title,
        }
        row["url"] = f"{thread.get_absolute_url()}?reply={draft.parent_id}#reply-{draft.parent_id}"
    else:
        row["what"] = _("Reply in “%(thread)s”") % {"thread": thread.title}
        row["url"] = f"{thread.get_absolute_url()}#composer"
    if not group.takes_posts:
        row["why"], row["url"] = group.closed_because, ""
    elif thread and thread.locked_at:
        row["why"] = _("A lead locked this thread. Copy your text, or open a new thread with it.")
        row["url"] = ""
    return row


def _place(request):
    """The place that the address names, of what this person may see or has begun there before. 404 for no place."""
    asked = {name: _whole(request.GET.get(name)) for name in NOWHERE if request.GET.get(name)}
    before = Draft.objects.visible_to(request.user).filter(**{**NOWHERE, **asked}).for_listing().first() if asked else 0
    if before:
        return {name: getattr(before, name) for name in asked}
    user = request.user
    if set(asked) == {"group"}:
        return {"group": get_object_or_404(WorkingGroup.objects.visible_to(user), pk=asked["group"])}
    if set(asked) == {"post"}:
        posts = Post.objects.visible_to(user).select_related("thread__group")
        return {"post": get_object_or_404(posts, pk=asked["post"])}
    if set(asked) == {"thread"}:
        thread, first = place_now(asked["thread"], user)
        if thread:
            return actions.answer_to(thread, first)
    if set(asked) == {"thread", "parent"}:
        # The page that asks may be older than a split or a merge.
        posts = Post.objects.visible_to(user).select_related("thread__group").defer("body", "body_html", "search")
        post = get_object_or_404(posts, pk=asked["parent"])
        return actions.answer_to(post.thread, post)
    raise Http404


def _whole(value):
    return int(value) if value and value.isascii() and value.isdigit() and len(value) <= 15 else 0


def _said(draft):
    moment = timezone.localtime(draft.saved_at)
    today = moment.date() == timezone.localdate()
    return _("Draft saved %(time)s") % {"time": date_format(moment, "H:i" if today else "j M, H:i")}
