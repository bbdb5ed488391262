"""Bringing an archive of issues into a group. One transaction: all of it, or nothing; the actor is `by`."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.translation import gettext as _

from members import actions as members
from workstreams.discussion import archive, tree
from workstreams.discussion.actions.holding import hold_threads
from workstreams.discussion.actions.importing import BATCH, QUESTION, batches, post_ids
from workstreams.discussion.models import BODY_LENGTH, TITLE_LENGTH, ImportedMessage, Post, Tag, Thread
from workstreams.discussion.permissions import can_import
from workstreams.discussion.searching import found_by
from workstreams.groups.models import WorkingGroup
from workstreams.markup.rendering import RENDERER_VERSION, is_blank, plain, render
from workstreams.markup.sanitising import writable

# Behind a name, what it is kept by: an address that leads nowhere, so that the same person is known again.
ADDRESS = "{}@archive.invalid"
TAG_LENGTH = 60


@dataclass
class ArchiveReport:
    """What an import did. `topics` were read; `threads` and `replies` are new, `duplicates` were here before.

    `resolved` references lead to a thread; `unresolved` are dicts of `place` and `reference`. `skipped` are places of
    comments without a text, `shortened` those of texts that were cut; `remarks` on lines of a change are left out.
    """

    topics: int = 0
    threads: int = 0
    replies: int = 0
    duplicates: int = 0
    tags: int = 0
    resolved: int = 0
    unresolved: list = field(default_factory=list)
    skipped: list = field(default_factory=list)
    shortened: list = field(default_factory=list)
    remarks: int = 0


@transaction.atomic
def import_archive(group, path, *, by, progress=None):
    """Add the issues and change proposals of the archive at `path` to the group as threads, in the order of their
    numbers, with their comments as replies, at their own times, and labels as tags.

    References among them become links to the threads. The same archive again adds what is new, and nothing twice.
    Authors become imported people (see `import_messages`). Nobody is notified. `by` None is whoever has the machine's
    command line; else PermissionDenied for all but the group's leads and the secretariat. Raises archive.Unreadable.
    `progress` is called with the posts written and their total. Returns an ArchiveReport.
    """
    if not (by is None or can_import(by, group)):
        raise PermissionDenied(_("The leads of this group and the secretariat bring archives in."))
    # Two imports into one group wait for each other. Posting goes on: a new row needs only the group's key.
    group = WorkingGroup.objects.select_for_update(no_key=True, of=["self"]).get(pk=group.pk)
    name = archive.name_of(path)
    report = ArchiveReport()
    heads, authors, keys = _look_through(path, name, report)
    known = _posts_here(group, keys)
    # As a reply does, before a number is taken: else somebody who reads meanwhile would have read what comes in here.
    if hold_threads(*_that_go_on(heads, known)):
        known = _posts_here(group, keys)
    people = members.imported_members({ADDRESS.format(one): one for one in authors})
    threads = _threads(group, heads, known, people, report)
    addresses = {number: reverse("thread_number", args=[thread]) for number, thread in threads.items()}
    written = _Written(group, name, known, people, threads, addresses, report, post_ids(len(keys) - len(known)))
    done, total = 0, len(keys) - len(known)
    for posts in batches(_fresh(path, name, written), BATCH):
        Post.objects.bulk_create(post for _key, post in posts)
        ImportedMessage.objects.bulk_create(
            ImportedMessage(group=group, message_id=key, post=post) for key, post in posts
        )
        done += len(posts)
        if progress:
            progress(done, total)
    for thread, (replies, last) in written.told.items():
        Thread.objects.filter(pk=thread).update(
            reply_count=F("reply_count") + replies,
            last_post_at=Greatest("last_post_at", last),
            version=F("version") + 1,
        )
    return report


@dataclass(slots=True)
class _Head:
    """A topic without its texts. `comments` are the keys of those that will be posts."""

    number: int
    key: str
    title: str
    author: str
    at: object
    labels: list
    comments: list


@dataclass
class _Written:
    """What is known while posts are written, and what was `told` of each thread: [replies, newest moment]."""

    group: WorkingGroup
    name: str
    known: dict
    people: dict
    threads: dict
    addresses: dict
    report: ArchiveReport
    ids: object
    told: dict = field(default_factory=dict)


def _look_through(path, name, report):
    """The first reading: heads in the order of their numbers, authors, and the keys of all that will be a post."""
    heads, authors, keys = [], set(), set()
    for topic in archive.read(path, name):
        opening = topic.opening
        comments = []
        head = _Head(topic.number, opening.key, _title(topic), opening.author, opening.at, topic.labels, comments)
        heads.append(head)
        authors.add(opening.author)
        keys.add(opening.key)
        report.topics += 1
        report.remarks += topic.remarks
        for said in topic.comments:
            if is_blank(writable(said.body)):
                report.skipped.append(said.place)
            else:
                authors.add(said.author)
                keys.add(said.key)
                comments.append(said.key)
    return sorted(heads, key=lambda head: head.number), authors, keys


def _title(topic):
    title = writable(topic.title)
    if len(title) < TITLE_LENGTH[0]:
        title = f"{title} (#{topic.number})".strip()
    if len(title) < TITLE_LENGTH[0]:
        title = _("Issue %(number)d") % {"number": topic.number}
    return title[: TITLE_LENGTH[1]]


def _posts_here(group, keys):
    """{key: (id of its post, id of its thread, path, depth)} of those that an earlier import brought."""
    found = {}
    for some in batches(keys, QUESTION):
        rows = ImportedMessage.objects.filter(group=group, message_id__in=some)
        for key, pk, thread, path, depth in rows.values_list(
            "message_id", "post_id", "post__thread_id", "post__path", "post__depth"
        ):
            found[key] = _Place(pk, thread, bytes(path), depth)
    return found


def _that_go_on(heads, known):
    """The threads of an earlier import (ids) that get more posts from this one."""
    old = [head for head in heads if head.key in known]
    return {known[head.key].thread for head in old if any(key not in known for key in head.comments)}


@dataclass(slots=True)
class _Place:
    pk: int
    thread: int
    path: bytes
    depth: int


def _threads(group, heads, known, people, report):
    """Open a thread for each new topic, and tag it. Returns {number of a topic: id of its thread}, of old ones too."""
    new = [head for head in heads if head.key not in known]
    made = Thread.objects.bulk_create(
        [
            Thread(
                group=group,
                title=head.title,
                author=people[ADDRESS.format(head.author).lower()],
                created_at=head.at,
                last_post_at=head.at,
            )
            for head in new
        ],
        batch_size=BATCH,
    )
    report.threads = len(made)
    tags = _tags(group, [label for head in new for label in head.labels], report)
    Thread.tags.through.objects.bulk_create(
        (
            Thread.tags.through(thread=thread, tag=tag)
            for head, thread in zip(new, made, strict=True)
            for tag in {tags[_label(label)] for label in head.labels if _label(label)}
        ),
        batch_size=BATCH,
    )
    fresh = {head.number: thread.pk for head, thread in zip(new, made, strict=True)}
    return {head.number: known[head.key].thread for head in heads if head.key in known} | fresh


def _label(label):
    return writable(label)[:TAG_LENGTH].strip().lower()


def _tags(group, labels, report):
    """{name in small letters: Tag} for labels, those made that the group does not have yet."""
    tags = {tag.name.lower(): tag for tag in group.tags.all()}
    for label in labels:
        if _label(label) and _label(label) not in tags:
            tags[_label(label)] = Tag.objects.create(group=group, name=writable(label)[:TAG_LENGTH].strip())
            report.tags += 1
    return tags


def _fresh(path, name, written):
    """The second reading: (key, Post) of all that is new, openings before their comments."""
    for topic in archive.read(path, name):
        root = written.known.get(topic.opening.key)
        if root is None:
            post = _post(topic.opening, None, written.threads[topic.number], written, title=_title(topic))
            root = _Place(post.pk, post.thread_id, post.path, post.depth)
            yield topic.opening.key, post
        else:
            written.report.duplicates += 1
        for said in topic.comments:
            if said.key in written.known:
                written.report.duplicates += 1
            elif not is_blank(writable(said.body)):
                written.report.replies += 1
                yield said.key, _post(said, root, root.thread, written)


def _post(said, root, thread, written, *, title=""):
    body = _text(said, written)
    html = render(body)
    pk = next(written.ids)
    path, depth = tree.place(pk, root)
    told = written.told.setdefault(thread, [0, said.at])
    told[0] += root is not None
    told[1] = max(told[1], said.at)
    return Post(
        pk=pk,
        thread_id=thread,
        parent_id=root and root.pk,
        path=path,
        depth=depth,
        author=written.people[ADDRESS.format(said.author).lower()],
        body=body,
        body_html=html,
        **found_by(html, title=title),
        renderer=RENDERER_VERSION,
        created_at=said.at,
    )


def _text(said, written):
    text = writable(said.body).strip()
    if is_blank(text) or is_blank(plain(text)):
        return _("(Without a text.)")
    resolved = archive.resolve(text, name=written.name, address_of=written.addresses.get)
    written.report.resolved += resolved.resolved
    written.report.unresolved += [{"place": said.place, "reference": one} for one in resolved.unresolved]
    text = resolved.text
    if len(text) > BODY_LENGTH[1]:
        written.report.shortened.append(said.place)
        text = f"{text[: BODY_LENGTH[1] - 4].rstrip()} […]"[: BODY_LENGTH[1]]
    return text.ljust(BODY_LENGTH[0])
