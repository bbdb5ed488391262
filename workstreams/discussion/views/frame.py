"""What the pages of a thread have in common: the thread as this reader may see it, its page, its composer."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.permissions import is_active_member
from workstreams.discussion import tree
from workstreams.discussion import actions
from workstreams.discussion.files import ACCEPT
from workstreams.discussion.forms import ReplyForm
from workstreams.discussion.models import Post, Thread, Voice
from workstreams.discussion.permissions import can_reply, can_start_thread, can_steer
from workstreams.discussion.rows import rows
from workstreams.discussion.views.drafting import draft_of
from workstreams.groups.permissions import know_role


def thread_or_404(request, slug, pk):
    """The thread, with what its page needs. What is not this reader's to know does not exist."""
    threads = Thread.objects.visible_to(request.user).for_page(request.user)
    thread = get_object_or_404(threads, group__slug=slug, pk=pk)
    know_role(request.user, thread.group, thread.own_role)
    return thread


def posts_of(thread, user):
    """The posts of a thread as this reader may read them, ready to be drawn."""
    return Post.objects.visible_to(user).filter(thread=thread).readable_by(user).with_people()


def reply_form(thread, user, draft, *, parent=None, quote=""):
    """An empty form, or the one with what was kept for this place, and the words of another post to be answered."""
    body = f"{draft.body}\n\n{quote}" if draft.body and quote else draft.body or quote
    initial = {"parent": parent and parent.pk, "body": body, "draft": draft.sequence}
    return ReplyForm(posts=Post.objects.visible_to(user).filter(thread=thread), initial=initial)


def composer(thread, user, form=None, *, parent=None, preview=""):
    """What workstreams/discussion/composer.html draws: under the post `parent`, or at the end of the thread."""
    draft = draft_of(user, actions.answer_to(thread, parent))
    if form is None:
        form = reply_form(thread, user, draft, parent=parent)
    if parent:
        to = _("Your reply to %(name)s") % {"name": parent.author.name}
    else:
        to = _("Your reply to the first post, by %(name)s") % {"name": thread.author.name}
    return {
        "form": form,
        "to": to,
        "action": reverse("thread_reply", args=[thread.group.slug, thread.pk]),
        "preview": preview,
        "inline": bool(parent),
        "affiliation": user.affiliation,
        "attach_url": reverse("attach", args=[thread.group.slug]),
        "attach_accept": ACCEPT,
        "draft": draft,
        "group": thread.group,
        "cancel_url": f"{parent.get_absolute_url()}" if parent else "",
    }


def thread_context(thread, user, *, start=None, answered=None, form=None, preview=""):
    """Everything on a thread's page that begins with the post `start`.

    `answered` is the post with a composer of its own below it; `form` and `preview` are what was typed into that one,
    or into the one at the end. Raises Http404 where `start` is no post of the thread.
    """
    try:
        page = tree.page(posts_of(thread, user), start=start)
    except LookupError as error:
        raise Http404 from error
    may_reply = can_reply(user, thread)
    is_open = not thread.locked_at and thread.group.takes_posts
    listed = rows(page.posts, thread, user, may_reply=may_reply and is_open, following=page.following)
    # A text that came too late is given back in its composer, though the thread takes no more.
    takes_replies = may_reply and (is_open or form is not None)
    if takes_replies and answered:
        for row in listed:
            if row.id == answered.pk:
                row.composer = composer(thread, user, form, parent=answered, preview=preview)
    voices = Voice.objects.by_sector(thread)
    url = thread.get_absolute_url()
    return {
        "thread": thread,
        "group": thread.group,
        "posts": listed,
        "composer": composer(thread, user, form, preview=preview) if takes_replies and not answered else None,
        "may_reply": may_reply,
        "may_join": is_active_member(user) and not may_reply,
        "may_open": thread.group.takes_posts and user.is_authenticated and can_start_thread(user, thread.group),
        "may_steer": user.is_authenticated and can_steer(user, thread),
        "drawn_at": f"{timezone.now().timestamp():.6f}",
        "voices": voices,
        "most": max([posts for _sector, posts in voices], default=0),
        "sectors": [sector for sector, _posts in voices],
        "spoken": [sector for sector, posts in voices if posts],
        "unplaced": any(post.sector_id is None for post in page.posts),
        "silent": ", ".join(sector.name for sector, posts in voices if not posts),
        "first_url": url if page.earlier else "",
        "earlier_url": f"{url}?from={page.earlier}" if page.earlier else "",
        "later_url": f"{url}?from={page.later}" if page.later else "",
        "last_url": f"{url}?from={page.last}" if page.last else "",
    }
