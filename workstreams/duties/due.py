"""What texts ask of members: read for any number of them with a fixed number of queries, with the rights of this
moment. No writes.

Whoever works for the secretariat is asked what their seats ask of them, not what every group asks of its editors.
"""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from members.models import Affiliation
from members.permissions import is_active_member
from workstreams.consensus.models import Call, Position
from workstreams.duties.shape import Due, Kind
from workstreams.duties.texts import ASKED_TO_COMMENT, WIDER, texts_for
from workstreams.groups.audience import standings
from workstreams.groups.models import Participation, WorkingGroup
from workstreams.recommendations.steps import REVIEWED, Step

Role = Participation.Role


def due_of(members, *, now=None):
    """{member id: [Due, …]}, what is asked soonest first, of each of these members, [] where nothing is. They are to
    come with their membership. Four queries at most, whatever the number of members and of texts."""
    now = now or timezone.now()
    # A batch may name somebody twice.
    members = list({member.pk: member for member in members}.values())
    people = _people(members)
    documents = texts_for(people, now) if people else []
    found = {member.pk: [] for member in members}
    for read in (_positions, _outcomes, _steps, _objections, _comments, _asked, _reviews, _to_comment):
        for pk, due in read(people, documents, now):
            found[pk].append(due)
    return {pk: sorted(dues, key=lambda due: due.rank) for pk, dues in found.items()}


def needs_of(member):
    """What texts ask of one member, as their pages and digests show it: without offers to comment."""
    return [due for due in due_of([member])[member.pk] if due.needs_you]


def due_of_nobody(leaderless, writerless, *, now=None):
    """What texts ask of the leads of the groups `leaderless`, and of those who write the texts of the groups
    `writerless`: what is asked soonest first. A writerless group is leaderless too. One query."""
    now = now or timezone.now()
    # One who is nobody for each group, with the seat that is empty; no member has such a number.
    nobody = [
        _Person(-pk, {pk: Role.LEAD}, frozenset({pk}), frozenset({pk} if pk in writerless else ())) for pk in leaderless
    ]
    documents = texts_for(nobody, now) if nobody else []
    asked = (_outcomes, _steps, _objections, _comments, _reviews)
    dues = [due for read in asked for _pk, due in read(nobody, documents, now)]
    return sorted(dues, key=lambda due: due.rank)


@dataclass(frozen=True)
class _Person:
    """Somebody who is admitted, with what they may do where they sit: `roles` {group id: role}, `leads` the groups
    whose desk is theirs, `writes` those whose texts they write."""

    pk: int
    roles: dict
    leads: frozenset
    writes: frozenset


def _people(members):
    # Who is not admitted, or suspended, is asked nothing.
    standing = standings(members)
    return [_person(member.pk, standing[member.pk]) for member in members if is_active_member(member)]


def _person(pk, standing):
    edits = {group for group, role in standing.roles.items() if role == Role.EDITOR}
    return _Person(pk, standing.roles, standing.desks, standing.desks | edits)


def _due(kind, document, url, **more):
    group = document.group
    more.setdefault("about", document.pk)
    return Due(
        kind=kind,
        document=document.pk,
        title=document.title,
        group=group.pk,
        group_name=group.name,
        group_slug=group.slug,
        url=url,
        step=document.step,
        **more,
    )


def _positions(people, documents, now):
    """Calls that ask somebody for whose organisation nobody answered yet. One query."""
    documents = [one for one in documents if _is_called(one) and _is_open(one.call, now)]
    if not documents:
        return
    answered = _answered([person.pk for person in people], [one.call["pk"] for one in documents])
    for document in documents:
        call = document.call["pk"]
        ends = parse_datetime(document.call["closes_at"])
        due = _due(Kind.POSITION, document, reverse("position", args=[call]), about=call, until=ends)
        for person in people:
            # For whom somebody speaks must be on record, or they cannot answer.
            if person.pk in answered and call not in answered[person.pk] and _is_asked(person, document):
                yield person.pk, due


def _answered(members, calls):
    """{member id: those of these calls that they, or their organisation, answered}, of those who speak for anybody."""
    said = Position.objects.current().filter(call__in=calls)
    by_organisation = said.filter(organisation=OuterRef("organisation")).values("call")
    alone = said.filter(organisation=None, member=OuterRef("member")).values("call")
    rows = Affiliation.objects.current().filter(member__in=members)
    rows = rows.annotate(ours=ArraySubquery(by_organisation), own=ArraySubquery(alone))
    return {
        member: set(ours if organisation else own)
        for member, organisation, ours, own in rows.values_list("member", "organisation", "ours", "own")
    }


def _is_called(document):
    return document.where == Step.CONSENSUS_CALL and document.call is not None


def _is_open(call, now):
    return call["closed_at"] is None and now < parse_datetime(call["closes_at"])


def _is_asked(person, document):
    """As `can_take_position` says it, of somebody who is admitted and to whom the call is visible."""
    group = document.group
    role = person.roles.get(group.pk, "")
    if document.call["parties"] == Call.Parties.GROUP:
        return role not in {"", Role.OBSERVER}
    return bool(role) or group.visibility != WorkingGroup.Visibility.PRIVATE or document.call["audience"] in WIDER


def _outcomes(people, documents, now):
    for document in documents:
        if _is_called(document) and not _is_open(document.call, now):
            call = document.call["pk"]
            due = _due(Kind.OUTCOME, document, reverse("outcome", args=[call]), about=call)
            yield from ((one.pk, due) for one in people if document.group_id in one.leads)


def _steps(people, documents, now):
    for document in documents:
        if document.where in ASKED_TO_COMMENT and document.step_ends_at and document.step_ends_at <= now:
            due = _due(Kind.STEP, document, _step_url(document))
            yield from ((one.pk, due) for one in people if document.group_id in one.leads)


def _step_url(document):
    if document.where == Step.CONSULTATION:
        return reverse("consultation_close", args=[document.place, document.pk])
    return document.get_absolute_url()


def _objections(people, documents, now):
    """Objections that nobody answered, to those who answer them: not to whoever raised them."""
    for document in documents:
        for person in people if document.objected else ():
            others = [one for one in document.objected if one["by"] != person.pk]
            if others and document.group_id in person.writes:
                one = reverse("objection", args=[others[0]["pk"]])
                url = one if len(others) == 1 else reverse("call_objections", args=[others[0]["call"]])
                yield person.pk, _due(Kind.OBJECTIONS, document, url, n=len(others))


def _comments(people, documents, now):
    """Comments of which nobody said what became of them, to those who do."""
    for document in documents:
        if document.waiting:
            url = f"{reverse('dispositions', args=[document.place, document.pk])}?state=open"
            due = _due(Kind.COMMENTS, document, url, n=document.waiting)
            yield from ((one.pk, due) for one in people if document.group_id in one.writes)


def _asked(people, documents, now):
    """Comments about which their authors were asked, where they may say more."""
    for document in documents:
        for person in people if document.questions else ():
            sits = document.group_id in person.roles
            own = [one for one in document.questions if one["author"] == person.pk and (sits or one["is_open_to_all"])]
            if own:
                yield person.pk, _due(Kind.ASKED, document, reverse("comment", args=[own[0]["pk"]]), n=len(own))


def _reviews(people, documents, now):
    # Of these alone those come that are to be looked at again soon.
    for document in documents:
        if document.where in REVIEWED:
            due = _due(Kind.REVIEW, document, document.get_absolute_url(), day=document.review_on)
            yield from ((one.pk, due) for one in people if document.group_id in one.writes)


def _to_comment(people, documents, now):
    """Texts on which those with a seat were asked to comment and did not in this step."""
    for document in documents:
        if document.where in ASKED_TO_COMMENT and document.step_ends_at and document.step_ends_at > now:
            due = _due(Kind.COMMENT, document, document.get_absolute_url(), until=document.step_ends_at)
            spoke = set(document.spoke)
            for person in people:
                sits = document.group_id in person.roles and document.group_id not in person.writes
                if sits and person.pk not in spoke:
                    yield person.pk, due
