"""Reading notices. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workstreams.notices.models import Notice
from workstreams.notices.querysets import OF_WORDS


@transaction.atomic
def open_notice(notice, *, by):
    """Note that a notice was read. Harmless a second time. Raises PermissionDenied for another's."""
    if by.pk != notice.recipient_id:
        raise PermissionDenied(_("Notices are read by those to whom they went."))
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(*, by, until):
    """Mark as read what came to `by` up to the notice with the number `until`: what came later stays unread. Returns
    how many they were."""
    return Notice.objects.unread().filter(recipient=by, pk__lte=until).update(read_at=timezone.now())


def on_read(member, *, thread, posts=(), until=None):
    """Whoever reads a post has read what tells of it: one of settings.ON_READ."""
    here = Notice.objects.unread().filter(recipient=member, kind__in=OF_WORDS, post__thread=thread)
    here = here.filter(post__in=posts) if until is None else here.filter(post__lte=until)
    here.update(read_at=timezone.now())
