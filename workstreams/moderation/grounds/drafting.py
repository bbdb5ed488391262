"""A decision as it would be, for the preview of its letter. Nothing is saved."""

from workstreams.discussion import tree
from workstreams.discussion.models import Post
from workstreams.discussion.texts import title_begun
from workstreams.moderation import rulebook
from workstreams.moderation.models import Case, Decision

Kind, Scope = Decision.Kind, Decision.Scope


def draft(case, *, by, hides, reason, rule="", scope=Scope.POST, title=""):
    """The decision that a verdict on a case would make; `hides` is False where it is left as it is."""
    about = {
        "case": case,
        "group": case.group,
        "post": case.post,
        "attachment": case.attachment,
        "subject": case.author,
        "reason": reason,
        "decided_by": by,
    }
    if not hides:
        return Decision(kind=Kind.DISMISS, scope=case.about, **about)
    if rule:
        about |= {"rules": rulebook.in_force(), "rule": rule}
    if case.about == Case.About.TITLE:
        before = title_begun(case.post)
        return Decision(kind=Kind.RETITLE, scope=Scope.TITLE, before=before, after=" ".join(title.split()), **about)
    if case.about != Case.About.POST:
        return Decision(kind=Kind.HIDE, scope=case.about, **about)
    if scope == Scope.THREAD:
        about["before"] = case.post.thread.title
    return Decision(kind=Kind.HIDE, scope=scope, **about)


def own_posts(case, scope):
    """How many posts of the author of a case this scope would hide. One query for a branch or a thread."""
    if scope not in {Scope.BRANCH, Scope.THREAD} or case.post is None:
        return 1
    posts = tree.branch(Post.objects.filter(thread=case.post.thread), case.post)
    return posts.filter(author=case.author, hidden_at=None).count()
