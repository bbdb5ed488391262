"""Keeping read marks true when posts change their thread, inside the transaction of whoever moves them."""

from bisect import bisect_left, bisect_right

from django.db import transaction

from workstreams.discussion.actions.reading import MOST_BEYOND
from workstreams.discussion.models import Following, Post, ReadMark


@transaction.atomic
def copy_marks(thread, *, to):
    """After posts of `thread` became the thread `to`: what was read there stays read, and is followed as before."""
    marks = ReadMark.objects.filter(thread=thread)
    copies = [ReadMark(thread=to, member_id=one.member_id, until=one.until, beyond=one.beyond) for one in marks]
    ReadMark.objects.bulk_create(copies, ignore_conflicts=True, batch_size=500)
    followings = Following.objects.filter(thread=thread)
    Following.objects.bulk_create(
        [Following(thread=to, member_id=one.member_id, level=one.level) for one in followings],
        ignore_conflicts=True,
        batch_size=500,
    )


@transaction.atomic
def join_marks(thread, *, into):
    """Before the posts of `thread` become part of `into`: each reader's two marks become the one that calls read what
    either did, and nothing else. Who followed either follows the whole, as they chose for `into` first."""
    numbers = {one.pk: _numbers(one) for one in (thread, into)}
    marks = {}
    for mark in ReadMark.objects.select_for_update().filter(thread__in=[thread, into]).order_by("pk"):
        marks.setdefault(mark.member_id, {})[mark.thread_id] = mark
    joined = [ReadMark(thread=into, member_id=member, **_joined(member, own, numbers)) for member, own in marks.items()]
    ReadMark.objects.bulk_create(
        joined,
        update_conflicts=True,
        unique_fields=["member", "thread"],
        update_fields=["until", "beyond", "changed_at"],
        batch_size=500,
    )
    ReadMark.objects.filter(thread=thread).delete()
    copies = [
        Following(thread=into, member_id=one.member_id, level=one.level, changed_at=one.changed_at)
        for one in Following.objects.filter(thread=thread)
    ]
    Following.objects.bulk_create(copies, ignore_conflicts=True, batch_size=500)
    Following.objects.filter(thread=thread).delete()


def _numbers(thread):
    """The posts of a thread as two lists in the order of their numbers: (numbers, authors)."""
    rows = list(Post.objects.filter(thread=thread).order_by("pk").values_list("pk", "author_id"))
    return [number for number, _author in rows], [author for _number, author in rows]


def _joined(member, own, numbers):
    unread = [_first_unread(member, own.get(thread), *posts) for thread, posts in numbers.items()]
    unread = [number for number in unread if number is not None]
    last = max(posts[-1] for posts, _authors in numbers.values() if posts)
    until = min(unread) - 1 if unread else last
    beyond = set()
    for thread, (posts, _authors) in numbers.items():
        if mark := own.get(thread):
            read = posts[bisect_right(posts, until) : bisect_right(posts, mark.until)]
            beyond.update(read[-MOST_BEYOND:], (number for number in mark.beyond if number > until))
    return {"until": until, "beyond": sorted(beyond)[-MOST_BEYOND:]}


def _first_unread(member, mark, posts, authors):
    beyond = set(mark.beyond) if mark else ()
    for place in range(bisect_left(posts, mark.until + 1) if mark else 0, len(posts)):
        if posts[place] not in beyond and authors[place] != member:
            return posts[place]
    return None
