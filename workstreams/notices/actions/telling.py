"""What lower floors say happened, as notices. They are named by settings, and run in the transaction of whoever
did it."""

import uuid

from workstreams.notices import audience, tasks
from workstreams.notices.models import Notice

DECISIONS = {
    "admitted",
    "declined",
    "affiliation_confirmed",
    "affiliation_declined",
    "post_hidden",
    "restricted",
    "restriction_ended",
    "appeal_decided",
    "flag_upheld",
    "flag_dismissed",
    "flag_reopened",
    "flag_reversed",
    "post_released",
    "text_given_back",
    "join_accepted",
    "join_declined",
}


def on_said(post):
    """A post was said: one of settings.ON_SAID. A worker looks whom to tell."""
    tasks.tell_of_post.delay_on_commit(post.pk)


def on_edited(post):
    """A post was changed: one of settings.ON_EDITED. A worker tells those who are mentioned in it now."""
    tasks.tell_of_mentions.delay_on_commit(post.pk)


def on_happened(event, *, to, by, group, post):
    """Something happened: one of settings.ON_HAPPENED. One person is told in the same transaction, a whole group by a
    worker; nobody of what they did themselves."""
    if to is None:
        tasks.tell_of_event.delay_on_commit(event, group.pk, by and by.pk, str(uuid.uuid4()))
        return
    kind = Notice.Kind.DECISION if event in DECISIONS else Notice.Kind.GROUP
    if (by and by.pk == to.pk) or not audience.wants(to, kind):
        return
    Notice.objects.create(recipient=to, kind=kind, event=event, actor=by, group=group, post=post)
