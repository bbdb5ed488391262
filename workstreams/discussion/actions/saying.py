"""What every new post has in common, whether it was just typed or waited for a lead. In the transaction of whoever says
it, who holds the group, and for an answer the thread."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string

from members.actions.organisations import held
from workstreams.discussion import tree
from workstreams.discussion.actions.attaching import use_files
from workstreams.discussion.actions.calling import call
from workstreams.discussion.actions.voices import note_said
from workstreams.discussion.models import Post, Thread
from workstreams.discussion.naming import rendered
from workstreams.discussion.questions import affiliation_of
from workstreams.discussion.searching import found_by
from workstreams.markup.rendering import RENDERER_VERSION


@dataclass(frozen=True)
class Text:
    """A text with all that is kept of it, and for whom it is said: what takes time, made before anybody waits."""

    body: str
    html: str
    called: frozenset
    found_by: dict
    sector_id: int | None
    organisation_id: int | None


def written(body, by, group, *, title=""):
    """A text as it stands in a post of this group, said by this member now. Raises ValidationError where it calls too
    many."""
    named = rendered(body, group)
    if named.wrong:
        raise ValidationError({"body": named.wrong})
    affiliation = speaks_for(by)
    return Text(
        body,
        named.html,
        named.called,
        found_by(named.html, title=title),
        affiliation and affiliation.sector_id,
        affiliation and affiliation.organisation_id,
    )


def open_thread(group, title, text, *, by, submission=None, at=None):
    """Open a thread with this text as its first post. Returns the post."""
    moment = at or timezone.now()
    thread = Thread.objects.create(group=group, title=title, author=by, created_at=moment, last_post_at=moment)
    return _say(thread, text, by=by, parent=None, submission=submission, at=moment)


def answer(thread, parent, text, *, by, submission=None, at=None):
    """Say a text below a post of a thread that is held. Returns the post."""
    return _say(thread, text, by=by, parent=parent, submission=submission, at=at or timezone.now())


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
    note_said(post)
    for name in settings.ON_SAID:
        import_string(name)(post)
    return post


def speaks_for(member):
    """The affiliation that the member speaks from now, or None. Its organisation is not merged away meanwhile."""
    affiliation = affiliation_of(member)
    if affiliation and affiliation.organisation_id and held(affiliation.organisation_id) is None:
        # Merged a moment ago, and the affiliation with it.
        return speaks_for(member)
    return affiliation


def _next_post_id():
    # The place in the tree holds the post's own id, so the id is taken before the row is written.
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [Post._meta.db_table])
        return cursor.fetchone()[0]
