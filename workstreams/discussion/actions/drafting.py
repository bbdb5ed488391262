"""Keeping what somebody is writing until it is posted. One transaction each; the actor is `by`.

A place is what a text is written for: {"group": …} a new thread, {"thread": …, "parent": …} an answer, {"post": …} the
change of a post. A page in which one types gives each of its saves a higher `sequence`, and tells with `base` which one
it saw last: so a save that comes late takes the place of nothing, and two pages never write over each other unseen.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from workstreams.discussion.actions.holding import stays
from workstreams.discussion.models import BODY_LENGTH, Draft, Post
from workstreams.discussion.permissions import can_edit, can_reply, can_start_thread
from workstreams.markup.sanitising import writable

# A text that is too long for a post is kept all the same, to be shortened or split.
LONGEST = 2 * BODY_LENGTH[1]
TITLE = 1000
MOST = 200
KEPT = timedelta(days=180)
# As long as a save could still be on its way, or a page open in another tab.
KEPT_ONCE_POSTED = timedelta(days=7)


def answer_to(thread, parent):
    """The place of an answer. That to the first post is the thread's own, wherever on the page it is written."""
    return {"thread": thread, "parent": parent if parent and parent.parent_id else None}


@transaction.atomic
def save_draft(place, *, by, body, title="", sequence=0, base=0, page=""):
    """Keep a text as it stands in this moment, and return (its draft, whether this very text is kept now).

    An older save of the same page changes nothing. Raises ValidationError with code "overtaken" where another page has
    saved another text since `base`, with code "moved" where the place is not there any more, and for a text that is too
    long or one draft too many; PermissionDenied where a new draft is begun by somebody who could not post it. One that
    is here already is its writer's to go on with.
    """
    body, title, page = writable(body), writable(title)[:TITLE], writable(page)
    if len(body) > LONGEST:
        raise ValidationError(
            _("This has %(has)s characters, and a draft holds %(most)s. Keep the rest elsewhere.")
            % {
                "has": number_format(len(body), force_grouping=True),
                "most": number_format(LONGEST, force_grouping=True),
            }
        )
    _hold(place)
    key = {"group": None, "thread": None, "parent": None, "post": None, **place}
    draft = Draft.objects.select_for_update().filter(member=by, **key).first()
    if draft is None:
        _may_begin(place, by)
        draft, is_new = Draft.objects.select_for_update().get_or_create(
            member=by, **key, defaults={"sequence": sequence, "body": body, "title": title, "page": page}
        )
        if is_new:
            return draft, True
    own = page and draft.page == page
    if own and sequence <= draft.sequence:
        return draft, (draft.body, draft.title) == (body, title)
    if not own and base != draft.sequence and (draft.body, draft.title) != (body, title):
        raise ValidationError(
            _("You have written on this elsewhere. Both texts are kept: choose one."), code="overtaken"
        )
    draft.sequence = max(sequence, draft.sequence + 1)
    draft.body, draft.title, draft.page = body, title, page
    draft.saved_at, draft.posted_at = timezone.now(), None
    draft.save(update_fields=["sequence", "body", "title", "page", "saved_at", "posted_at"])
    return draft, True


@transaction.atomic
def discard_draft(draft, *, by):
    """Empty a draft. What is typed on in a page that is still open begins it anew."""
    draft = Draft.objects.select_for_update(of=["self"]).get(pk=draft.pk)
    if draft.member_id != by.pk:
        raise PermissionDenied(_("Whoever wrote a draft discards it."))
    _empty(draft, draft.sequence + 1)
    return draft


def empty_draft(by, sequence, place, body):
    """Empty the draft that was posted with this body, in the transaction that posts it. `sequence` is the last one that
    the posting page sent; 0 where it sent none. A newer text from another page stays."""
    if not sequence:
        return
    key = {"group": None, "thread": None, "parent": None, "post": None, **place}
    # Made where it is not here yet: its first save may still be on its way, and comes too late then.
    draft, _is_new = Draft.objects.select_for_update().get_or_create(member=by, **key)
    if draft.sequence <= sequence or draft.body.strip() == body:
        _empty(draft, max(draft.sequence, sequence) + 1)


def give_back_as_draft(member, place, *, body, title=""):
    """Put a text that was sent, and is not to be posted, among its writer's drafts: before what they typed there since,
    so that no word of either is lost. In the transaction of whoever gives it back. Returns the draft."""
    key = {"group": None, "thread": None, "parent": None, "post": None, **place}
    draft, _is_new = Draft.objects.select_for_update().get_or_create(member=member, **key)
    draft.body = "\n\n".join(filter(None, [body, draft.body]))
    draft.title = draft.title or title
    draft.sequence, draft.page, draft.saved_at, draft.posted_at = draft.sequence + 1, "", timezone.now(), None
    draft.save(update_fields=["body", "title", "sequence", "page", "saved_at", "posted_at"])
    return draft


@transaction.atomic
def tidy_drafts():
    """Drop the drafts that nobody touched for half a year, and what is left of those that were posted."""
    now = timezone.now()
    old = Q(saved_at__lt=now - KEPT) | Q(posted_at__lt=now - KEPT_ONCE_POSTED)
    Draft.objects.filter(old).delete()


def _hold(place):
    """Whoever merges, splits or takes back waits for this draft and takes it along, or is done: then it is refused."""
    # The thread before its post, as everybody takes them.
    named = [place[name] for name in ("thread", "parent", "post") if place.get(name)]
    stand = all(stays(thing) for thing in named)
    if parent := place.get("parent"):
        stand = stand and Post.objects.filter(pk=parent.pk, thread=place["thread"]).exists()
    if not stand:
        raise ValidationError(
            _("What you answer was moved or taken back in this moment. Your text is kept below."), code="moved"
        )


def _empty(draft, sequence):
    draft.title = draft.body = ""
    draft.sequence, draft.posted_at = sequence, timezone.now()
    draft.save(update_fields=["title", "body", "sequence", "posted_at"])


def _may_begin(place, by):
    group, thread, post = (place.get(name) for name in ("group", "thread", "post"))
    may = can_start_thread(by, group) if group else can_reply(by, thread) if thread else can_edit(by, post)
    if not may:
        raise PermissionDenied(_("Those who may post here keep drafts here. Copy your text before you go on."))
    if Draft.objects.visible_to(by).unposted().count() >= MOST:
        raise ValidationError(
            _("You have %(most)s drafts. Post or discard some of them, and this one is kept.") % {"most": MOST}
        )
