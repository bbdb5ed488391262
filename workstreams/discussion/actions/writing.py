"""Opening threads and replying. One transaction each; the actor is `by`."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.actions.organisations import held
from workstreams.discussion import tree
from workstreams.discussion.actions.voices import count_voice
from workstreams.discussion.models import Post, Thread
from workstreams.discussion.permissions import can_reply, can_start_thread
from workstreams.discussion.texts import tidy, wrong_with_body, wrong_with_title
from workstreams.groups.models import WorkingGroup
from workstreams.groups.permissions import can_take_part
from workstreams.markup.rendering import RENDERER_VERSION, render

SAME_WORDS_WITHIN = timedelta(minutes=5)


@transaction.atomic
def start_thread(group, *, by, title, body, submission=None, at=None):
    """Open a thread with its first post. `at` is the moment for what is told after the fact; now by default.

    The same `submission` key a second time returns the thread that the first one made. Raises PermissionDenied for
    people without a seat and for observers, ValidationError for a title or text of the wrong length, or while the group
    rests or is concluded (code "group_closed").
    """
    # The lock orders two presses of the same button one after the other.
    group = WorkingGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    if not can_start_thread(by, group):
        raise PermissionDenied(
            _("Observers reply in threads, and open none. Ask a lead if this should change.")
            if can_take_part(by, group)
            else _("Those who take part in this group can open threads. Join it first.")
        )
    if existing := _post_of(submission, by):
        return existing.thread
    _group_takes_posts(group)
    title, body = " ".join(title.split()), tidy(body)
    wrong = {"title": wrong_with_title(title), "body": wrong_with_body(body)}
    if any(wrong.values()):
        raise ValidationError({name: message for name, message in wrong.items() if message})
    moment = at or timezone.now()
    thread = Thread.objects.create(group=group, title=title, author=by, created_at=moment, last_post_at=moment)
    _say(thread, by=by, parent=None, body=body, submission=submission, at=moment)
    return thread


@transaction.atomic
def post_reply(thread, *, by, parent, body, submission=None, at=None):
    """Answer `parent`, any post of the thread. Arguments and errors as in `start_thread`.

    Raises ValidationError, besides, when the thread is locked (code "locked"), the parent is in another thread, or the
    same words were posted there minutes ago.
    """
    # Before the thread: whoever takes both, as an erasure does, begins with the group.
    group = _open_meanwhile(thread.group_id)
    thread = Thread.objects.select_for_update(of=["self"]).get(pk=thread.pk)
    thread.group = group
    if not can_reply(by, thread):
        raise PermissionDenied(_("Those who take part in this group can reply. Join it first."))
    if existing := _post_of(submission, by):
        return existing
    _group_takes_posts(thread.group)
    if thread.locked_at:
        raise ValidationError(
            _("This thread was locked on %(day)s. Your text is kept below: copy it, or open a new thread.")
            % {"day": date_format(timezone.localtime(thread.locked_at), "j F, H:i")},
            code="locked",
        )
    if parent.thread_id != thread.pk:
        raise ValidationError(_("The post that you answer is in another thread."))
    body = tidy(body)
    if message := wrong_with_body(body):
        raise ValidationError({"body": message})
    if thread.posts.of_the_last(SAME_WORDS_WITHIN).filter(author=by, body=body).exists():
        raise ValidationError(_("You posted the same words here a moment ago. They are in the thread."))
    moment = at or timezone.now()
    post = _say(thread, by=by, parent=parent, body=body, submission=submission, at=moment)
    Thread.objects.filter(pk=thread.pk).update(
        reply_count=F("reply_count") + 1, last_post_at=max(thread.last_post_at, moment)
    )
    return post


def _open_meanwhile(group_id):
    """The group as it is now, and as it stays until this transaction ends: whoever rests or concludes it, or changes
    its roles, waits. Other replies do not wait, nor new threads, nor an archive coming in."""
    # Django has no word for the weakest of locks, which alone goes with those of the others who write here.
    table = connection.ops.quote_name(WorkingGroup._meta.db_table)
    rows = WorkingGroup.objects.raw(f"SELECT * FROM {table} WHERE id = %s FOR KEY SHARE", [group_id])  # noqa: S608
    return rows[0]


def _group_takes_posts(group):
    if not group.takes_posts:
        raise ValidationError(
            f"{group.closed_because} {_('Your text is kept below: copy it before you go on.')}", code="group_closed"
        )


def _post_of(submission, by):
    if submission is None:
        return None
    return Post.objects.filter(submission=submission, author=by).select_related("thread__group").first()


def _say(thread, *, by, parent, body, submission, at):
    affiliation = _speaks_for(by)
    post_id = _next_post_id()
    path, depth = tree.place(post_id, parent)
    post = Post.objects.create(
        pk=post_id,
        thread=thread,
        parent=parent,
        path=path,
        depth=depth,
        author=by,
        sector_id=affiliation and affiliation.sector_id,
        organisation_id=affiliation and affiliation.organisation_id,
        body=body,
        body_html=render(body),
        renderer=RENDERER_VERSION,
        submission=submission,
        created_at=at,
    )
    count_voice(post, 1)
    return post


def _speaks_for(member):
    """The affiliation that the member speaks from now, or None. Its organisation is not merged away meanwhile."""
    affiliation = member.affiliations.current().first()
    if affiliation and affiliation.organisation_id and held(affiliation.organisation_id) is None:
        # Merged a moment ago, and the affiliation with it.
        return _speaks_for(member)
    return affiliation


def _next_post_id():
    # The place in the tree holds the post's own id, so the id is taken before the row is written.
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [Post._meta.db_table])
        return cursor.fetchone()[0]
