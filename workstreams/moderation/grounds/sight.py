"""What somebody may see now of what was decided upon. No writes."""

from django.urls import reverse
from django.utils.translation import gettext as _

from workstreams.discussion.models import HeldPost, Post
from workstreams.groups.models import WorkingGroup
from workstreams.markup.rendering import render
from workstreams.moderation.models import Decision

Kind, Scope = Decision.Kind, Decision.Scope

#: How many of a member's own posts are named where more of them were hidden at once.
NAMED = 10


class Sight:
    """What the reader may see now of what was decided upon."""

    def __init__(self, statement, reader):
        decision = statement.decision
        self.group = group_name(decision, reader)
        self.url, self.title, self.quoted, self.quoted_html = "", "", "", ""
        self.posts, self.file = [], ""
        if decision.kind == Kind.DECLINE and decision.held_id:
            self._of_held(decision, reader)
        elif decision.post_id:
            self._of_post(statement, reader)
        elif decision.scope == Scope.PROFILE:
            self.url = reverse("member", args=[statement.recipient_id])
        elif decision.group_id and self.group and _sees(decision, reader):
            self.url = decision.group.get_absolute_url()

    def _of_held(self, decision, reader):
        held = HeldPost.objects.visible_to(reader).filter(pk=decision.held_id).first()
        if held:
            self.title, self.quoted, self.quoted_html = held.title, held.body, render(held.body)
            if held.thread_id and _sees(decision, reader):
                self.url = held.thread.get_absolute_url()

    def _of_post(self, statement, reader):
        decision = statement.decision
        seen = Post.objects.visible_to(reader).select_related("thread")
        post = seen.filter(pk=decision.post_id).first()
        if post is None:
            return
        words = Post.objects.visible_to(reader).words_for(reader)
        may_read = words.filter(pk=post.pk).exists()
        if decision.scope in {Scope.BRANCH, Scope.THREAD}:
            self.url = post.get_absolute_url() if decision.scope == Scope.BRANCH else post.thread.get_absolute_url()
            mine = words.filter(hidden_key=decision.key, author=statement.recipient_id).order_by("pk")
            self.posts = list(mine.only("pk", "created_at")[:NAMED])
        else:
            self.url = post.get_absolute_url()
        if decision.kind == Kind.RETITLE:
            self.title = decision.before
        elif decision.scope == Scope.THREAD:
            # The title was taken with the first post, and is read by whoever may still read that.
            self.title = decision.before if may_read else ""
        else:
            self.title = post.thread.title
        if decision.scope == Scope.POST and may_read:
            self.quoted, self.quoted_html = post.body, post.body_html
        if decision.scope == Scope.FILE and may_read and decision.attachment_id:
            self.file = decision.attachment.name


def _sees(decision, reader):
    return WorkingGroup.objects.visible_to(reader).filter(pk=decision.group_id).exists()


def group_name(decision, reader):
    """The group where it happened, as `named`. One query."""
    return named(decision, decision.group_id is not None and _sees(decision, reader))


def named(decision, is_seen):
    """The group of a decision by its name. Of one that the reader sees no more, only that their seat there has ended is
    told. "" where it happened in none."""
    if decision.group_id is None:
        return ""
    if is_seen or decision.kind == Kind.REMOVE:
        return decision.group.name
    return _("a group that is closed to you now")
