"""Texts that wait for a lead, with what one asks before one releases them. No writes."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from members.models import Member
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import HeldPost, Post
from workstreams.discussion.naming import rendered
from workstreams.groups.models import Participation
from workstreams.groups.permissions import know_role
from workstreams.moderation.docket.ages import Age, age


@dataclass(frozen=True)
class TextRow:
    """A text that waits. `answered` is the post below which it will stand, None for a new thread; `standing` how many
    posts of its author are read in the group; `notes` what changed since it was sent, and what releasing it does;
    `stranded` why it cannot be released any more, "" where it can; `own` whether this reader wrote it."""

    held: HeldPost
    html: str
    age: Age
    answered: Post | None
    standing: int
    notes: list
    stranded: str
    own: bool

    @property
    def pk(self):
        return self.held.pk


def texts(group, user):
    """The texts that wait in a group, the longest waiting first, each with its author and how many posts of theirs are
    read there as `standing`, and their `role` there."""
    posts = Post.objects.not_hidden().filter(author=OuterRef("author"), thread__group=group)
    counted = posts.order_by().values("author").annotate(n=Count("pk")).values("n")
    found = HeldPost.objects.visible_to(user).waiting().filter(group=group)
    seats = Participation.objects.current().filter(group=group, member=OuterRef("author"))
    authors = Member.objects.with_affiliation().select_related("membership")
    return (
        found.select_related("group", "thread__group")
        .prefetch_related(Prefetch("author", queryset=authors))
        .annotate(standing=Coalesce(Subquery(counted), 0), role=Coalesce(Subquery(seats.values("role")[:1]), Value("")))
    )


def text_rows(found, user):
    """Rows for some of `texts`. One query for what they answer, and some for a text that calls or names."""
    found = list(found)
    parents = Post.objects.visible_to(user).readable_by(user).with_people()
    answered = parents.in_bulk([held.parent_id for held in found if held.parent_id])
    return [_row(held, answered.get(held.parent_id), user) for held in found]


def _row(held, answered, user):
    know_role(held.author, held.group, held.role)
    return TextRow(
        held=held,
        html=mark_safe(rendered(held.body, held.group).html),  # noqa: S308 - sanitised
        age=age(held.held_at),
        answered=answered,
        standing=held.standing,
        notes=_notes(held, answered),
        stranded=discussion.why_stranded(held),
        own=held.author_id == user.pk,
    )


def _notes(held, answered):
    notes = []
    if not held.title and held.thread and held.thread.locked_at:
        notes.append(_("The thread was locked since. Released, this stands in it all the same: it was sent before."))
    if answered and answered.hidden_at:
        notes.append(_("What it answers was hidden since. Released, this stands below the marker."))
    elif answered and answered.withdrawn_at:
        notes.append(_("What it answers was withdrawn since. Released, this stands below the marker."))
    return notes
