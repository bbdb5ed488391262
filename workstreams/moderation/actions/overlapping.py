"""What several decisions keep from their readers at once. In the transaction of whoever takes one of them back, and
holds the threads."""

from collections import Counter

from django.db.models import Q

from workstreams.discussion import actions as discussion
from workstreams.discussion import tree
from workstreams.discussion.actions.hiding import stay_hidden
from workstreams.discussion.models import Post
from workstreams.moderation.actions.restricting import give_reasons
from workstreams.moderation.models import Decision

Kind, Scope = Decision.Kind, Decision.Scope


def leave_to_others(decision):
    """Leave the posts that another decision in force hides as well to that one, before the rest is given back: a post
    below a branch, or in a thread, that is hidden too, or one that was upheld by itself in the meantime. Authors who
    have no statement of reasons for that one yet get it now."""
    hidden = Post.objects.filter(hidden_key=decision.key)
    wide = Q(scope__in=[Scope.BRANCH, Scope.THREAD], post__thread__in=hidden.order_by().values("thread"))
    others = Decision.objects.in_force().filter(wide | Q(scope=Scope.POST, post__hidden_key=decision.key))
    others = others.filter(kind=Kind.HIDE).exclude(pk=decision.pk).select_related("post", "case", "decided_by")
    for other in others.order_by("decided_at", "pk"):
        posts = hidden.filter(pk=other.post_id)
        if other.scope != Scope.POST:
            # As far as it reached that day: not to what was said since, nor to what its decider wrote.
            there = tree.branch(hidden.filter(thread=other.post.thread_id), other.post)
            posts = there.filter(created_at__lte=other.decided_at).exclude(author=other.decided_by_id)
        authors = stay_hidden(posts, by=other.decided_by, reason=other.reason, rule=other.rule, key=other.key)
        told = set(other.statements.values_list("recipient", flat=True))
        give_reasons(other, Counter({author: n for author, n in authors.items() if author not in told}))


def give_title_back(decision, by):
    """Give back the title that a decision took, where it still stands as the decision left it. Where another decision
    replaced it since, that one gives back this title in its turn."""
    later = Decision.objects.in_force().filter(post=decision.post, before=decision.after, pk__gt=decision.pk)
    if later.update(before=decision.before):
        return
    post = decision.post
    if decision.after in post.former_titles:
        discussion.retitle_former(post, by=by, title=decision.before, instead_of=decision.after)
    elif post.parent_id is None and post.thread.title == decision.after:
        discussion.retitle_thread(post.thread, by=by, title=decision.before)
