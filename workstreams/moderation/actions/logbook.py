"""Keeping the log. In the transaction of whoever did what it tells of; entries are added and never changed."""

from workstreams.moderation.models import LogEntry


def record(
    action, *, by, group=None, thread=None, post=None, member=None, decision=None, reason="", before="", after=""
):
    """Add an entry. What the decision says of its place and subject need not be said again."""
    if decision:
        group, post = group or decision.group, post or decision.post
        before, after = before or decision.before, after or decision.after
    return LogEntry.objects.create(
        action=action,
        by=by,
        group=group,
        thread_number=thread.pk if thread else post and post.thread_id,
        post_number=post and post.pk,
        member=member,
        decision=decision,
        reason=reason,
        before=before,
        after=after,
    )


def on_steered(event, *, by, group, thread, post, member, reason, before, after):
    """A lead changed how something stands: one of settings.ON_STEERED."""
    record(
        event,
        by=by,
        group=group,
        thread=thread,
        post=post,
        member=member or (post and post.author),
        reason=reason,
        before=before,
        after=after,
    )
