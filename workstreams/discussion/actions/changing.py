"""Changing what was said. One transaction; the actor is `by`."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from workstreams.discussion.actions.attaching import use_files
from workstreams.discussion.actions.calling import note_mentions
from workstreams.discussion.actions.drafting import empty_draft
from workstreams.discussion.actions.holding import hold_thread_of
from workstreams.discussion.actions.holding_back import has_no_new_links
from workstreams.discussion.actions.silencing import is_not_silenced
from workstreams.discussion.models import Post, Revision, Thread
from workstreams.discussion.naming import rendered
from workstreams.discussion.permissions import can_edit
from workstreams.discussion.searching import found_by
from workstreams.discussion.texts import state_of, tidy, wrong_with_body, wrong_with_title
from workstreams.markup.rendering import RENDERER_VERSION

# A slip seen at once is put right without a trace. What others may have read and answered leaves one.
WITHOUT_TRACE = timedelta(minutes=5)


@transaction.atomic
def edit_post(post, *, by, body, title="", base="", draft=0):
    """Give a post another text, and the thread another title where the post is its first.

    In the first five minutes nothing is kept of the old text; later it stays as a revision. `base` is the state of the
    text (see `texts.state_of`) that the new one was written upon; "" for whatever stands now. `draft` is as in
    `start_thread`. Raises PermissionDenied for all but the author with a seat; ValidationError for a text or title of
    the wrong length, while the post is hidden or withdrawn, the thread locked, the group closed or its author
    silenced there, and (code "overtaken") where somebody saved another text in the meantime. The same text again
    changes nothing.
    """
    body = tidy(body)
    # All that takes time is done before anybody waits: whoever replies here waits from the lock on.
    seen = _as_it_stands(post)
    title_then = _title_after(seen, title)
    if not _is_to_be_changed(seen, by, title_then, body, base):
        return seen
    text = _written(seen, title_then, body)
    # The thread before its post, as a reply takes them: neither waits for the other. A title is the thread's own.
    thread = hold_thread_of(post)
    post = Post.objects.select_for_update(of=["self"]).get(pk=post.pk)
    post.thread = thread
    title = _title_after(post, title)
    if not _is_to_be_changed(post, by, title, body, base):
        return post
    is_first = post.parent_id is None
    if (thread.group_id, is_first, title) != (seen.thread.group_id, seen.parent_id is None, title_then):
        # It went to another group, or into another thread, in this moment: others are called there.
        text = _written(post, title, body)
    now = timezone.now()
    has_no_new_links(by, thread.group, text.html, before=post.body_html)
    changes = ["body", "body_html", "renderer", *text.found_by]
    if now - post.created_at > WITHOUT_TRACE:
        Revision.objects.create(
            post=post,
            number=post.revision_count + 1,
            title=thread.title if is_first else "",
            body=post.body,
            written_at=post.edited_at or post.created_at,
            replaced_at=now,
            replaced_by=by,
        )
        post.revision_count += 1
        post.edited_at = now
        changes += ["revision_count", "edited_at"]
    post.body, post.body_html, post.renderer = body, text.html, RENDERER_VERSION
    for name, value in text.found_by.items():
        setattr(post, name, value)
    post.save(update_fields=changes)
    use_files(post, by=by)
    note_mentions(post, text.called)
    for name in settings.ON_EDITED:
        import_string(name)(post)
    empty_draft(by, draft, {"post": post}, body)
    thread.title = title
    Thread.objects.filter(pk=thread.pk).update(title=title, version=F("version") + 1)
    return post


def _as_it_stands(post):
    return Post.objects.select_related("thread__group").get(pk=post.pk)


def _title_after(post, title):
    return " ".join(title.split()) if title and post.parent_id is None else post.thread.title


def _is_to_be_changed(post, by, title, body, base):
    """Whether there is anything to do. Raises what `edit_post` says."""
    if not can_edit(by, post):
        raise PermissionDenied(_("Whoever wrote a post changes it, while they have a seat in the group."))
    _is_open(post)
    is_not_silenced(by, post.thread.group)
    is_first = post.parent_id is None
    wrong = {"title": is_first and wrong_with_title(title), "body": wrong_with_body(body)}
    if any(wrong.values()):
        raise ValidationError({name: message for name, message in wrong.items() if message})
    if (title, body) == (post.thread.title, post.body):
        return False
    if base and base != state_of(post.body, post.thread.title if is_first else ""):
        raise ValidationError(
            _("This was changed elsewhere in the meantime. Both texts stand below: save yours once more to keep it."),
            code="overtaken",
        )
    return True


@dataclass(frozen=True)
class _Text:
    """What is kept of a text beside its words."""

    html: str
    called: frozenset
    found_by: dict


def _written(post, title, body):
    named = rendered(body, post.thread.group)
    if named.wrong:
        raise ValidationError({"body": named.wrong})
    return _Text(named.html, named.called, found_by(named.html, title="" if post.parent_id else title))


def _is_open(post):
    keep = _("Your text is kept below: copy it before you go on.")
    if post.withdrawn_at:
        raise ValidationError(_("You withdrew this post. Write a new one."), code="withdrawn")
    if post.hidden_at:
        raise ValidationError(f"{_('A lead has hidden this post.')} {keep}", code="hidden")
    if post.thread.locked_at:
        raise ValidationError(f"{_('This thread is locked.')} {keep}", code="locked")
    if not post.thread.group.takes_posts:
        raise ValidationError(f"{post.thread.group.closed_because} {keep}", code="group_closed")
