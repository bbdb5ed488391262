"""Opening threads and replying. One transaction each; the actor is `by`."""

from copy import copy
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from members.actions.organisations import held
from workstreams.discussion import tree
from workstreams.discussion.actions.attaching import use_files
from workstreams.discussion.actions.calling import call
from workstreams.discussion.actions.drafting import answer_to, empty_draft
from workstreams.discussion.actions.following import track_by_speaking
from workstreams.discussion.actions.holding import groups_as_they_stay, hold_threads
from workstreams.discussion.actions.voices import count_voice
from workstreams.discussion.models import Post, Thread
from workstreams.discussion.naming import rendered
from workstreams.discussion.permissions import can_reply, can_start_thread
from workstreams.discussion.searching import found_by
from workstreams.discussion.texts import tidy, wrong_with_body, wrong_with_title
from workstreams.groups.models import WorkingGroup
from workstreams.groups.permissions import can_take_part
from workstreams.markup.rendering import RENDERER_VERSION

# What is not read where only the place of a post is asked for.
WORDS = ["body", "body_html", "search"]
SAME_WORDS_WITHIN = timedelta(minutes=5)


@transaction.atomic
def start_thread(group, *, by, title, body, submission=None, draft=0, at=None):
    """Open a thread with its first post. `at` is the moment for what is told after the fact; now by default.

    The same `submission` key a second time returns the thread that the first one made. `draft` is the sequence of the
    draft that the text comes from: with the post it is emptied. Raises PermissionDenied for people without a seat and
    for observers, ValidationError for a title or text of the wrong length or with too many calls, or while the group
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
    _say(thread, _written(body, by, group, title=title), by=by, parent=None, submission=submission, at=moment)
    empty_draft(by, draft, {"group": group}, body)
    return thread


@transaction.atomic
def post_reply(thread, *, by, parent, body, submission=None, draft=0, at=None):
    """Answer `parent`, any post of the thread. Arguments and errors as in `start_thread`.

    Raises ValidationError, besides, when the thread is locked (code "locked"), was moved or merged in this very moment
    (code "moved"), the parent is in another thread, or the same words were posted there minutes ago.
    """
    # Before the thread: whoever takes both, as an erasure does, begins with the group.
    group = groups_as_they_stay(thread.group_id)[thread.group_id]
    thread = copy(thread)
    thread.group = group
    if not can_reply(by, thread):
        raise PermissionDenied(_("Those who take part in this group can reply. Join it first."))
    if existing := _post_of(submission, by):
        return existing
    _group_takes_posts(group)
    _is_not_locked(thread)
    if parent.thread_id != thread.pk:
        raise ValidationError(_("The post that you answer is in another thread."))
    body = tidy(body)
    if message := wrong_with_body(body):
        raise ValidationError({"body": message})
    text = _written(body, by, group)
    # All that takes time is done. From here to the end the others wait, so that the numbers of posts are the order in
    # which they come to be read: what is unread, and what is new on an open page, is told by the number.
    held = hold_threads(thread.pk).get(thread.pk)
    found = {post.pk: post for post in Post.objects.filter(Q(pk=parent.pk) | _by_form(submission, by)).defer(*WORDS)}
    if existing := next((post for post in found.values() if submission and post.submission == submission), None):
        return existing
    if held is None or held.group_id != group.pk or found.get(parent.pk, parent).thread_id != held.pk:
        raise ValidationError(
            _("This thread was moved or merged in this moment. Your text is kept below: send it once more."),
            code="moved",
        )
    if parent.pk not in found:
        raise ValidationError(_("The post that you answer was taken back in this moment. Your text is kept below."))
    _is_not_locked(held)
    if held.posts.of_the_last(SAME_WORDS_WITHIN).filter(author=by, body=body).exists():
        raise ValidationError(_("You posted the same words here a moment ago. They are in the thread."))
    moment = at or timezone.now()
    post = _say(held, text, by=by, parent=found[parent.pk], submission=submission, at=moment)
    Thread.objects.filter(pk=held.pk).update(
        reply_count=F("reply_count") + 1,
        version=F("version") + 1,
        last_post_at=max(held.last_post_at, moment),
    )
    empty_draft(by, draft, answer_to(held, found[parent.pk]), body)
    return post


def _is_not_locked(thread):
    if thread.locked_at:
        raise ValidationError(
            _("This thread was locked on %(day)s. Your text is kept below: copy it, or open a new thread.")
            % {"day": date_format(timezone.localtime(thread.locked_at), "j F, H:i")},
            code="locked",
        )


def _group_takes_posts(group):
    if not group.takes_posts:
        raise ValidationError(
            f"{group.closed_because} {_('Your text is kept below: copy it before you go on.')}", code="group_closed"
        )


def _by_form(submission, by):
    return Q(submission=submission, author=by) if submission else Q(pk__in=[])


def _post_of(submission, by):
    if submission is None:
        return None
    posts = Post.objects.filter(_by_form(submission, by))
    return posts.select_related("thread__group").first() if posts.exists() else None


@dataclass(frozen=True)
class _Text:
    """A text with all that is kept of it, and for whom it is said: what takes time, made before anybody waits."""

    body: str
    html: str
    called: frozenset
    found_by: dict
    sector_id: int | None
    organisation_id: int | None


def _written(body, by, group, *, title=""):
    named = rendered(body, group)
    if named.wrong:
        raise ValidationError({"body": named.wrong})
    affiliation = _speaks_for(by)
    return _Text(
        body,
        named.html,
        named.called,
        found_by(named.html, title=title),
        affiliation and affiliation.sector_id,
        affiliation and affiliation.organisation_id,
    )


def _say(thread, text, *, by, parent, submission, at):
    post_id = _next_post_id()
    path, depth = tree.place(post_id, parent)
    post = Post.objects.create(
        pk=post_id,
        thread=thread,
        parent=parent,
        path=path,
        depth=depth,
        author=by,
        sector_id=text.sector_id,
        organisation_id=text.organisation_id,
        body=text.body,
        body_html=text.html,
        **text.found_by,
        renderer=RENDERER_VERSION,
        submission=submission,
        created_at=at,
    )
    use_files(post, by=by)
    call(post, text.called)
    count_voice(post, 1)
    track_by_speaking(thread, by=by)
    for name in settings.ON_SAID:
        import_string(name)(post)
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
