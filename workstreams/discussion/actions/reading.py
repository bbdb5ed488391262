"""Moving read marks. One transaction each; the actor is `by`."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from workstreams.discussion.actions.holding import stays
from workstreams.discussion.models import Post, ReadMark
from workstreams.discussion.permissions import can_follow

#: As many posts are kept one by one. Beyond that the oldest of them are unread again, which is the safe mistake.
MOST_BEYOND = 1000


@transaction.atomic
def mark_read(thread, *, by, posts):
    """Note that these posts (numbers) were shown to `by`; those of other threads are left out.

    What was read stays read, from however many windows at once. Nothing is called read that was not shown, but one's
    own posts are passed over. Raises PermissionDenied for those who are no active members or do not see the thread,
    ValidationError (code "moved") where the thread was merged into another in this moment.
    """
    _ask(thread, by)
    shown = set(Post.objects.filter(thread=thread, pk__in=posts).values_list("pk", flat=True))
    if not shown:
        return
    mark = _locked(thread, by)
    read = {number for number in shown if number > mark.until} | set(mark.beyond)
    if len(read) > len(mark.beyond):
        _move(mark, read)
    for name in settings.ON_READ:
        import_string(name)(by, thread=thread, posts=shown)


@transaction.atomic
def mark_thread_read(thread, *, by, until):
    """Put the whole thread behind oneself, up to the post `until`, the newest when the page was drawn: what came later
    stays unread. Errors as `mark_read`."""
    _ask(thread, by)
    newest = Post.objects.filter(thread=thread, pk__lte=until).aggregate(newest=Max("pk"))["newest"]
    if newest is None:
        return
    mark = _locked(thread, by)
    if newest > mark.until:
        mark.until = newest
        _move(mark, {number for number in mark.beyond if number > newest})
    for name in settings.ON_READ:
        import_string(name)(by, thread=thread, until=mark.until)


def _ask(thread, by):
    if not can_follow(by, thread.group):
        raise PermissionDenied(_("What members of the alliance have read is kept. Your membership is not active yet."))


def _locked(thread, by):
    if not stays(thread):
        raise ValidationError(_("This thread was moved or merged in this moment. Look at it again."), code="moved")
    ReadMark.objects.bulk_create([ReadMark(thread=thread, member=by)], ignore_conflicts=True)
    return ReadMark.objects.select_for_update().get(thread=thread, member=by)


def _move(mark, beyond):
    """Raise `until` as far as nothing unread stands below it, and keep what was read after that one by one.

    Replies take their numbers under their thread's lock, so no smaller one appears there later.
    """
    here = Post.objects.filter(thread=mark.thread_id, pk__gt=mark.until).exclude(author=mark.member_id)
    unread = here.exclude(pk__in=beyond).aggregate(first=Min("pk"))["first"]
    mark.until = max([mark.until, *beyond]) if unread is None else max(mark.until, unread - 1)
    mark.beyond = sorted(number for number in beyond if number > mark.until)[-MOST_BEYOND:]
    mark.changed_at = timezone.now()
    mark.save(update_fields=["until", "beyond", "changed_at"])
