"""A thread's posts as one reader meets them: what stands in the head, who answers whom, what may be done."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from members.permissions import is_active_member
from workstreams.discussion.permissions import can_hide
from workstreams.groups.models import Participation

# Deeper posts stand at this level, and say whom they answer.
DEEPEST_LEVEL = 4


@dataclass
class Row:
    """What components/post.html draws; the variables are told there."""

    id: int
    depth: int
    url: str
    name: str
    sector: object
    organisation: str
    role: str
    moment: datetime
    body: str
    parent: bool = False
    deep: bool = False
    fresh: bool = False
    reply_to: str = ""
    reply_to_url: str = ""
    hidden: str = ""
    note: str = ""
    reply_url: str = ""
    flag_url: str = ""
    hide_url: str = ""
    author_url: str = ""
    composer: dict | None = None


def rows(posts, thread, user, *, may_reply=False, following=None):
    """Rows for posts of `thread`, read with `with_people()` and `readable_by(user)`. No query.

    `thread` was fetched `for_page(user)`. `following` is the post after these, if any: it tells whether the last one
    is answered. `may_reply`: whether each post offers to be answered.
    """
    here = {post.pk for post in posts}
    return [
        _row(post, after, thread, user, here, may_reply)
        for post, after in zip(posts, [*posts[1:], following], strict=True)
    ]


def _row(post, after, thread, user, here, may_reply):
    post.thread = thread
    url = post.get_absolute_url()
    row = Row(
        id=post.pk,
        depth=min(post.depth, DEEPEST_LEVEL),
        deep=post.depth > DEEPEST_LEVEL,
        parent=post.depth < DEEPEST_LEVEL and after is not None and after.depth > post.depth,
        url=url,
        name=post.author.name,
        sector=post.sector,
        organisation=post.organisation.name if post.organisation else "",
        role=Participation.Role.LEAD.label if post.author_id in thread.lead_ids else "",
        moment=post.created_at,
        body=mark_safe(post.shown_html),  # noqa: S308 - rendered and sanitised when it was written
    )
    if is_active_member(user) and post.author.is_active_member:
        row.author_url = reverse("member", args=[post.author_id])
    if post.parent:
        row.reply_to = post.parent.author.name
        row.reply_to_url = f"#post-{post.parent_id}" if post.parent_id in here else post.parent.get_absolute_url()
    if post.hidden_at and not post.shown_html:
        row.hidden = _marker(post, thread)
        return row
    if post.hidden_at:
        row.note = _("%(marker)s Only the author, the leads and the secretariat still see the words.") % {
            "marker": _marker(post, thread)
        }
        return row
    if may_reply:
        row.reply_url = f"{thread.get_absolute_url()}?reply={post.pk}#reply-{post.pk}"
    if is_active_member(user) and post.author_id != user.pk:
        row.flag_url = reverse("flag_post", args=[post.pk])
    if user.is_authenticated and can_hide(user, post):
        row.hide_url = reverse("hide_post", args=[post.pk])
    return row


def _marker(post, thread):
    by_secretariat = post.hidden_by.is_staff and post.hidden_by_id not in thread.lead_ids
    marker = (
        _("Hidden by the secretariat on %(day)s: %(reason)s")
        if by_secretariat
        else _("Hidden by a lead on %(day)s: %(reason)s")
    )
    reason = post.hidden_reason if post.hidden_reason[-1:] in ".!?…。！？" else f"{post.hidden_reason}."
    return marker % {"day": date_format(timezone.localtime(post.hidden_at), "j M"), "reason": reason}
