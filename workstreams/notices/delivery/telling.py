"""Writing notices to many, so that each gets one, however often a worker begins anew."""

from itertools import islice

from django.db import transaction

from workstreams.discussion.actions.holding import stays
from workstreams.discussion.models import Mention, Post
from workstreams.groups.models import WorkingGroup
from workstreams.notices import audience, events
from workstreams.notices.models import Notice, Owed

BATCH = 500


@transaction.atomic
def tell(owed_id):
    """Tell whoever is concerned of what is owed, and owe it no more. Harmless for what was told, or is being told."""
    owed = Owed.objects.filter(pk=owed_id).first()
    # The post before what hangs on it, as whoever takes it back does.
    if owed is None or (owed.post_id and not stays(Post(pk=owed.post_id))):
        return
    if owed := Owed.objects.claimed(owed_id):
        if owed.what == Owed.What.SAID:
            tell_of_post(owed.post_id)
        elif owed.what == Owed.What.CHANGED:
            tell_of_mentions(owed.post_id)
        elif owed.document_id:
            tell_of_text(owed)
        else:
            tell_of_event(owed.event, owed.group_id, owed.actor_id, owed.happening)
        owed.delete()


def tell_of_post(post_id):
    """Tell whoever is concerned of a post that still stands. A second time tells nobody twice."""
    if post := _standing(post_id):
        _write_of(post, audience.of_post(post))


def tell_of_mentions(post_id):
    """Tell those who are mentioned in a post since its text was changed, and no more those who were taken out."""
    if post := _standing(post_id):
        mentioned = Mention.objects.filter(post=post).values("member")
        Notice.objects.filter(post=post, kind=Notice.Kind.MENTION).exclude(recipient__in=mentioned).delete()
        _write_of(post, audience.of_post(post).filter(told=Notice.Kind.MENTION))


def tell_of_event(event, group_id, by_id, happening):
    """Tell all who sit in a group of something that happened there. The same `happening` tells nobody twice."""
    group = WorkingGroup.objects.get(pk=group_id)
    _write(
        Notice(
            recipient_id=member,
            kind=Notice.Kind.GROUP,
            event=event,
            actor_id=by_id,
            group=group,
            happening=happening,
            by_mail=Notice.Kind.GROUP in mailed and not events.event(event).has_letter,
        )
        for member, mailed in audience.of_group(group, besides=by_id).iterator(chunk_size=BATCH)
    )


def tell_of_text(owed):
    """Tell whom something that happened to a text concerns, by now. The same `happening` tells nobody twice."""
    kind = events.event(owed.event).kind
    _write(
        Notice(
            recipient_id=member,
            kind=kind,
            event=owed.event,
            actor_id=owed.actor_id,
            document_id=owed.document_id,
            objection_id=owed.objection_id,
            due_at=owed.due_at,
            happening=owed.happening,
            created_at=owed.created_at,
            by_mail=kind in mailed,
        )
        for member, mailed in audience.of_text(owed)
    )


def _standing(post_id):
    posts = Post.objects.not_hidden().select_related("thread__group", "parent")
    posts = posts.defer("body", "body_html", "search", "parent__body", "parent__body_html", "parent__search")
    return posts.filter(pk=post_id).first()


def _write_of(post, told):
    _write(
        Notice(
            recipient_id=member,
            kind=kind,
            actor_id=post.author_id,
            post=post,
            created_at=post.created_at,
            by_mail=kind in mailed,
        )
        for member, kind, mailed in told.iterator(chunk_size=BATCH)
    )


def _write(notices):
    while some := list(islice(notices, BATCH)):
        Notice.objects.bulk_create(some, ignore_conflicts=True)
