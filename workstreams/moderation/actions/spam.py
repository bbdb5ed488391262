"""The one thing that is hidden before a lead decides: spam that members of three organisations have flagged."""

from collections import Counter

from django.db.models import Q
from django.utils.translation import gettext as _

from workstreams.discussion import actions as discussion
from workstreams.moderation.actions.restricting import new_key, restrict
from workstreams.moderation.models import Decision, Flag

ORGANISATIONS = 3


def hide_where_spam(case, post):
    """Hide the post of an open case once members of three organisations have flagged it as spam. Whoever speaks for
    themselves speaks for no organisation, and does not count. The case stays open: a lead confirms it or gives the
    words back. In the transaction of whoever flagged."""
    flags = case.flags.filter(reason=Flag.Reason.SPAM).exclude(organisation=None)
    if post.hidden_at or flags.order_by().values("organisation").distinct().count() < ORGANISATIONS:
        return
    looked_at = Q(decided_by=None) | Q(kind=Decision.Kind.DISMISS, scope=Decision.Scope.POST, undone_at=None)
    if Decision.objects.filter(looked_at, post=post).exists():
        # A lead left it as it is once: from then on leads decide.
        return
    key = new_key()
    reason = _("Members of several organisations flagged it as spam. A lead will look at it.")
    discussion.hide_by_rule(post, reason=reason, key=key)
    restrict(
        Decision.Kind.HIDE,
        Decision.Scope.POST,
        by=None,
        reason=reason,
        concerned=Counter({post.author_id: 1}),
        key=key,
        case=case,
        closes=False,
        group=post.thread.group,
        post=post,
        subject=post.author,
    )
