"""The tags of a thread. One transaction; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.discussion.actions.holding import hold_threads
from workstreams.discussion.models import Tag, Thread
from workstreams.discussion.permissions import can_steer
from workstreams.markup.sanitising import writable

MOST_TAGS = 5
TAG_LENGTH = (2, 60)


@transaction.atomic
def set_tags(thread, *, by, names):
    """Give a thread these tags and no others. Returns it.

    A name that the group has already, in letters of whatever case, is that tag; others are made. Tags that no thread
    of the group has any more go. Raises PermissionDenied for anyone but the group's leads; ValidationError for more
    than `MOST_TAGS`, and for a new name of the wrong length.
    """
    held = hold_threads(thread.pk).get(thread.pk)
    if held is None:
        raise ValidationError(_("This thread was moved or merged in this moment. Look at it again."), code="moved")
    if not can_steer(by, held):
        raise PermissionDenied(_("The leads of this group give threads their tags."))
    # Held, so that none of them goes while it is given to this thread.
    list(held.group.tags.select_for_update().order_by("pk"))
    tags = {tag.pk: tag for tag in (_tag(held.group, name) for name in map(_cleaned, names) if name)}
    if len(tags) > MOST_TAGS:
        few = ngettext("A thread has at most %(n)s tag.", "A thread has at most %(n)s tags.", MOST_TAGS)
        raise ValidationError(few % {"n": MOST_TAGS})
    if set(tags) != set(held.tags.values_list("pk", flat=True)):
        held.tags.set(tags)
        held.group.tags.filter(threads=None).delete()
        Thread.objects.filter(pk=held.pk).update(version=F("version") + 1)
    return held


def _cleaned(name):
    return " ".join(writable(name).split())


def _tag(group, name):
    if found := group.tags.named(name).first():
        return found
    least, most = TAG_LENGTH
    if not least <= len(name) <= most:
        wrong = _("“%(name)s” is too short or too long. A tag has %(least)s to %(most)s characters.")
        raise ValidationError(wrong % {"name": name, "least": least, "most": most})
    # A lead who makes the same tag in this moment has made ours.
    Tag.objects.bulk_create([Tag(group=group, name=name)], ignore_conflicts=True)
    return group.tags.named(name).get()
