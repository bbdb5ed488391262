"""Bringing a mailing list's archive into a group. One transaction: all of it, or nothing; the actor is `by`."""

import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F, Max
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from members import actions as members
from workstreams.discussion import tree
from workstreams.discussion.mbox import ancestry
from workstreams.discussion.models import ImportedMessage, Post, Thread
from workstreams.discussion.permissions import can_import
from workstreams.discussion.searching import found_by
from workstreams.groups.models import WorkingGroup
from workstreams.markup.mail import render_mail
from workstreams.markup.rendering import RENDERER_VERSION

# Posts written in one statement, and ids asked for in one question.
BATCH = 500
QUESTION = 5000


@dataclass
class Report:
    """What an import did: `messages` were read, and each is one of `threads`, `replies`, `duplicates` or `skipped`.

    `duplicates` were in the group before, or twice in the file; `skipped` are dicts of `message_id` and `why`.
    `max_depth` is that of the deepest message of the file in the group's threads, whether new or not; a root's is 0.
    """

    messages: int = 0
    threads: int = 0
    replies: int = 0
    duplicates: int = 0
    skipped: list = field(default_factory=list)
    max_depth: int = 0


@transaction.atomic
def import_messages(group, messages, *, by, progress=None):
    """Add the messages (`mbox.Message`s) to the group as threads, in their own tree and at their own times.

    What came in with an earlier import stays as it is, and new messages find their place below it. Senders become
    imported people, even where a member has the same address: a header proves nothing about who wrote. Nobody is
    notified. `by` None is whoever has the machine's command line; else PermissionDenied for all but the group's leads
    and the secretariat. `progress` is called with the posts written and their total. Returns a Report.
    """
    if not (by is None or can_import(by, group)):
        raise PermissionDenied(_("The leads of this group and the secretariat bring archives in."))
    # Two imports into one group wait for each other. Posting goes on: a new row needs only the group's key.
    group = WorkingGroup.objects.select_for_update(no_key=True, of=["self"]).get(pk=group.pk)
    with tempfile.TemporaryFile() as shelf:
        report, entries, left_out = _take_in(messages, shelf)
        known = _posts_here(group, {name for one in entries for name in (one.message_id, *one.answers)})
        new = [one for one in entries if one.message_id not in known]
        report.duplicates += len(entries) - len(new)
        report.max_depth = _deepest(known[one.message_id] for one in entries if one.message_id in known)
        found = ancestry.parents(new, elsewhere=known.keys(), left_out=left_out)
        _write(group, list(ancestry.in_order(new, found)), found, known, shelf, report, progress)
    return report


@dataclass(slots=True)
class _Entry:
    """A message without its text, which waits on the shelf: a large archive does not fit into memory."""

    message_id: str
    answers: tuple
    name: str
    address: str
    date: datetime
    title: str
    begins: int
    length: int


@dataclass(slots=True)
class _Place:
    post_id: int
    thread_id: int
    path: bytes
    depth: int


def _take_in(messages, shelf):
    report, entries, left_out, seen = Report(), [], {}, set()
    for message in messages:
        report.messages += 1
        if message.message_id in seen:
            report.duplicates += 1
        elif message.problem:
            report.skipped.append({"message_id": message.message_id, "why": message.problem})
            left_out[message.message_id] = message.answers
        else:
            text = message.body.encode()
            entries.append(
                _Entry(
                    message.message_id,
                    message.answers,
                    message.name,
                    message.address,
                    message.date,
                    message.title,
                    shelf.tell(),
                    shelf.write(text),
                )
            )
        seen.add(message.message_id)
    return report, entries, left_out


def _posts_here(group, names):
    """{id of a message: id of its post} of those of the ids that were imported into the group before."""
    here = ImportedMessage.objects.filter(group=group)
    if not here.exists():
        return {}
    return {
        name: post for some in batches(names, QUESTION) for name, post in
        here.filter(message_id__in=some).values_list("message_id", "post_id")
    }  # fmt: skip


def _deepest(posts):
    depths = (
        Post.objects.filter(pk__in=some).aggregate(depth=Max("depth"))["depth"] for some in batches(posts, QUESTION)
    )
    return max(depths, default=0)


def _write(group, entries, found, known, shelf, report, progress):
    people = members.imported_members({one.address: one.name for one in reversed(entries)})
    places = _places_of({known[parent] for parent in found.values() if parent in known}, known)
    answered = set(found.values())
    threads = _threads(group, [one for one in entries if found[one.message_id] is None], people)
    report.threads = len(threads)
    report.replies = len(entries) - len(threads)
    ids = post_ids(len(entries))
    told = {}
    done = 0
    for some in batches(entries, BATCH):
        posts = []
        for one in some:
            parent = places.get(found[one.message_id])
            post_id = next(ids)
            path, depth = tree.place(post_id, parent)
            place = _Place(post_id, parent.thread_id if parent else threads[one.message_id], path, depth)
            if one.message_id in answered:
                places[one.message_id] = place
            posts.append(_post(one, place, parent, people[one.address], shelf))
            count, last = told.get(place.thread_id, (0, one.date))
            told[place.thread_id] = (count + bool(parent), max(last, one.date))
            report.max_depth = max(report.max_depth, depth)
        Post.objects.bulk_create(posts)
        ImportedMessage.objects.bulk_create(
            ImportedMessage(group=group, message_id=one.message_id, post=post)
            for one, post in zip(some, posts, strict=True)
        )
        done += len(some)
        if progress:
            progress(done, len(entries))
    for thread_id, (replies, last) in told.items():
        Thread.objects.filter(pk=thread_id).update(
            reply_count=F("reply_count") + replies,
            last_post_at=Greatest("last_post_at", last),
            version=F("version") + 1,
        )


def _places_of(posts, known):
    """{id of a message: its _Place} of the posts that new messages answer."""
    rows = {
        row["pk"]: _Place(row["pk"], row["thread_id"], bytes(row["path"]), row["depth"])
        for some in batches(posts, QUESTION)
        for row in Post.objects.filter(pk__in=some).values("pk", "thread_id", "path", "depth")
    }
    return {name: rows[post] for name, post in known.items() if post in rows}


def _threads(group, roots, people):
    """Open a thread for each root. Returns {id of the root's message: id of the thread}."""
    made = Thread.objects.bulk_create(
        [
            Thread(group=group, title=one.title, author=people[one.address], created_at=one.date, last_post_at=one.date)
            for one in roots
        ],
        batch_size=BATCH,
    )
    return {one.message_id: thread.pk for one, thread in zip(roots, made, strict=True)}


def _post(one, place, parent, author, shelf):
    shelf.seek(one.begins)
    body = shelf.read(one.length).decode()
    html = render_mail(body)
    return Post(
        pk=place.post_id,
        thread_id=place.thread_id,
        parent_id=parent and parent.post_id,
        path=place.path,
        depth=place.depth,
        author=author,
        format=Post.Format.MAIL,
        body=body,
        body_html=html,
        **found_by(html, title="" if parent else one.title),
        renderer=RENDERER_VERSION,
        created_at=one.date,
    )


def post_ids(count):
    # Places in the tree hold ids, so all of them are taken before the first row is written; rising, as the tree needs.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [Post._meta.db_table, count],
        )
        return iter(sorted(row[0] for row in cursor.fetchall()))


def batches(items, size):
    items = iter(items)
    while some := list(islice(items, size)):
        yield some
