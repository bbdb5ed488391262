"""What stands on each page of a document: where it belongs, which revision, who wrote it, how far it came."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from members.models import Member
from workstreams.groups.models import WorkingGroup
from workstreams.groups.permissions import know_role
from workstreams.recommendations.course import Course, course
from workstreams.recommendations.models import Event, Recommendation, Revision
from workstreams.recommendations.permissions import can_write


@dataclass(frozen=True)
class Heading:
    """`is_inside`: the reader sees the group, and not only a text that was opened to more. `revision` is the one that
    is read, `newest` the newest that this reader may read; `before` the one before `revision`, None where there is
    none. `writers`: who wrote the revisions up to it, in the order in which they joined in."""

    document: Recommendation
    is_inside: bool
    crumbs: list
    revision: Revision
    newest: Revision
    before: Revision | None
    writers: list
    course: Course
    may_write: bool

    @property
    def is_newest(self):
        return self.revision.number == self.newest.number


def heading(recommendation, user, *, number=None):
    """Read the head of a page of a document from `visible_to(user)`, for its newest revision or that of this number;
    None where this reader may read no such revision. Five queries."""
    document = recommendation
    is_inside = see_group(document, user)
    revisions = list(
        Revision.objects.visible_to(user).filter(recommendation=document).defer("body").order_by("-number")
    )
    for one in revisions:
        one.recommendation = document
    place = next((place for place, one in enumerate(revisions) if number in {None, one.number}), None)
    if place is None:
        return None
    events = Event.objects.visible_to(user).filter(recommendation=document, kind=Event.Kind.STEP).in_order()
    return Heading(
        document=document,
        is_inside=is_inside,
        crumbs=crumbs(document, is_inside=is_inside),
        revision=revisions[place],
        newest=revisions[0],
        before=revisions[place + 1] if place + 1 < len(revisions) else None,
        writers=_writers(revisions[place:]),
        course=course(document, events),
        may_write=can_write(user, document),
    )


def see_group(document, user):
    """Whether the reader sees the document's group; what they are in it is known from here on. One query."""
    groups = WorkingGroup.objects.visible_to(user).with_standing_of(user)
    role = groups.filter(pk=document.group_id).values_list("own_role", flat=True).first()
    know_role(user, document.group, role)
    return role is not None


def crumbs(document, *more, is_inside):
    """The way up: the group and its texts for those who see it, else the texts that are open to the reader."""
    if not is_inside:
        return [(_("Recommendations"), reverse("texts")), *more]
    group = document.group
    return [(group.name, group.get_absolute_url()), (_("Texts"), reverse("recommendations", args=[group.slug])), *more]


def _writers(revisions):
    """In the order of their first revision."""
    order = list(dict.fromkeys(one.written_by_id for one in reversed(revisions)))
    people = Member.objects.select_related("membership").in_bulk(order)
    return [people[pk] for pk in order]
