"""What was decided at a desk, and who waits for a seat. No writes."""

from django.db.models import Exists, OuterRef, Prefetch, Q

from members.models import Member
from workstreams.discussion.models import Post
from workstreams.moderation.models import Appeal, Decision, Flag


def decided(group, user):
    """The group's decisions, the newest first, each with what it is about, how many flags led to it, and whether
    somebody appealed. `is_away`: whether the post that it is about stands by now where this reader does not see it.
    `group` None: those in no group."""
    appeals = Appeal.objects.filter(statement__decision=OuterRef("pk"))
    seen = Post.objects.visible_to(user).filter(pk=OuterRef("post"))
    decisions = Decision.objects.visible_to(user).filter(group=group)
    return (
        decisions.select_related(
            "post__author", "post__sector", "post__thread", "case", "attachment", "subject", "decided_by", "undone_by"
        )
        .defer("post__body", "post__body_html", "post__search")
        .annotate(was_appealed=Exists(appeals), is_away=Q(post__isnull=False) & ~Exists(seen))
        .order_by("-decided_at", "-pk")
    )


def requests_to_join(group):
    """The group's requests that wait, the oldest first, each with the member's sector and organisation."""
    return group.join_requests.waiting().prefetch_related(
        Prefetch("member", queryset=Member.objects.with_affiliation())
    )


def open_flag(user, about, **thing):
    """The flag that this member raised and nobody has decided yet on this thing, or None. One query."""
    cases = {f"case__{name}": value for name, value in thing.items()}
    return Flag.objects.open().filter(raised_by=user.pk, case__about=about, **cases).first()
