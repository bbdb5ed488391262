"""What the pages of a thread have in common: the thread as this reader may see it, its composer."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from workstreams.discussion import actions
from workstreams.discussion.files import ACCEPT
from workstreams.discussion.forms import ReplyForm
from workstreams.discussion.models import Post
from workstreams.discussion.questions import thread_for
from workstreams.discussion.views.drafting import draft_of
from workstreams.groups.permissions import know_role


def thread_or_404(request, slug, pk):
    """The thread, with what its page needs. What is not this reader's to know does not exist."""
    thread = thread_for(request.user, slug, pk)
    if thread is None:
        raise Http404
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
    form = form or reply_form(thread, user, draft, parent=parent)
    return composer_of(thread, user, form, draft, parent=parent, preview=preview)


def composer_of(thread, user, form, draft, *, parent=None, preview=""):
    """As `composer`, with the draft that was looked up. No query."""
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
