"""The inbox of notices, what a member follows, and the one page of choices on both."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams.discussion import unread
from workstreams.discussion.models import Following, GroupFollowing, Thread
from workstreams.groups.models import WorkingGroup
from workstreams.notices import actions
from workstreams.notices.forms import NoticeForm
from workstreams.notices.models import Choice, Notice
from workstreams.notices.rows import row, target

A_PAGE = 30
#: Posts and threads from what one watches, under one head.
WATCHED = "watched"
PAGES = "workstreams/notices"


@require_safe
@never_cache
def inbox(request):
    """One's notices, the newest first: all, those of a `kind`, or with `unread=1` those not read yet."""
    visible = Notice.objects.visible_to(request.user)
    kind = request.GET.get("kind", "")
    kind = kind if kind in (*Notice.Kind.values, WATCHED) else ""
    only_unread = bool(request.GET.get("unread"))
    kinds = [Notice.Kind.POST, Notice.Kind.THREAD] if kind == WATCHED else [kind]
    shown = visible.filter(kind__in=kinds) if kind else visible
    shown = shown.unread() if only_unread else shown
    below = request.GET.get("below", "")
    below = visible.filter(pk=int(below)).first() if below.isascii() and below.isdigit() and len(below) < 19 else None
    found = list(shown.newest_first(below=below).for_inbox()[: A_PAGE + 1])
    query = f"kind={kind}&" if kind else "unread=1&" if only_unread else ""
    return render(
        request,
        f"{PAGES}/inbox.html",
        {
            "rows": [row(notice) for notice in found[:A_PAGE]],
            "newest": found[0].pk if found and below is None else None,
            "waiting": unread.shown(visible.unread()[: unread.MOST].count()),
            "kind": kind,
            "tabs": _tabs(kind, only_unread),
            "first_url": f"?{query}" if below else "",
            "later_url": f"?{query}below={found[A_PAGE - 1].pk}" if len(found) > A_PAGE else "",
        },
    )


def _tabs(kind, only_unread):
    url = reverse("notices")
    first = [
        (_("All"), url, None, not kind and not only_unread),
        (_("Unread"), f"{url}?unread=1", None, only_unread and not kind),
    ]
    names = {
        Notice.Kind.MENTION: _("Mentions"),
        Notice.Kind.REPLY: _("Answers"),
        WATCHED: _("Watched"),
        Notice.Kind.WAITING: _("Waiting"),
        Notice.Kind.DECISION: _("Decisions"),
        Notice.Kind.TEXT: _("Texts"),
        Notice.Kind.GROUP: _("Groups"),
    }
    return first + [(name, f"{url}?kind={value}", None, kind == value) for value, name in names.items()]


@require_safe
@never_cache
def notice(request, pk):
    """Open a notice: it is read with this, and leads to what it is about."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user).for_inbox(), pk=pk)
    if request.method == "GET":
        actions.open_notice(notice, by=request.user)
    return HttpResponseRedirect(target(notice))


@require_POST
def read_all(request):
    """Mark as read what stood on the page, and all before it."""
    until = request.POST.get("until", "")
    if until.isascii() and until.isdigit() and len(until) < 19:
        actions.mark_all_read(by=request.user, until=int(until))
    return redirect("notices")


@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request):
    """Which notices come, and how closely each group is followed."""
    member = request.user
    choice = Choice.objects.visible_to(member).first() or Choice(member=member)
    levels = dict(GroupFollowing.objects.visible_to(member).values_list("group", "level"))
    visible = WorkingGroup.objects.visible_to(member)
    groups = (visible.joined_by(member) | visible.filter(pk__in=levels)).order_by("name").distinct()
    form = NoticeForm(
        request.POST or None,
        initial={
            "wanted": [kind.value for kind in Choice.OPTIONAL if kind not in choice.unwanted],
            "mailed": choice.mailed,
        },
        groups=[(group, levels.get(group.pk, Following.Level.NORMAL)) for group in groups],
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        actions.choose_notices(member, by=member, wanted=chosen["wanted"], mailed=chosen["mailed"], levels=form.levels)
        messages.success(request, _("Your choice is saved."))
        return redirect("notice_settings")
    return render(request, f"{PAGES}/settings.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def following(request):
    """The threads that one follows more closely than others, or muted: those with the newest post first."""
    level = request.GET.get("level", "")
    shown = [level] if level in (Following.Level.MUTED, *unread.FOLLOWED) else unread.FOLLOWED
    chosen = Following.objects.visible_to(request.user).filter(level__in=shown).values("thread")
    threads = Thread.objects.visible_to(request.user).filter(pk__in=chosen).select_related("group")
    threads = unread.with_reading(threads, request.user).order_by("-last_post_at", "-pk")
    below = request.GET.get("below", "")
    if below.isascii() and below.isdigit() and len(below) < 19:
        last = Thread.objects.visible_to(request.user).filter(pk=int(below)).first()
        threads = threads.filter(last_post_at__lte=last.last_post_at).exclude(pk=last.pk) if last else threads
    found = list(threads[: A_PAGE + 1])
    url = reverse("following")
    names = [("", _("Followed"))] + [(level.value, level.label) for level in (*unread.FOLLOWED[::-1], unread.MUTED)]
    return render(
        request,
        f"{PAGES}/following.html",
        {
            "threads": [(thread, unread.reading(thread, request.user)) for thread in found[:A_PAGE]],
            "levels": Following.Level.choices,
            "level": level,
            "tabs": [(name, f"{url}?level={value}" if value else url, None, level == value) for value, name in names],
            "later_url": f"?level={level}&below={found[A_PAGE - 1].pk}" if len(found) > A_PAGE else "",
        },
    )
