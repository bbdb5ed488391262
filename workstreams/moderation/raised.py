"""One's own flags, and what became of them. No writes."""

import html
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from workstreams.discussion.models import Attachment, Post
from workstreams.discussion.texts import title_begun
from workstreams.moderation.models import Appeal, Case, Decision, Flag

EXCERPT = 200
About = Case.About


@dataclass(frozen=True)
class Row:
    """A flag as whoever raised it meets it: `state` is "waits", "taken", "passed", "upheld", "left" or "back"
    (upheld, and taken back since).

    `words` are those of the flagged thing, "" where this reader may no longer read them; `outcome` is the sentence of
    the decision, or of the appeal that reversed it, which those who flagged read.
    """

    flag: Flag
    about: str
    place: str
    url: str
    words: str
    state: str
    since: datetime
    outcome: str
    can_add: bool

    @property
    def said(self):
        """The state in words, for a badge."""
        return {
            "waits": _("Waits for a lead"),
            "taken": _("Somebody looks at it"),
            "passed": _("With the secretariat"),
            "upheld": _("Upheld"),
            "left": _("Left as it is"),
            "back": _("Taken back"),
        }[self.state]

    @property
    def additions(self):
        return list(self.flag.additions.all())


def rows(flags, user):
    """These flags as rows, in their order. Five queries at most, however many they are."""
    reversals = Appeal.objects.filter(statement__decision=OuterRef("pk"), outcome=Appeal.Outcome.REVERSED)
    decisions = Decision.objects.annotate(was_reversed=Exists(reversals)).order_by("-decided_at", "-pk")
    flags = list(
        flags.select_related("case__group", "case__attachment", "case__author").prefetch_related(
            "additions", Prefetch("case__decisions", queryset=decisions, to_attr="made")
        )
    )
    posts = {flag.case.post_id for flag in flags if flag.case.post_id}
    posts = Post.objects.visible_to(user).readable_by(user).select_related("thread__group").in_bulk(posts)
    files = {flag.case.attachment_id for flag in flags if flag.case.attachment_id}
    files = Attachment.objects.visible_to(user).filter(hidden_at=None).in_bulk(files) if files else {}
    return [_row(flag, posts.get(flag.case.post_id), files.get(flag.case.attachment_id)) for flag in flags]


def _row(flag, post, file):
    case = flag.case
    decision = _last(case) if case.closed_at else None
    state, since = _state(case, decision)
    return Row(
        flag=flag,
        about=case.get_about_display(),
        place=post.thread.title if post else case.author.name if case.about == About.PROFILE else "",
        url=post.get_absolute_url() if post else _member(case) if case.about == About.PROFILE else "",
        words=_words(case, post, file),
        state=state,
        since=since,
        outcome=_outcome(decision) if decision else "",
        can_add=case.closed_at is None,
    )


def _last(case):
    """The decision that holds; else the last one that was taken back. None where a branch around it was decided."""
    return next((one for one in case.made if one.undone_at is None), next(iter(case.made), None))


def _outcome(decision):
    if decision.undone_at is None:
        return decision.reason
    return decision.undone_reason if decision.was_reversed else ""


def _state(case, decision):
    if decision and decision.undone_at:
        return "back", decision.undone_at
    if case.closed_at:
        left = decision and decision.kind == Decision.Kind.DISMISS
        return ("left" if left else "upheld"), case.closed_at
    if case.claimed_at:
        return "taken", case.claimed_at
    if case.escalated_at or case.group_id is None:
        return "passed", case.escalated_at or case.opened_at
    return "waits", case.opened_at


def _words(case, post, file):
    if case.about == About.POST:
        words = post.shown_html if post else ""
    elif case.about == About.FILE:
        words = file.name if file else ""
    else:
        # A title that was changed, and a text that was hidden, are not shown again here.
        words = title_begun(post) if post and case.about == About.TITLE else ""
    words = " ".join(html.unescape(strip_tags(words)).split())
    return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(' ', 1)[0]} …"


def _member(case):
    return reverse("member", args=[case.author_id])
