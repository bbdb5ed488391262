"""Taking threads and posts under a lock, always in the same order, so that nobody waits in a circle.

The order: groups by their numbers, threads by theirs, then posts. Whoever holds a thread has its tree to themselves:
nothing joins it, leaves it or changes its place. Reading goes on, and so does writing in every other thread.
"""

from django.db import connection

from portal.prepared import Prepared
from workstreams.discussion.models import Post, Thread
from workstreams.groups.models import WorkingGroup


def _to_be_held():
    # Not the strongest lock: a row that only names the thread, as a draft or a mark does, is written meanwhile.
    threads = Thread.objects.select_for_update(of=["self"], no_key=True)
    return threads.select_related("group").order_by("pk")


_THREAD = Prepared(lambda number: _to_be_held().filter(pk=number), one_plan=True)


def groups_as_they_stay(*numbers):
    """The groups with these ids as they are now, and as they stay until the transaction ends, {id: group}: whoever
    rests or concludes one, or changes its roles, waits. Other replies do not wait, nor new threads, nor an archive
    coming in."""
    # Django has no word for the weakest of locks, which alone goes with those of the others who write here.
    table = connection.ops.quote_name(WorkingGroup._meta.db_table)
    found = WorkingGroup.objects.raw(
        f"SELECT * FROM {table} WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE",  # noqa: S608
        [list(numbers)],
    )
    return {group.pk: group for group in found}


def stays(thing):
    """Whether a thread or post is still there. If so, until the transaction ends nobody takes it away, nor brings the
    post to another thread. Whoever replies, or has taken the same lock, does not wait."""
    table = connection.ops.quote_name(thing._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR KEY SHARE", [thing.pk])  # noqa: S608
        return cursor.fetchone() is not None


def hold_to_the_last(thread):
    """Before a thread goes, which the caller holds already: nobody begins a draft or a mark there any more, and who has
    begun is done."""
    Thread.objects.select_for_update(of=["self"]).only("pk").get(pk=thread.pk)


def hold_threads(*numbers):
    """The threads with these ids, held until the transaction ends, {id: thread}. One that was merged is missing."""
    return {thread.pk: thread for thread in _to_be_held().filter(pk__in=numbers)}


def hold_thread(number):
    """The same for one thread: it, or None where it was merged. Every reply asks this, so it is put together once."""
    return next(iter(_THREAD.ask("", number=number)), None)


def hold_threads_of(posts):
    """The threads in which these posts (a queryset) stand now, held in their order, {id: thread}."""
    held = {}
    while missing := set(posts.order_by().values_list("thread", flat=True)) - set(held):
        # Some may have been split off or merged while we waited.
        held |= hold_threads(*missing)
    return held


def hold_thread_of(post):
    """The thread in which a post stands now, with its group, held. Raises Post.DoesNotExist where it is gone."""
    held = None
    while True:
        # It may have been split off or merged while we waited: then its thread is another one.
        number = Post.objects.values_list("thread", flat=True).get(pk=post.pk)
        if held and held.pk == number:
            return held
        held = hold_threads(number).get(number)
