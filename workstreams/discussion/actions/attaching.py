"""Bringing files, using them in a post, and letting go of those that nobody uses. The actor is `by`."""

import logging
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Member
from workstreams.discussion import files
from workstreams.discussion.actions.silencing import is_not_silenced
from workstreams.discussion.models import FILE_SIZE, FILES, Attachment
from workstreams.discussion.permissions import can_attach
from workstreams.markup.pictures import keys_in

log = logging.getLogger(__name__)

# A file that no row knows may be one whose row is just being written.
ORPHAN_AFTER = timedelta(days=1)
BATCH = 500


def attach(group, *, by, name, file):
    """Keep a file (open, seekable) that somebody brings for a post in this group: an Attachment without a post yet.

    What is kept is what `files.inspect` makes of it. Raises PermissionDenied for people without a seat, ValidationError
    for a file that does not come in, for one beyond the member's quota, while the group takes no posts, and while one
    is silenced there.
    """
    if not can_attach(by, group):
        raise PermissionDenied(_("Those who take part in this group can attach files. Join it first."))
    if not group.takes_posts:
        raise ValidationError(group.closed_because, code="group_closed")
    is_not_silenced(by, group, wrote=False)
    try:
        # Before the transaction: a large picture takes a second to be drawn, and nothing waits for it.
        fit = files.inspect(name, file, most=FILE_SIZE)
    except files.Refused as problem:
        raise ValidationError(str(problem)) from problem
    return _keep(group, by, fit)


@transaction.atomic
def _keep(group, by, fit):
    # Two files at the same moment do not both take the last place.
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    brought = Attachment.objects.brought_by(by)
    if brought + fit.size > settings.ATTACHMENTS_QUOTA:
        raise ValidationError(
            _(
                "“%(name)s” does not fit any more: your files have %(has)s of %(most)s MB. Withdraw a post with files"
                " that nobody needs, or ask the secretariat."
            )
            % {"name": files.shown(fit.name), "has": megabytes(brought), "most": megabytes(settings.ATTACHMENTS_QUOTA)},
            code="quota",
        )
    kept = Attachment(
        owner=by,
        group=group,
        name=fit.name,
        content_type=fit.content_type,
        size=fit.size,
        width=fit.width,
        height=fit.height,
    )
    try:
        # The file first: without its row it is found and swept, a row without its file would be a dead link.
        kept.file.save(fit.name, File(fit.file), save=False)
        kept.save(force_insert=True)
    except Exception:
        _delete(kept.file.storage, kept.file.name)
        raise
    return kept


def use_files(post, *, by):
    """Give a post the files that its text names, inside the caller's transaction: those that `by` brought into its
    group and has not used yet. Files of other posts that `by` may read can be shown and stay where they are.

    Raises ValidationError where the text names any other, or more than a post may have.
    """
    keys = set(keys_in(post.body))
    if not keys:
        return
    own = Attachment.objects.filter(key__in=keys, owner=by, group=post.thread.group_id, post=None, held=None)
    # Whoever cleans up passes over what is locked, and what it holds is waited for.
    fresh = list(own.select_for_update().order_by("pk"))
    Attachment.objects.filter(pk__in=[one.pk for one in fresh]).update(post=post)
    if fresh and post.attachments.count() > FILES:
        raise ValidationError({"body": _("A post has %(n)d files at most. Post the others in a reply.") % {"n": FILES}})
    used = Attachment.objects.visible_to(by).readable_by(by).exclude(post=None).filter(key__in=keys)
    if len(keys) > used.count():
        raise ValidationError(
            {"body": _("A file that your text names is not here, or not for this group. Attach it again.")},
        )


def keep_for(held, *, by):
    """Keep the files that a text names while it waits for a lead. Inside the caller's transaction; errors as in
    `use_files`."""
    keys = set(keys_in(held.body))
    if not keys:
        return
    own = Attachment.objects.filter(key__in=keys, owner=by, group=held.group_id, post=None, held=None)
    fresh = [one.pk for one in own.select_for_update(of=["self"]).order_by("pk")]
    if len(fresh) > FILES:
        raise ValidationError({"body": _("A post has %(n)d files at most. Post the others in a reply.") % {"n": FILES}})
    Attachment.objects.filter(pk__in=fresh).update(held=held)
    used = Attachment.objects.visible_to(by).readable_by(by).exclude(post=None).filter(key__in=keys)
    if len(keys) > len(fresh) + used.count():
        raise ValidationError(
            {"body": _("A file that your text names is not here, or not for this group. Attach it again.")},
        )


def let_go_of(held, group):
    """Let the files of a text that waited go where it goes: into its post in this group, or back among the unused."""
    held.attachments.update(held=None, group=group)


def tidy_files(*, now=None):
    """Delete what `left_over` says. Safe to run twice, at any time: what somebody posts in this moment stays."""
    now = now or timezone.now()
    for pk in Attachment.objects.left_over(now).order_by("pk").values_list("pk", flat=True):
        _let_go(pk, now)


@transaction.atomic
def _let_go(pk, now):
    left_over = Attachment.objects.select_for_update(of=["self"], skip_locked=True).left_over(now)
    if one := left_over.filter(pk=pk).first():
        remove(one)


def remove(attachment):
    """Delete a row, and its file once that is for sure. Inside the caller's transaction."""
    storage, name = attachment.file.storage, attachment.file.name
    attachment.delete()
    transaction.on_commit(lambda: _delete(storage, name))


def _delete(storage, name):
    try:
        storage.delete(name)
    except OSError:
        log.exception("The file %s was not deleted. The next sweep tries again.", name)


def sweep_storage(*, now=None):
    """Delete files that no row knows: what a crash between two steps has left. Returns how many."""
    storage = Attachment._meta.get_field("file").storage
    before = (now or timezone.now()) - ORPHAN_AFTER
    swept = 0
    for names in _stored(storage):
        known = set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))
        for name in names:
            if name not in known and storage.get_modified_time(name) < before:
                storage.delete(name)
                swept += 1
    return swept


def _stored(storage):
    try:
        folders, _files = storage.listdir("attachments")
    except FileNotFoundError:
        return
    for folder in folders:
        names = iter(f"attachments/{folder}/{name}" for name in storage.listdir(f"attachments/{folder}")[1])
        while some := list(islice(names, BATCH)):
            yield some


def megabytes(size):
    """Bytes as whole megabytes, for a sentence."""
    return round(size / 1024 / 1024)
